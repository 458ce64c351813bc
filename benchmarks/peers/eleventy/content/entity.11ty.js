import { archive, holders, within } from "../lib/archive.js";
import { collection, countedList, esc, link, most, page, pager, plural, spine } from "../lib/html.js";
import { actorNode, placeNode } from "../_includes/report.11ty.js";

const TITLES = { actors: "Actors", places: "Places", sources: "Sources" };
const HEADINGS = { actors: "Actors in the same reports", places: "Places in the same reports", sources: "Sources of these reports" };
const NODES = { actors: actorNode, places: placeNode, sources: (id) => collection(archive.sources[id].name, `/sources/${id}/`) };

export const data = {
  pagination: { data: "collections.entityParts", size: 1, alias: "part", addAllPagesToCollections: true },
  permalink: ({ part }) => `/${part.family}/${part.id}/${part.number > 1 ? `page/${part.number}/` : ""}`,
};

function companions(reports, of, besides) {
  const counts = new Map();
  const field = of === "places" ? "locations" : of;
  for (const report of reports) for (const id of report.data[field]) if (id !== besides) counts.set(id, (counts.get(id) ?? 0) + 1);
  return most(counts);
}

function facts(family, id) {
  const { above } = archive[family][id];
  const lines = [];
  if (family === "actors" && above) lines.push(["Part of", [above]]);
  if (family === "actors") lines.push(["Parts", within(family, id)]);
  if (family === "places") lines.push(["Within", holders(id)], ["Places within", within(family, id)]);
  const shown = lines.filter(([, ids]) => ids.length);
  return shown.length
    ? `<dl class="margin facts">
${shown.map(([label, ids]) => `<div>\n<dt class="label">${label}</dt>\n${ids.map((one) => `<dd>${link(family, one)}</dd>`).join("\n")}\n</div>`).join("\n")}
</dl>`
    : "";
}

export default function ({ part }) {
  const { family, id, number, count, reports, all, total } = part;
  const { name, kind, alias } = archive[family][id];
  const base = `/${family}/${id}/`, first = number === 1;
  const title = first ? name : `${name}: page ${number}`;
  const beside = first
    ? ["actors", "places", "sources"]
        .map((of) => [HEADINGS[of], of, companions(all, of, of === family ? id : "")])
        .filter(([, , ranked]) => ranked.length)
        .map(([heading, of, ranked]) => `<section>\n<h2 class="label">${heading}</h2>\n${countedList(of, ranked)}\n</section>`)
        .join("\n")
    : "";
  const main = `<div class="leaf">
<div class="list">
<header class="page-head">
<p class="label">${first ? esc(kind) : link(family, id)}</p>
<h1>${esc(title)}</h1>
${first && alias ? `<ul class="names" aria-label="Other names">\n<li><bdi>${esc(alias)}</bdi></li>\n</ul>` : ""}
</header>
</div>
${first ? facts(family, id) : ""}
</div>
<div class="leaf">
<section class="list">
<h2 class="hang">${plural(total)}</h2>
${count > 1 ? `<p class="hang quiet">Page ${number} of ${count}</p>` : ""}
${spine(reports)}
${pager(base, number, count)}
</section>
<div class="margin">
${beside}
</div>
</div>`;
  const crumbs = [[TITLES[family], `/${family}/`], ...(first ? [] : [[name, base]])];
  const head = {
    title, description: `${name}: ${plural(total)}.`, url: first ? base : `${base}page/${number}/`, kind: family, crumbs,
    data: first ? NODES[family](id) : undefined,
  };
  return page(head, main);
}
