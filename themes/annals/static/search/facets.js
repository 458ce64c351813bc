// What the found reports can be narrowed by: check boxes with the number of reports behind each.

import { make, number } from "../parts/elements-1.js";

const version = new URL(import.meta.url).search;
const { plural } = await import(`./showing.js${version}`);

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
  #found = { counts: new Map(), words: () => "" };

  // `choose` is told what is chosen, `leave` that a reader of a narrow screen wants to see the reports.
  constructor(choose, leave) {
    this.choose = choose;
    this.groups = make("div", { class: "facets" });
    this.waiting = make("p", { class: "facets-waiting quiet", hidden: true }, "Counting …");
    this.summary = make("summary");
    this.done = make("button", { type: "button", class: "facets-done", hidden: true });
    this.element = make("details", {}, this.summary, this.waiting, this.groups, this.done);
    this.element.open = matchMedia("(width >= 66rem)").matches;
    this.done.addEventListener("click", () => {
      this.element.open = false;
      leave();
    });
  }

  // Says also where the list is folded how many reports were found, and what they are narrowed to.
  tell(count, names) {
    const words = names.flatMap((name, i) => [i ? ", " : "Narrowed to ", make("bdi", {}, name)]);
    this.summary.replaceChildren(make("bdi", {}, ...(words.length ? words : ["Narrow these reports"])));
    this.done.textContent = `Show ${plural(count, "report")}`;
    this.done.hidden = !count;
    this.element.hidden = !count && !names.length;
  }

  // On a phone the results stand below: they go out of sight at once, for later they would jump away.
  wait() {
    this.waiting.hidden = this.groups.hasChildNodes();
  }

  show(found, facets) {
    this.waiting.hidden = true;
    this.#found = found;
    this.#facets = facets;
    const focused = this.groups.contains(document.activeElement) ? document.activeElement.id : "";
    this.groups.replaceChildren(...FAMILIES.map((family) => this.#family(family)).filter(Boolean));
    if (focused) document.getElementById(focused)?.focus();
  }

  #family(family) {
    const chosen = this.#facets.get(family) ?? [];
    const counts = this.#found.counts.get(family) ?? [];
    const values = chosen.map((id) => [id, counts.find(([other]) => other === id)?.[1] ?? 0]);
    const others = chosen.length ? counts.filter(([id]) => !chosen.includes(id)) : counts;
    const size = values.length + others.length;
    if (!size) return null;
    const most = this.#all.has(family) ? MANY : Math.max(FEW, chosen.length);
    const named = (some) => some.map(([id, count]) => ({ id, count, words: this.#found.words(`${family}/${id}`) || id }));
    const order = family === "year" ? latest : largest;
    const shown = [...named(values).sort(order), ...named(family === "year" ? others : foremost(others, most)).sort(order)].slice(0, most);
    const list = make("ul", {}, ...shown.map((value) => this.#value(family, value, chosen)));
    return make("fieldset", {}, make("legend", { class: "label" }, HEADINGS[family]), list, this.#more(family, size - shown.length));
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

function largest(one, other) {
  return other.count - one.count || (one.words < other.words ? -1 : 1);
}

function latest(one, other) {
  return one.id < other.id ? 1 : -1;
}

// Those of [id, count] that can be among the most frequent ones: a thousand names need not be known, and put in order, to show six.
function foremost(values, most) {
  if (values.length <= most) return values;
  const least = Uint32Array.from(values, ([, count]) => count).sort()[values.length - most];
  return values.filter(([, count]) => count >= least);
}
