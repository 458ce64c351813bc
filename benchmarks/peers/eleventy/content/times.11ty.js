import { archive } from "../lib/archive.js";
import { citedBelow } from "../lib/cited.js";
import { decadeOf } from "../lib/groups.js";
import { esc, link, page, pager, position, spine, steps, times } from "../lib/html.js";
import { narrowing } from "../lib/narrowing.js";

const TITLES = { actors: "Actors", places: "Places", sources: "Sources" };

export const data = {
  pagination: { data: "collections.entityTimes", size: 1, alias: "part", addAllPagesToCollections: true },
  permalink: ({ part }) => `/${part.family}/${part.id}/${part.iso}/${part.number ? `${part.number}/` : ""}`,
};

/** The reports of an actor, a place or a source in a decade or a year; of a decade with many reports, the way to its years. */
export default function ({ part }) {
  const { family, id, iso, number, years, reports, before, after } = part;
  const { name } = archive[family][id], base = `/${family}/${id}/`, here = `${base}${iso}/`;
  const title = `${name}: reports of ${iso}${number ? `, ${part.start + 1} to ${part.end}` : ""}`;
  const above = iso.endsWith("s") ? [] : [decadeOf(iso)];
  if (number) above.push(iso);
  const crumbs = [[TITLES[family], `/${family}/`], [name, base], ...above.map((one) => [one, `${base}${one}/`])];
  const beside = (one) => !number && one && [one, `${base}${one}/`];
  const list = years
    ? times(base, years) + steps("Years", beside(before), beside(after))
    : `<section>
<h2 class="hang">${position(part) || "Reports"}</h2>
${narrowing(reports)}${spine(reports, family === "sources" ? citedBelow(id) : undefined)}
</section>
${pager(here, part)}
${steps("Years", beside(before), beside(after))}`;
  const main = `<div class="leaf">
<div class="list">
<header class="page-head">
<p class="label">${link(family, id)}</p>
<h1>${esc(title)}</h1>
</header>
${list}
</div>
</div>`;
  const url = number ? `${here}${number}/` : here;
  return page({ title, description: `Reports on ${name}, ${iso}.`, url, kind: family, crumbs }, main);
}
