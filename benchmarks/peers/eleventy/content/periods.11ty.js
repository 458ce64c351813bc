import { decadeOf } from "../lib/groups.js";
import { calendar, collection, dateGroups, page, path, plural, spine, steps, weekday, words } from "../lib/html.js";
import { narrowing } from "../lib/narrowing.js";
import { strip } from "../lib/strip.js";

const IN_MONTH = 40; // reports that the page of a month tells: of a fuller one, as many of each day

export const data = {
  pagination: { data: "collections.periods", size: 1, alias: "period", addAllPagesToCollections: true },
  permalink: ({ period }) => path(period.iso),
};

const inside = {
  day: (iso, reports) => `${narrowing(reports)}<h2 class="hang">${plural(reports.length)}</h2>\n${spine(reports)}`,
  month(iso, reports) {
    const days = new Map();
    for (const report of reports) days.has(report.day) ? days.get(report.day).push(report) : days.set(report.day, [report]);
    const each = reports.length > IN_MONTH ? Math.max(1, Math.floor(IN_MONTH / days.size)) : reports.length;
    const told = [...days.values()].flatMap((found) => found.slice(0, each));
    return `<div class="margin">\n${calendar(iso, reports, true)}\n</div>\n<div class="list">\n${narrowing(told)}${dateGroups(reports, each)}\n</div>`;
  },
  year(iso, reports) {
    const months = new Map();
    for (const report of reports) {
      const key = report.day.slice(0, 7);
      months.has(key) ? months.get(key).push(report) : months.set(key, [report]);
    }
    const counts = new Map([...months].map(([key, found]) => [key, found.length]));
    return `${strip(`When the reports of ${iso} were`, counts, "month", `${iso}-01`, `${iso}-12`)}
<ul class="year-months hang">\n${[...months].map(([key, found]) => `<li>${calendar(key, found)}</li>`).join("\n")}\n</ul>`;
  },
  decade: (iso, years) => strip(`When the reports of the ${iso} were`, new Map(years), "year", `${iso.slice(0, 3)}0`, `${iso.slice(0, 3)}9`, true),
};

export default function ({ period }) {
  const { kind, iso, reports, before, after } = period;
  const title = words(iso), to = (one) => one && [words(one), path(one)];
  const total = kind === "decade" ? reports.reduce((sum, [, n]) => sum + n, 0) : reports.length;
  const above = kind === "decade" ? [] : [decadeOf(iso), iso.slice(0, 4), iso.slice(0, 7)].filter((one, i) => !i || iso.length > one.length);
  const main = `<div class="leaf">
<header class="page-head list">
${kind === "day" ? `<p class="label">${weekday(iso)}</p>` : ""}
<h1>${kind === "decade" ? title : `<time datetime="${iso}">${title}</time>`}</h1>
${kind === "day" ? "" : `<p class="quiet">${plural(total)}</p>`}
</header>
${inside[kind](iso, reports)}
${steps("Nearest", to(before), to(after))}
</div>`;
  const head = {
    title, description: `${title}: ${plural(total)}.`, url: path(iso), kind: `${kind}-page`, before: to(before), after: to(after),
    crumbs: [["Timeline", "/timeline/"], ...above.map((one) => [words(one), path(one)])],
    data: collection(title, path(iso)),
  };
  return page(head, main);
}
