// The search field. It is a plain form; this element finds names as one types, and loads what it needs for that when it is first used.

const version = new URL(import.meta.url).search;
const load = (module) => import(`./search/${module}.js${version}`);

class AnnalsSearch extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.field = this.form?.elements.namedItem("q");
    if (!this.field) return;
    document.addEventListener("keydown", (event) => this.#fromAnywhere(event));
    if (this.hasAttribute("full")) {
      load("page").then(({ SearchPage }) => new SearchPage(this));
    } else {
      this.field.addEventListener("focus", () => this.#begin(), { once: true });
    }
  }

  async #begin() {
    const { Suggestions } = await load("suggestions");
    this.suggestions ??= new Suggestions(this);
  }

  // "/" goes to the field, except where one is writing already.
  #fromAnywhere(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    this.field.focus();
    this.field.select();
  }
}

customElements.define("annals-search", AnnalsSearch);
