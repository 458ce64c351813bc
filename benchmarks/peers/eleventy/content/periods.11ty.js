import { calendar, collection, dateGroups, page, path, plural, spine, steps, weekday, words } from "../lib/html.js";

export const data = {
  pagination: { data: "collections.periods", size: 1, alias: "period", addAllPagesToCollections: true },
  permalink: ({ period }) => path(period.iso),
};

function inside({ kind, iso, reports }) {
  if (kind === "day") return `<h2 class="hang">${plural(reports.length)}</h2>\n${spine(reports)}`;
  if (kind === "month") return `<div class="margin">\n${calendar(iso, reports)}\n</div>\n<div class="list">\n${dateGroups(reports)}\n</div>`;
  const months = new Map();
  for (const report of reports) {
    const month = report.date.toISOString().slice(0, 7);
    months.has(month) ? months.get(month).push(report) : months.set(month, [report]);
  }
  return `<ul class="year-months hang">\n${[...months].map(([month, found]) => `<li>${calendar(month, found)}</li>`).join("\n")}\n</ul>`;
}

export default function ({ period }) {
  const { kind, iso, reports, before, after } = period;
  const title = words(iso), to = (one) => one && [words(one), path(one)];
  const above = [iso.slice(0, 4), iso.slice(0, 7)].filter((one) => one !== iso && iso.length > one.length);
  const main = `<div class="leaf">
<header class="page-head list">
${kind === "day" ? `<p class="label">${weekday(iso)}</p>` : ""}
<h1><time datetime="${iso}">${title}</time></h1>
<p class="quiet">${plural(reports.length)}</p>
</header>
${inside(period)}
${steps("Nearest", to(before), to(after))}
</div>`;
  const head = {
    title, description: `${title}: ${plural(reports.length)}.`, url: path(iso), kind: `${kind}-page`, before: to(before), after: to(after),
    crumbs: [["Timeline", "/timeline/"], ...above.map((one) => [words(one), path(one)])],
    data: collection(title, path(iso)),
  };
  return page(head, main);
}
