import { collection, count, dateGroups, page, pager, path, plural, words } from "../lib/html.js";

export const data = {
  pagination: { data: "collections.timelineParts", size: 1, alias: "part", addAllPagesToCollections: true },
  permalink: ({ part }) => `/timeline/${part.number > 1 ? `page/${part.number}/` : ""}`,
};

function ways({ year, month }) {
  const line = ([iso, n]) => `<span class="name"><a href="${path(iso)}">${words(iso)}</a></span> ${count(n)}`;
  const years = [...year].reverse(), months = [...month].reverse();
  return `<nav class="margin months" aria-label="Years and months">
${years
  .map(
    (one) => `<p class="counted-head">${line(one)}</p>
<ul class="counted">
${months.filter(([iso]) => iso.startsWith(one[0])).map((found) => `<li>${line(found)}</li>`).join("\n")}
</ul>`,
  )
  .join("\n")}
</nav>`;
}

export default function ({ part, collections }) {
  const first = part.number === 1, title = first ? "Timeline" : `Timeline: page ${part.number}`;
  const main = `<div class="leaf">
<header class="page-head list">
<h1>${title}</h1>
<p class="quiet">${plural(part.total)}</p>
</header>
${first ? ways(collections.counts) : ""}
<div class="list">
${dateGroups(part.reports)}
${pager("/timeline/", part.number, part.count)}
</div>
</div>`;
  const url = first ? "/timeline/" : `/timeline/page/${part.number}/`;
  const crumbs = first ? [] : [["Timeline", "/timeline/"]];
  return page({ title, description: `${plural(part.total)} in order of time.`, url, crumbs, data: collection(title, url) }, main);
}
