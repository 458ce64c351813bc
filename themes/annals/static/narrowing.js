// Narrows the list of reports on a page. All it knows stands in the page: each choice says where in the list its reports are. What is
// chosen stands in the address, so that it can be sent, kept, and gone back to.

import { make, number } from "./parts/elements-1.js";

const FLAGS = "accounts"; // its choices can be chosen together; of every other facet, one

class AnnalsNarrowing extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.items = [...document.querySelectorAll("main .spine > li")];
    if (this.items.length !== Number(this.dataset.total)) return; // another list than the one that was counted
    this.facets = [...this.querySelectorAll("[data-facet]")].map((section) => this.#facet(section));
    this.runs = runs(this.items);
    this.details = this.querySelector("details");
    this.form = make("form", { class: "narrowing-form", autocomplete: "off" }, ...this.facets.map((facet) => facet.box));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.#go());
    this.details.querySelector(".choices").replaceWith(this.form);
    this.status = make("span", { role: "status" });
    this.all = make("button", { type: "button", class: "show-all", hidden: true }, "Show all");
    this.all.addEventListener("click", () => this.#showAll());
    this.append(make("p", { class: "narrowing-told quiet" }, this.status, " ", this.all));
    addEventListener("popstate", () => this.#read());
    this.#read();
  }

  #facet(section) {
    const name = section.dataset.facet;
    const choices = [...section.querySelectorAll("[data-in]")].map((item) => {
      const shown = item.querySelector("a, [lang]");
      const words = item.firstChild.textContent.trim();
      return { id: item.dataset.id, words, lang: shown?.lang ?? "", places: new Set(item.dataset.in.split(" ").map(Number)) };
    });
    const facet = { name, choices, any: section.dataset.any };
    if (name === FLAGS) {
      for (const choice of choices) {
        choice.input = make("input", { type: "checkbox", class: "flag-box", value: choice.id });
        choice.number = make("span", { class: "count" });
        choice.label = make("label", { class: "flag" }, choice.input, ` ${choice.words} `, choice.number);
      }
      facet.box = make("p", { class: "flags" }, ...choices.map((choice) => choice.label));
    } else {
      const heading = section.querySelector(".label").textContent;
      facet.select = make("select", { id: `narrowing-${name}` });
      facet.box = make("p", {}, make("label", { class: "label", for: facet.select.id }, heading), facet.select);
    }
    return facet;
  }

  // What is chosen, as the address says it: of each facet the ids. An old address may ask for what is no choice here.
  #read() {
    const asked = new URLSearchParams(location.search);
    this.chosen = new Map();
    this.unknown = [];
    for (const { name, choices } of this.facets) {
      const ids = name === FLAGS ? asked.getAll(name) : asked.getAll(name).slice(0, 1);
      const known = ids.filter((id) => choices.some((choice) => choice.id === id));
      this.chosen.set(name, known);
      this.unknown.push(...ids.filter((id) => id && !known.includes(id)));
    }
    this.#show();
  }

  #go() {
    for (const { name, select, choices } of this.facets) {
      const ids = select ? [select.value] : choices.filter((choice) => choice.input.checked).map((choice) => choice.id);
      this.chosen.set(name, ids.filter(Boolean));
    }
    const asked = new URLSearchParams(location.search);
    for (const [name, ids] of this.chosen) {
      asked.delete(name);
      for (const id of ids) asked.append(name, id);
    }
    this.unknown = [];
    const query = asked.toString();
    if (query !== location.search.slice(1)) history.pushState(null, "", query ? `?${query}` : location.pathname);
    this.#show();
  }

  #showAll() {
    for (const { select, choices } of this.facets) {
      if (select) select.value = "";
      else for (const choice of choices) choice.input.checked = false;
    }
    this.#go();
    this.details.querySelector("summary").focus(); // the button goes, and must not take the place of the reader along
  }

  // Whether a report has all that is chosen, in facets other than the one that is left out.
  #fits(place, besides = null) {
    return this.facets.every(
      ({ name, choices }) => name === besides?.name || this.chosen.get(name).every((id) => choices.find((choice) => choice.id === id).places.has(place)),
    );
  }

  #show() {
    const shown = this.items.map((_, place) => this.#fits(place));
    this.items.forEach((item, place) => (item.hidden = !shown[place]));
    for (const spine of new Set(this.items.map((item) => item.parentElement))) {
      const holder = spine.closest("section");
      const empty = [...spine.children].every((item) => item.hidden);
      if (holder && !holder.contains(this)) holder.hidden = empty;
      else spine.hidden = empty;
    }
    this.#dates();
    for (const facet of this.facets) this.#offer(facet);
    const any = [...this.chosen.values()].some((ids) => ids.length);
    const count = shown.filter(Boolean).length;
    const of = `${number(this.items.length)} reports on this page`;
    const told = count ? `${number(count)} of the ${of}.` : `None of the ${of} has all of this.`;
    const lost = this.unknown.map((id) => `“${id}” cannot be chosen on this page.`);
    this.status.textContent = [...lost, ...(any ? [told] : [])].join(" ");
    this.all.hidden = !any && !lost.length;
    if (any) this.details.open = true;
  }

  // Of reports in a row with one date only the first shows it, whichever that is now.
  #dates() {
    let last = null;
    this.items.forEach((item, place) => {
      if (item.hidden) return;
      const run = this.runs[place];
      if (run.of > 0) item.classList.toggle("same-date", run.below || last === run);
      last = run;
    });
  }

  // What a facet can be narrowed to beside all else that is chosen, with what that would leave.
  #offer(facet) {
    const chosen = this.chosen.get(facet.name);
    const fitting = this.items.map((_, place) => place).filter((place) => this.#fits(place, facet));
    const left = ({ places }) => fitting.filter((place) => places.has(place)).length;
    if (!facet.select) {
      for (const choice of facet.choices) {
        const count = left(choice);
        choice.input.checked = chosen.includes(choice.id);
        choice.input.disabled = !count && !choice.input.checked;
        choice.number.textContent = number(count);
      }
      return;
    }
    const offered = facet.choices.filter((choice) => choice.id === chosen[0] || left(choice));
    const options = offered.map((choice) => {
      const words = `${choice.words} (${number(left(choice))})`;
      return make("option", { value: choice.id, dir: "auto", lang: choice.lang || null }, words);
    });
    facet.select.replaceChildren(make("option", { value: "" }, facet.any), ...options);
    facet.select.value = chosen[0] ?? "";
  }
}

// For each item the run of one date that it stands in; `below`: the heading above the list has said that date.
function runs(items) {
  let run = null;
  return items.map((item, place) => {
    const same = item.classList.contains("same-date");
    if (!same || !item.previousElementSibling) run = { of: 0, below: same };
    run.of += 1;
    return run;
  });
}

customElements.define("annals-narrowing", AnnalsNarrowing);
