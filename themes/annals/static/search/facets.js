// What the found reports can be narrowed by: check boxes with the number of reports behind each.

const version = new URL(import.meta.url).search;
const { make, number, plural } = await import(`./showing.js${version}`);

const HEADINGS = {
  year: "Year",
  actor: "Who",
  place: "Where",
  source: "Source",
  thread: "Thread",
  kind: "Kind of actor",
  contested: "Accounts",
};
export const FAMILIES = Object.keys(HEADINGS);
const FEW = 6; // values of a family that are shown at first
const MANY = 60;

export class FacetList {
  #all = new Set(); // families of which many values are shown
  #facets = new Map();
  #found = { counts: new Map(), labels: new Map() };
  #labels = new Map(); // of all that was ever found: a chosen value that finds nothing is still called by its name

  constructor(choose) {
    this.choose = choose;
    this.groups = make("div", { class: "facets" });
    this.element = make("details", {}, make("summary", {}, "Narrow these reports"), this.groups);
    this.element.open = matchMedia("(width >= 66rem)").matches;
  }

  show(found, facets) {
    this.#found = found;
    this.#facets = facets;
    for (const [key, words] of found.labels) this.#labels.set(key, words);
    const focused = this.groups.contains(document.activeElement) ? document.activeElement.id : "";
    this.groups.replaceChildren(...FAMILIES.map((family) => this.#family(family)).filter(Boolean));
    if (focused) document.getElementById(focused)?.focus();
  }

  #family(family) {
    const chosen = this.#facets.get(family) ?? [];
    const values = [...this.#found.counts]
      .filter(([key]) => key.startsWith(`${family}/`))
      .map(([key, count]) => ({ id: key.slice(family.length + 1), words: this.#labels.get(key), count }));
    for (const id of chosen) {
      if (!values.some((value) => value.id === id)) values.push({ id, words: this.#labels.get(`${family}/${id}`) ?? id, count: 0 });
    }
    if (!values.length) return null;
    const most = (a, b) => b.count - a.count || (a.words < b.words ? -1 : 1);
    const latest = (a, b) => (a.id < b.id ? 1 : -1);
    const first = (value) => (chosen.includes(value.id) ? 0 : 1);
    values.sort((a, b) => first(a) - first(b) || (family === "year" ? latest(a, b) : most(a, b)));
    const shown = values.slice(0, this.#all.has(family) ? MANY : Math.max(FEW, chosen.length));
    const list = make("ul", {}, ...shown.map((value) => this.#value(family, value, chosen)));
    return make("fieldset", {}, make("legend", { class: "label" }, HEADINGS[family]), list, this.#more(family, values.length - shown.length));
  }

  #value(family, { id, words, count }, chosen) {
    const box = make("input", { type: "checkbox", id: `facet-${family}-${id}`, checked: chosen.includes(id) });
    box.addEventListener("change", () => this.#toggle(family, id, box.checked));
    const counted = make("span", { class: "count" }, number(count), make("span", { class: "unseen" }, count === 1 ? " report" : " reports"));
    return make("li", {}, make("label", { for: box.id }, box, " ", make("bdi", {}, words), " ", counted));
  }

  #more(family, left) {
    if (left <= 0 || this.#all.has(family)) return null;
    const button = make("button", { type: "button", id: `more-${family}`, class: "quiet-button" }, `${plural(left, "more", "more")}`);
    button.addEventListener("click", () => {
      this.#all.add(family);
      const first = this.groups.querySelectorAll(`[id^="facet-${family}-"]`).length;
      this.show(this.#found, this.#facets);
      this.groups.querySelectorAll(`[id^="facet-${family}-"]`)[first]?.focus();
    });
    return button;
  }

  #toggle(family, id, on) {
    const facets = new Map(this.#facets);
    const others = (facets.get(family) ?? []).filter((other) => other !== id);
    const ids = on ? [...others, id] : others;
    if (ids.length) facets.set(family, ids);
    else facets.delete(family);
    this.choose(facets);
  }
}
