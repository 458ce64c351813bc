import { collection, count, esc, figure, link, page, path, steps, words } from "../lib/html.js";

const TITLE = "Outlets by month", SHOWN = 100, NAMED = 3;
const LEAD = "On which outlets the reports rest, by the month of the event. A report that cites three outlets counts with each of them.";

export const data = {
  pagination: { data: "collections.coverage", size: 1, alias: "table", addAllPagesToCollections: true },
  permalink: ({ table }) => `/coverage/${table.year ? `${table.year}/` : ""}`,
};

const alone = (reports) => reports.filter(({ data }) => data.sources.length === 1);
const cited = (reports) => {
  const counts = new Map();
  for (const { data } of reports) for (const id of data.sources) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
};

const overview = (years) => `<section class="hang scroll" tabindex="0" aria-labelledby="page-table">
<h2 class="unseen" id="page-table">The years</h2>
<table class="years-covered">
<thead><tr><th scope="col">Year</th><th scope="col">Reports</th><th scope="col">Single source</th><th scope="col">Outlets</th><th scope="col">Cited most</th></tr></thead>
<tbody>
${[...years]
  .reverse()
  .map(([year, reports]) => {
    const ranked = cited(reports);
    const named = ranked.slice(0, NAMED).map(([id, n]) => `${link("sources", id)} ${count(n)}`);
    return `<tr><th scope="row"><a href="/coverage/${year}/">${year}</a></th><td class="figure">${figure(reports.length)}</td><td class="figure">${figure(alone(reports).length)}</td><td class="figure">${ranked.length}</td><td>${named.join(", ")}</td></tr>`;
  })
  .join("\n")}
</tbody>
</table>
</section>`;

function matrix({ year, reports, before, after }) {
  const months = [...new Set(reports.map(({ day }) => day.slice(0, 7)))], cells = new Map();
  for (const { day, data } of reports)
    for (const id of data.sources) {
      const key = `${id} ${day.slice(0, 7)}`;
      cells.set(key, (cells.get(key) ?? 0) + 1);
    }
  const most = Math.max(...cells.values());
  const level = (n) => (most ? Math.ceil((4 * Math.log2(1 + n)) / Math.log2(1 + most)) : 0);
  const sums = (label, found) =>
    `<tr class="sums"><th scope="row">${label}</th>${months.map((month) => `<td class="level-0">${found.filter(({ day }) => day.startsWith(month)).length}</td>`).join("")}<td class="sum">${figure(found.length)}</td></tr>`;
  const row = ([id, total]) =>
    `<tr><th scope="row">${link("sources", id)}</th>${months
      .map((month) => cells.get(`${id} ${month}`) ?? 0)
      .map((n) => `<td class="level-${level(n)}">${n}</td>`)
      .join("")}<td class="sum">${figure(total)}</td></tr>`;
  const to = (one) => one && [one, `/coverage/${one}/`];
  return `<div class="matrix-section">
<section class="scroll" tabindex="0" aria-labelledby="page-table">
<h2 class="unseen" id="page-table">The table</h2>
<table class="matrix months">
<caption class="unseen">Reports that cite an outlet, by month.</caption>
<thead>
<tr><td></td>${months.map((month) => `<th scope="col" abbr="${words(month)}"><a href="${path(month)}">${words(month).slice(0, 3)}</a></th>`).join("")}<th scope="col">Year</th></tr>
</thead>
<tbody>
${sums("All reports", reports)}
${sums("With a single source", alone(reports))}
</tbody>
<tbody>
${cited(reports).slice(0, SHOWN).map(row).join("\n")}
</tbody>
</table>
</section>
</div>
<div class="hang">
${steps("Years", to(before), to(after))}
</div>`;
}

export default function ({ table, collections }) {
  const { year } = table, title = year ? `${TITLE}, ${year}` : TITLE, url = `/coverage/${year ? `${year}/` : ""}`;
  const main = `<header class="page-head">
<h1>${esc(title)}</h1>
<p class="standfirst">${LEAD}</p>
</header>
${year ? matrix(table) : overview(collections.years)}`;
  const crumbs = [["Sources", "/sources/"], ...(year ? [[TITLE, "/coverage/"]] : [])];
  return page({ title, description: LEAD, url, kind: "coverage", crumbs, data: collection(title, url) }, main);
}
