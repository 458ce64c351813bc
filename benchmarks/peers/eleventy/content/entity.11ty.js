import { archive, holders, within } from "../lib/archive.js";
import { citedBelow } from "../lib/cited.js";
import { a as anchor, collection, countedList, dateLink, esc, iso, link, most, page, plural, spine, times, words } from "../lib/html.js";
import { narrowing } from "../lib/narrowing.js";
import { stripOf } from "../lib/strip.js";
import { actorNode, placeNode } from "../_includes/report.11ty.js";

const MOST_SPOKEN = 10, MOST_VALUES = 40;
const TITLES = { actors: "Actors", places: "Places", sources: "Sources" };
const HEADINGS = { actors: "Actors in the same reports", places: "Places in the same reports", sources: "Sources of these reports" };
const NODES = { actors: actorNode, places: placeNode, sources: (id) => collection(archive.sources[id].name, `/sources/${id}/`) };

export const data = {
  pagination: { data: "collections.entities", size: 1, alias: "one", addAllPagesToCollections: true },
  permalink: ({ one }) => `/${one.family}/${one.id}/`,
};

function companions(reports, of, besides) {
  const counts = new Map();
  const field = of === "places" ? "locations" : of;
  for (const report of reports) for (const id of report.data[field]) if (id !== besides) counts.set(id, (counts.get(id) ?? 0) + 1);
  return most(counts);
}

function facts(family, id, reports) {
  const { above } = archive[family][id];
  const lines = [], all = (ids) => ids.map((one) => link(family, one));
  const dated = (report) => [anchor([words(iso(report)), report.url])];
  if (family === "actors" && above) lines.push(["Part of", all([above])]);
  if (family === "actors") lines.push(["Parts", all(within(family, id))]);
  if (family === "places") lines.push(["Within", all(holders(id))], ["Places within", all(within(family, id))]);
  if (reports.length && family === "sources") {
    const alone = reports.filter(({ data }) => data.sources.length === 1).length;
    const note = alone ? `as the single source in ${alone}` : "always beside others";
    lines.push(["Cited in", [`${plural(reports.length)} <span class="note">${note}</span>`]], ["First cited", dated(reports[0])]);
  }
  if (reports.length) lines.push([family === "sources" ? "Last cited" : "Last heard of", dated(reports[reports.length - 1])]);
  const shown = lines.filter(([, values]) => values.length);
  return shown.length
    ? `<dl class="margin facts">
${shown
  .map(([label, values]) => `<div>\n<dt class="label">${label}</dt>\n${values.slice(0, MOST_VALUES).map((one) => `<dd>${one}</dd>`).join("\n")}\n</div>`)
  .join("\n")}
</dl>`
    : "";
}

const told = ({ claim, report }) => `<li class="claim">
<p class="claim-said"> <span class="verb">${claim.verb}</span></p>
${claim.killed ? `<ul class="tally">\n<li><b class="figure">${esc(claim.killed)}</b> killed</li>\n</ul>\n` : ""}${claim.text ? `<p class="claim-text">${esc(claim.text)}</p>\n` : ""}<p class="claim-about"><span class="label">About</span> ${esc(archive.subjects[claim.about])}</p>
<p class="claim-source">said ${dateLink(iso(report))}${claim.via ? `, via ${link("sources", claim.via)}` : ""}; in <a href="${report.url}#claim-${claim.id}">${esc(report.data.title)}</a>${claim.story ? `, part <a href="${report.url}#${claim.story}">${claim.story}</a>` : ""}</p>
</li>`;

const spoken = (claims) =>
  claims.length
    ? `<div class="leaf">
<section class="text spoken">
<h2>${claims.length} ${claims.length === 1 ? "claim" : "claims"}</h2>
<ol class="ledger">
${claims.slice(-MOST_SPOKEN).reverse().map(told).join("\n")}
</ol>
</section>
</div>`
    : "";

export default function ({ one }) {
  const { family, id, reports, shown } = one;
  const { name, kind, alias } = archive[family][id], base = `/${family}/${id}/`;
  const headings = family === "sources" ? { ...HEADINGS, sources: "Outlets cited for the same reports" } : HEADINGS;
  const beside = ["actors", "places", "sources"]
    .map((of) => [headings[of], of, companions(reports, of, of === family ? id : "")])
    .filter(([, , ranked]) => ranked.length)
    .map(([heading, of, ranked]) => `<section>\n<h2 class="label">${heading}</h2>\n${countedList(of, ranked)}\n</section>`)
    .join("\n");
  const main = `<div class="leaf">
<div class="list">
<header class="page-head">
<p class="label">${esc(kind)}</p>
<h1>${esc(name)}</h1>
${alias ? `<ul class="names" aria-label="Other names">\n<li><bdi>${esc(alias)}</bdi></li>\n</ul>` : ""}
</header>
</div>
${facts(family, id, reports)}
</div>
${
  reports.length
    ? `<div class="leaf">
<section class="list">
<h2 class="hang">${plural(reports.length)}</h2>
<div class="hang">
${stripOf(reports, `When the reports on ${name} were`)}
</div>
${one.times.length ? times(base, one.times, "The newest are here; all of them by time:") : ""}${narrowing(shown)}${spine(shown, family === "sources" ? citedBelow(id) : undefined)}
</section>
<div class="margin">
${beside}
</div>
</div>`
    : ""
}
${spoken(one.spoken)}`;
  const head = { title: name, description: `${name}: ${plural(reports.length)}.`, url: base, kind: family, crumbs: [[TITLES[family], `/${family}/`]] };
  return page({ ...head, data: NODES[family](id) }, main);
}
