import { archive, within } from "../lib/archive.js";
import { collection, count, esc, figure, link, page, plural } from "../lib/html.js";

const TITLES = { actors: "Actors", places: "Places", sources: "Sources" };
const LEADS = {
  actors: "States, armed groups, organisations and persons that the reports name, by kind.",
  places: "Every place of the reports, each under what it lies within. A place counts the reports of all that lies within it.",
  sources: "Agencies, broadcasters, newspapers and other outlets that the reports rest on, by kind.",
};
const MOST_OF_KIND = 15;

export const data = {
  pagination: { data: "collections.indexPages", size: 1, alias: "part", addAllPagesToCollections: true },
  permalink: ({ part }) => address(part.family, part.number),
};

const address = (family, number) => (number ? `/${family}/all/${number > 1 ? `${number}/` : ""}` : `/${family}/`);

function item(family, counts, id, inner = "") {
  const { alias } = archive[family][id];
  const note = alias ? ` <span class="note">${esc(alias)}</span>` : "";
  return `<li><p class="counted-line"><span class="name">${link(family, id)}${note}</span> ${count(counts.get(id))}</p>${inner}</li>`;
}

const byName = (family, ids) => [...ids].sort((x, y) => (archive[family][x].name < archive[family][y].name ? -1 : 1));

/** Places, each under what it lies within. */
function nested(ids, counts) {
  const tree = (id) => {
    const inner = byName("places", within("places", id));
    return inner.length ? `\n<ul class="tree">\n${inner.map((one) => item("places", counts, one, tree(one))).join("\n")}\n</ul>` : "";
  };
  return ids
    .filter((id) => !archive.places[id].above)
    .map((id) => `<section class="leaf index-group" id="page-${id}">
<div class="side">
<h2>${link("places", id)}</h2>
<p class="note">${plural(counts.get(id))}</p>
</div>
<div class="columns">${tree(id)}
</div>
</section>`)
    .join("\n");
}

/** By kind; where there are pages of the whole list, those of each kind in most reports. */
function byKind(family, ids, counts, most) {
  const kinds = new Map();
  for (const id of ids) {
    const { kind } = archive[family][id];
    kinds.has(kind) ? kinds.get(kind).push(id) : kinds.set(kind, [id]);
  }
  const chosen = (found) =>
    most ? found.sort((x, y) => counts.get(y) - counts.get(x) || (x < y ? -1 : 1)).slice(0, MOST_OF_KIND) : found;
  return [...kinds]
    .map(([kind, found]) => `<section class="leaf index-group" id="page-${kind}">
<h2 class="side">${esc(kind)}</h2>
<ul class="tree">
${chosen(found).map((id) => item(family, counts, id)).join("\n")}
</ul>
</section>`)
    .join("\n");
}

export default function ({ part, collections }) {
  const { family, ids, number, count: pages } = part, counts = collections.counts[family];
  const title = number ? `All ${family}, page ${number} of ${pages}` : TITLES[family], url = address(family, number);
  const ways = Array.from({ length: pages }, (_, i) => i + 1)
    .map((n) => `<li>${n === number ? `Page ${n}` : `<a href="${address(family, n)}">Page ${n}</a>`}</li>`)
    .join("\n");
  const list = number
    ? `<div class="leaf index-group" id="page-all">\n<ul class="tree">\n${ids.map((id) => item(family, counts, id)).join("\n")}\n</ul>\n</div>`
    : family === "places" && !pages
      ? nested(ids, counts)
      : byKind(family, ids, counts, pages);
  const main = `<header class="page-head">
<h1>${title}${number ? "" : ` <span class="figure quiet">${figure(ids.length)}</span>`}</h1>
${number ? "" : `<p class="standfirst">${LEADS[family]}</p>`}
${!number && family === "sources" ? `<p class="ways"><a href="/coverage/">Outlets by month</a></p>` : ""}
</header>
${pages ? `<nav class="leaf index-group" aria-label="The whole list">\n<ul class="pages">\n${ways}\n</ul>\n</nav>` : ""}
${list}`;
  const crumbs = number ? [[TITLES[family], `/${family}/`]] : [];
  return page({ title, description: `${title} of the archive.`, url, kind: "index", crumbs, data: collection(title, url) }, main);
}
