// The search page: what is asked stands in the address, so that it can be sent, kept, and gone back to.

const version = new URL(import.meta.url).search;
const load = (module) => import(`./${module}.js${version}`);
const [{ Files, Outdated }, { Names }, { counted, first, search, told }, { FacetList, FAMILIES }, { arrows, beginsOf, linked, make, marked, nameItem, plural }, { Excerpts }] = await Promise.all(
  ["files", "names", "reports", "facets", "showing", "excerpts"].map(load),
);

const PAUSE = 40; // milliseconds after the last key
const LONGER = 400; // after a word of one or two letters, which hardly anybody means
const SHOWN = 10; // reports, and as many more each time
const FEW = 3; // that are worth to be shown while the rest is looked for: as many as a phone has room for
const NAMES = 8;
const ORDERS = { best: "Best first", newest: "Newest first", oldest: "Oldest first" };

export class SearchPage {
  #asked = 0;
  #timer;
  #shown = SHOWN;

  constructor(host) {
    this.host = host;
    this.field = host.field;
    this.files = new Files(host.form.action);
    this.names = new Names(this.files);
    this.excerpts = new Excerpts();
    this.facets = new FacetList((facets) => this.#go({ ...this.#read(), facets }));
    this.status = make("p", { class: "status-line hang quiet", role: "status" });
    this.order = make("select", { "aria-label": "Order" }, ...Object.entries(ORDERS).map(([value, words]) => make("option", { value }, words)));
    this.named = make("ul", { class: "ways" });
    this.namedBox = make("section", { hidden: true }, make("h2", { class: "label" }, "Names"), this.named);
    this.list = make("ol", { class: "found" });
    this.more = make("button", { type: "button", hidden: true }, "Show more reports");
    const results = make("div", { class: "text results" }, this.namedBox, make("section", {}, this.order, this.list, this.more));
    this.box = make("div", { class: "leaf", hidden: true }, make("div", { class: "margin" }, this.facets.element), results);
    host.append(this.status, this.box);
    this.beyond = document.querySelector(".names-list"); // the list from A to Z, which is there without a script

    host.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      this.#go({ ...this.#read(), q: this.field.value.trim() });
    });
    this.field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      const pause = /(?:^|\s)\S{1,2}$/u.test(this.field.value) ? LONGER : PAUSE;
      this.#timer = setTimeout(() => this.#go({ ...this.#read(), q: this.field.value.trim() }, true), pause);
    });
    this.files.index().catch(() => {}); // so that the first letter need not wait for it; a search tells what is wrong
    this.order.addEventListener("change", () => this.#go({ ...this.#read(), sort: this.order.value }));
    this.more.addEventListener("click", () => this.#showMore());
    host.addEventListener("keydown", (event) => this.#key(event));
    this.facets.element.addEventListener("toggle", () => {
      const asked = this.#asked;
      this.#showFacets(() => asked === this.#asked).catch(() => {}); // the next search tells what is wrong
    });
    addEventListener("popstate", () => this.#run());
    host.querySelector(".unscripted")?.remove();
    const typed = document.activeElement === this.field && this.field.value.trim(); // before this was loaded
    if (typed) this.#go({ ...this.#read(), q: typed }, true);
    else this.#run();
  }

  // What is asked, as the address says it.
  #read() {
    const asked = new URLSearchParams(location.search);
    const facets = new Map(FAMILIES.map((family) => [family, asked.getAll(family)]).filter(([, ids]) => ids.length));
    const sort = asked.get("sort");
    return { q: (asked.get("q") ?? "").trim(), facets, sort: Object.hasOwn(ORDERS, sort ?? "") ? sort : "best" };
  }

  // Ask for something else. While one is typing, the entry in the browser's history is replaced.
  #go({ q, facets, sort }, typing = false) {
    const asked = new URLSearchParams();
    if (q) asked.set("q", q);
    for (const [family, ids] of facets) for (const id of ids) asked.append(family, id);
    if (sort !== "best") asked.set("sort", sort);
    const address = asked.size ? `?${asked}` : location.pathname;
    if (asked.toString() !== location.search.slice(1)) history[typing ? "replaceState" : "pushState"](null, "", address);
    this.#run();
  }

  async #run(again = true) {
    const asked = ++this.#asked;
    const current = () => asked === this.#asked;
    const { q, facets, sort } = this.#read();
    if (document.activeElement !== this.field || !this.field.value.trim()) this.field.value = q;
    this.order.value = sort;
    this.#shown = SHOWN;
    const idle = !q && !facets.size;
    if (this.beyond) this.beyond.hidden = !idle;
    this.box.hidden = idle;
    if (idle) return (this.status.textContent = "");
    try {
      const [names, groups] = q ? await Promise.all([this.names.find(q, NAMES), this.names.groups(q)]) : [[], []];
      if (!current()) return;
      const shown = facets.size ? [] : names; // a name is no report, and cannot be narrowed
      this.namedBox.hidden = !shown.length;
      this.named.replaceChildren(...shown.map(nameItem));
      this.groups = groups;
      this.begins = beginsOf(groups);
      if (q && !groups.length) {
        this.found = { parts: [], count: 0 };
        return await this.#finish(shown, facets, current);
      }
      let found;
      let early = false; // the first reports are shown while the rest is looked for
      for await (found of search(this.files, groups, facets)) {
        if (!current()) return;
        if (found.done === found.of || found.count < FEW) continue;
        if (!early) {
          early = true;
          this.found = found;
          await this.#showReports(current);
        }
      }
      this.found = found;
      await this.#finish(shown, facets, current);
    } catch (error) {
      if (!current()) return;
      if (error instanceof Outdated && again) {
        this.files.forget();
        return this.#run(false);
      }
      this.status.textContent = "The index could not be read. Are you connected?";
      if (!(error instanceof Outdated) && !(error instanceof TypeError)) throw error;
    }
  }

  async #finish(names, facets, current) {
    await this.#showReports(current);
    if (!current()) return;
    const reports = this.found.count ? plural(this.found.count, "report") : "No report";
    const also = names.length ? `, ${plural(names.length, "name")}` : "";
    this.status.textContent = `${reports}${also}.`;
    this.order.hidden = this.found.count < 2;
    if (facets.size) this.facets.element.open = true;
    await this.#showFacets(current);
  }

  // Only where they are looked at: they are more to read than the results.
  async #showFacets(current = () => true) {
    if (!this.facets.element.open || !this.found) return;
    const found = await counted(this.files, this.found.parts);
    if (current()) this.facets.show(found, this.#read().facets);
  }

  async #showReports(current) {
    const reports = await told(this.files, first(this.found.parts, this.#read().sort, this.#shown));
    if (!current()) return;
    this.excerpts.clear();
    this.list.replaceChildren(...reports.map((report) => this.#item(report)));
    this.more.hidden = this.found.count <= this.#shown;
  }

  async #showMore() {
    const before = this.#shown;
    this.#shown += SHOWN;
    const asked = this.#asked;
    await this.#showReports(() => asked === this.#asked);
    this.list.children[before]?.querySelector("a")?.focus();
  }

  #item(report) {
    const { url, title, lang, date, places, summary, story, status, as } = report;
    const words = lang ? { lang, dir: "auto" } : {};
    const met = new Set();
    const [shownTitle, shownSummary] = [title, summary].map((text) => marked(text, this.begins, met));
    const missing = this.groups.filter((group) => !met.has(group));
    const heading = make("h3", { class: "entry-title", ...words }, url ? make("a", { href: url }, ...shownTitle) : title);
    const where = [date, ...places.slice(0, 4)].join(" · ");
    return make(
      "li",
      {},
      heading,
      status ? make("p", { class: "status" }, status) : null,
      make("p", { class: "note" }, where),
      make("p", { class: "entry-summary", ...words }, ...shownSummary),
      story ? make("p", { class: "found-part", ...words }, "In the part ", linked(story.title, story.url)) : null,
      url && missing.length ? this.excerpts.place(report, this.groups, missing) : null,
      as.length && !met.size ? make("p", { class: "note found-as" }, `Names ${[...new Set(as)].join(", ")}`) : null,
    );
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      if (document.activeElement === this.field) this.field.blur();
      else this.field.focus();
    } else if (!event.target.closest("select, fieldset")) {
      arrows(event, this.field, [...this.host.querySelectorAll(".results a")]);
    }
  }
}
