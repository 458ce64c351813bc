import { archive } from "../lib/archive.js";
import { collection, count, esc, link, page } from "../lib/html.js";

const TITLES = { actors: "Actors", places: "Places", sources: "Sources" };

export const data = {
  families: ["actors", "places", "sources"],
  pagination: { data: "families", size: 1, alias: "family", addAllPagesToCollections: true },
  permalink: ({ family }) => `/${family}/`,
};

/** By kind, then by name. */
export default function ({ family, collections }) {
  const ids = Object.keys(archive[family]).sort((x, y) => (archive[family][x].name < archive[family][y].name ? -1 : 1));
  const kinds = Map.groupBy ? Map.groupBy(ids, (id) => archive[family][id].kind) : new Map();
  if (!Map.groupBy) for (const id of ids) kinds.set(archive[family][id].kind, [...(kinds.get(archive[family][id].kind) ?? []), id]);
  const item = (id) => {
    const { alias } = archive[family][id];
    const note = alias ? ` <span class="note">${esc(alias)}</span>` : "";
    return `<li><p class="counted-line"><span class="name">${link(family, id)}${note}</span> ${count(collections.counts[family].get(id))}</p></li>`;
  };
  const main = `<header class="page-head">
<h1>${TITLES[family]} <span class="figure quiet">${ids.length}</span></h1>
</header>
${[...kinds]
  .map(
    ([kind, found]) => `<section class="leaf index-group" id="page-${kind}">
<h2 class="side">${esc(kind)}</h2>
<ul class="tree">
${found.map(item).join("\n")}
</ul>
</section>`,
  )
  .join("\n")}`;
  const head = { title: TITLES[family], description: `${TITLES[family]} of the archive.`, url: `/${family}/`, kind: "index" };
  return page({ ...head, data: collection(TITLES[family], `/${family}/`) }, main);
}
