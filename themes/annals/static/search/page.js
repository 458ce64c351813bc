// The search page: what is asked stands in the address, so that it can be sent, kept, and gone back to.

import { make } from "../parts/elements-1.js";

const version = new URL(import.meta.url).search;
const load = (module) => import(`./${module}.js${version}`);
const [
  { Outdated },
  { Names },
  { called, counted, first, foresee, prepare, search, told },
  { FacetList, FAMILIES },
  { arrange, arrangeNames, arrows, linked, nameItem, plural },
  { beginsOf, marked },
  { Excerpts },
  { COMMON, words },
] = await Promise.all(["files", "names", "reports", "facets", "showing", "marks", "excerpts", "words"].map(load));

const PAUSE = 40; // milliseconds after the last key
const LONGER = 400; // after a word of one or two letters, which hardly anybody means
const SHOWN = 10; // reports, and as many more each time
const FEW = 4; // that are shown before the others: more than a phone has room for
const PATIENCE = 150; // milliseconds after which what was found so far is shown
const NAMES = 8;
const SLOW = 300; // milliseconds after which it is said that one has to wait
const ORDERS = { best: "Best first", newest: "Newest first", oldest: "Oldest first" };

export class SearchPage {
  #asked = 0;
  #timer;
  #shown = SHOWN;
  #state; // what is asked: {q, facets, sort}
  #made = new WeakMap(); // of each result that is shown: the report's address, and the words that it was made for
  #unsaid = null; // writes what is asked into the address

  constructor(host, files) {
    this.host = host;
    this.field = host.field;
    this.files = files;
    this.names = new Names(this.files);
    this.excerpts = new Excerpts();
    this.facets = new FacetList(
      (facets) => this.#go({ ...this.#state, facets }),
      () => this.list.querySelector("a")?.focus(),
    );
    this.status = make("p", { class: "status-line hang quiet", role: "status" });
    this.order = make("select", { "aria-label": "Order" }, ...Object.entries(ORDERS).map(([value, words]) => make("option", { value }, words)));
    this.named = make("ul", { class: "ways" });
    this.namedBox = make("section", { hidden: true }, make("h2", { class: "label" }, "Names"), this.named);
    this.list = make("ol", { class: "found" });
    this.more = make("button", { type: "button", hidden: true }, "Show more reports");
    const results = make("div", { class: "text results" }, this.namedBox, make("section", {}, make("h2", { class: "unseen" }, "Reports"), this.order, this.list, this.more));
    this.box = make("div", { class: "leaf", hidden: true }, make("div", { class: "margin" }, this.facets.element), results);
    host.append(this.status, this.box);
    prepare(files).catch(() => {}); // the first search tells what is wrong
    this.beyond = document.querySelector(".names-list"); // the list from A to Z, which is there without a script

    host.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      this.#go({ ...this.#state, q: this.field.value.trim() });
    });
    this.field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      const pause = /(?:^|\s)\S{1,2}$/u.test(this.field.value) ? LONGER : PAUSE;
      this.#timer = setTimeout(() => this.#go({ ...this.#state, q: this.field.value.trim() }, true), pause);
    });
    this.order.addEventListener("change", () => this.#go({ ...this.#state, sort: this.order.value }));
    this.more.addEventListener("click", () => this.#showMore());
    host.addEventListener("keydown", (event) => this.#key(event));
    this.facets.element.addEventListener("toggle", () => {
      const asked = this.#asked;
      this.#showFacets(() => asked === this.#asked).catch(() => {}); // the next search tells what is wrong
    });
    addEventListener("click", () => this.#say(), { capture: true }); // who follows a link comes back to what was asked
    addEventListener("popstate", () => {
      this.#unsaid = null;
      this.#run(this.#read());
    });
    host.querySelector(".unscripted")?.remove();
    const typed = document.activeElement === this.field && this.field.value.trim(); // before this was loaded
    if (typed) this.#go({ ...this.#read(), q: typed }, true);
    else this.#run(this.#read());
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
    this.#say();
    const address = asked.size ? `?${asked}` : location.pathname;
    if (asked.toString() !== location.search.slice(1)) this.#unsaid = () => history[typing ? "replaceState" : "pushState"](null, "", address);
    this.#run({ q, facets, sort });
  }

  // The address says what is asked as soon as there is an answer: to write it takes a phone as long as to read ten files.
  #say() {
    this.#unsaid?.();
    this.#unsaid = null;
  }

  async #run(state, again = true) {
    const asked = ++this.#asked;
    const current = () => asked === this.#asked;
    const began = performance.now();
    const { q, facets, sort } = (this.#state = state);
    if (document.activeElement !== this.field || !this.field.value.trim()) this.field.value = q;
    this.#shown = SHOWN;
    if (!q && !facets.size) return this.#idle();
    const slow = setTimeout(() => current() && this.#wait(), SLOW);
    this.files.strict = again;
    const same = this.files.same();
    same.catch(() => {}); // it is met before the whole answer is shown
    try {
      const asking = words(q);
      const named = q ? Promise.all([this.names.find(q, NAMES), this.names.groups(q)]) : [[], []];
      if (asking.length === 1 && !COMMON.has(asking[0])) foresee(this.files, asking[0], facets).catch(() => {}); // the search tells what is wrong
      const [names, groups] = await named;
      if (!current()) return;
      const shown = facets.size ? [] : names; // a name is no report, and cannot be narrowed
      this.groups = groups;
      this.begins = beginsOf(groups);
      let found = { parts: [], count: 0 };
      let early = false; // the first reports are shown while the rest is looked for
      for await (found of q && !groups.length ? [] : search(this.files, groups, facets)) {
        if (!current()) return;
        if (early || found.done === found.of || found.count < FEW || performance.now() - began < PATIENCE) continue;
        early = true;
        await this.#show(shown, found, current, FEW);
        this.#say();
      }
      await same;
      if (!current()) return;
      const others = await this.#show(shown, found, current);
      if (!current()) return;
      const also = shown.length ? `, ${plural(shown.length, "name")}` : "";
      clearTimeout(slow);
      const none = groups.length > 1 ? "No report with all of these words" : "No report";
      this.status.textContent = `${found.count ? plural(found.count, "report") : none}${also}.`;
      await this.#showOthers(others, current);
      if (!current()) return;
      this.#say();
      await this.#showFacets(current);
    } catch (error) {
      if (!current()) return;
      if (error instanceof Outdated && again) {
        this.files.forget();
        return this.#run(state, false);
      }
      this.#say();
      this.status.textContent = "The index could not be read. Are you connected?";
      if (this.beyond) this.beyond.hidden = !this.box.hidden;
      if (!(error instanceof Outdated) && !(error instanceof TypeError)) throw error;
    } finally {
      clearTimeout(slow);
    }
  }

  // The names from A to Z go now: later they would jump away under the finger of whoever reads them.
  #wait() {
    this.status.textContent = "Searching …";
    if (this.beyond) this.beyond.hidden = true;
  }

  #idle() {
    if (this.beyond) this.beyond.hidden = false;
    this.box.hidden = true;
    this.status.textContent = "";
    this.#say();
  }

  // Names and the first reports at once, so that the page is laid out once.
  async #show(names, found, current, most = SHOWN) {
    this.found = found;
    const asked = this.#reports(0, most); // those that come later are asked for now, too, and need not wait until these are shown
    const { facets } = this.#state;
    const [chosen, ...told] = await Promise.all([called(this.files, facets), ...asked.slice(0, FEW)]);
    const reports = told.filter(Boolean);
    if (!current()) return;
    const none = !found.count && !names.length && !facets.size;
    this.facets.tell(found.count, chosen);
    arrangeNames(this.named, names.map(nameItem), this.field);
    this.namedBox.hidden = !names.length;
    this.order.value = this.#state.sort;
    this.order.hidden = found.count < 2;
    this.excerpts.pause();
    this.list.setAttribute("aria-busy", "true");
    arrange(this.list, this.#items(reports), this.field);
    this.more.hidden = true;
    if (this.beyond) this.beyond.hidden = !none; // where there is nothing else, one may see what there is
    this.box.hidden = none;
    return asked.slice(FEW);
  }

  async #showOthers(asked, current) {
    const others = (await Promise.all(asked)).filter(Boolean);
    if (!current()) return;
    this.list.append(...this.#items(others));
    this.list.removeAttribute("aria-busy");
    this.more.hidden = this.found.count <= this.#shown;
    this.excerpts.begin(this.list);
  }

  // Only where they are looked at: they are more to read than the results.
  async #showFacets(current = () => true) {
    if (!this.facets.element.open || !this.found) return;
    const slow = setTimeout(() => current() && this.facets.wait(), SLOW);
    try {
      const found = await counted(this.files, this.found.parts);
      if (current()) this.facets.show(found, this.#state.facets);
    } finally {
      clearTimeout(slow);
    }
  }

  // What is told of some of the reports that were found, each as soon as it is there.
  #reports(from, to) {
    const asked = told(this.files, first(this.found.parts, this.#state.sort, to).slice(from));
    for (const report of asked) report.catch(() => {}); // it is met where it is waited for
    return asked;
  }

  async #showMore() {
    const before = this.list.children.length;
    this.#shown += SHOWN;
    const asked = this.#asked;
    await this.#showOthers(this.#reports(before, this.#shown), () => asked === this.#asked);
    this.list.children[before]?.querySelector("a")?.focus();
  }

  // A result that is shown already stays while more is found. For other words all but its link is made again.
  #items(reports) {
    const shown = new Map([...this.list.children].map((item) => [this.#made.get(item).url, item]));
    return reports.map((report) => {
      const { url } = report;
      const old = url && shown.get(url);
      if (old && this.#made.get(old).groups === this.groups) return old;
      const item = this.#item(report);
      if (old) renew(old, item);
      this.#made.set(old || item, { url, groups: this.groups });
      return old || item;
    });
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

// Nothing is put in its place that stands there already: what is taken out and put back loses the focus, and a click that is half done.
function renew(old, item) {
  const [link, other] = [old, item].map((one) => one.querySelector("h3 a"));
  if (!link.isEqualNode(other)) link.replaceChildren(...other.childNodes);
  while (old.children.length > 1) old.lastElementChild.remove();
  old.append(...[...item.children].slice(1));
}
