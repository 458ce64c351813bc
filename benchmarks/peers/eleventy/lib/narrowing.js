import { archive } from "./archive.js";
import { link } from "./html.js";

const FEWEST = 5; // reports of a list that is worth narrowing
const MOST = 15; // choices of a facet
const FACETS = [
  ["actor", "Actor", "any actor", (id) => link("actors", id)],
  ["place", "Place", "any place", (id) => link("places", id)],
  ["source", "Source", "any source", (id) => link("sources", id)],
  ["kind", "Kind of actor", "any kind", (id) => `<a href="/actors/#page-${id}">${archive.kinds[id]}</a>`],
  ["accounts", "Accounts", "all reports", () => "single source"],
];

const kept = new WeakMap();
/** All that a report can be chosen by, facet by facet: gathered once. */
function keys(report) {
  let found = kept.get(report);
  if (!found) {
    const { actors, places, sources } = report.data;
    found = [actors, places, sources, [...new Set(actors.map((id) => archive.actors[id].kind))], sources.length === 1 ? ["single-source"] : []];
    kept.set(report, found);
  }
  return found;
}

/** What a list can be narrowed by: each choice with the places in the list where its reports stand. */
export function narrowing(reports) {
  const total = reports.length;
  if (total < FEWEST) return "";
  const found = FACETS.map(() => new Map());
  reports.forEach((report, i) =>
    keys(report).forEach((ids, facet) => {
      const map = found[facet];
      for (const id of ids) {
        const at = map.get(id);
        at ? at.push(i) : map.set(id, [i]);
      }
    }),
  );
  const facets = FACETS.map(([name, heading, any, words], facet) => {
    const choices = [...found[facet]].filter(([, at]) => at.length < total);
    if (!choices.length || (choices.length === 1 && name !== "accounts")) return "";
    choices.sort((x, y) => y[1].length - x[1].length || (x[0] < y[0] ? -1 : 1));
    return `<div data-facet="${name}" data-any="${any}">
<p class="label">${heading}</p>
<ul class="counted">
${choices
  .slice(0, MOST)
  .map(([id, at]) => `<li data-id="${id}" data-in="${at.join(" ")}"><span class="name">${words(id)}</span> <span class="count">${at.length}</span></li>`)
  .join("\n")}
</ul>
</div>
`;
  }).join("");
  return facets
    ? `<annals-narrowing class="hang" data-total="${total}">
<details class="narrowing">
<summary>Narrow these reports</summary>
<div class="choices">
<p class="note">How many of the ${total} reports here, and the way to all of them.</p>
${facets}</div>
</details>
</annals-narrowing>
`
    : "";
}
