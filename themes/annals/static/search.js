// The search field. It is a plain form; this element finds names as one types, and loads what it needs for that when it is first used.

const version = new URL(import.meta.url).search;
const load = (module) => import(`./search/${module}.js${version}`);

const PAGE = ["files", "words", "showing", "names", "reports", "facets", "excerpts"]; // what the search page consists of

class AnnalsSearch extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.field = this.form?.elements.namedItem("q");
    if (!this.field) return;
    document.addEventListener("keydown", (event) => this.#fromAnywhere(event));
    if (this.hasAttribute("full")) {
      for (const module of PAGE) load(module); // at once, and not one after the other has said that it needs it
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
