// The search field. It is a plain form; this element finds names as one types, and loads what it needs for that when it is first used.

const version = new URL(import.meta.url).search;
const load = (module) => import(`./search/${module}.js${version}`);

const PAGE = ["words", "showing", "marks", "names", "numbering", "reports", "facets", "excerpts"]; // what the page of search consists of, besides

class AnnalsSearch extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.field = this.form?.elements.namedItem("q");
    if (!this.field) return;
    document.addEventListener("keydown", (event) => this.#fromAnywhere(event));
    if (this.hasAttribute("full")) {
      for (const module of PAGE) load(module); // at once, and not when another one has come that needs it
      const files = load("files").then(({ Files }) => new Files(this.form.action));
      files.then((own) => own.index()).catch(() => {}); // so that the first letter need not wait for it; a search tells what is wrong
      Promise.all([load("page"), files]).then(([{ SearchPage }, own]) => new SearchPage(this, own));
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

if (document.querySelector("annals-chance")) load("chance");
