import { collection, count, dateGroups, page, pager, path, plural, position, words } from "../lib/html.js";
import { narrowing } from "../lib/narrowing.js";
import { stripOf } from "../lib/strip.js";

const YEARS = 12, MONTHS = 24; // that the timeline leads to

export const data = {
  pagination: { data: "collections.timelineParts", size: 1, alias: "part", addAllPagesToCollections: true },
  permalink: ({ part }) => `/timeline/${part.number ? `${part.number}/` : ""}`,
};

/** The way to every decade, and where these are few, to every year and month. */
function ways({ decade, year, month }) {
  const line = ([iso, n]) => `<span class="name"><a href="${path(iso)}">${words(iso)}</a></span> ${count(n)}`;
  const head = (one) => `<p class="counted-head">${line(one)}</p>`;
  const months = (one) => {
    const found = month.length <= MONTHS ? month.filter(([iso]) => iso.startsWith(one[0])) : [];
    return found.length ? `\n<ul class="counted">\n${found.map((one) => `<li>${line(one)}</li>`).join("\n")}\n</ul>` : "";
  };
  return `<nav class="margin months" aria-label="Years and months">
${(decade.length > 1 ? decade : []).map(head).join("\n")}
${(year.length <= YEARS ? year : []).map((one) => head(one) + months(one)).join("\n")}
</nav>`;
}

export default function ({ part, collections }) {
  const { number, reports, total } = part, title = number ? `Timeline: reports ${part.start + 1} to ${part.end}` : "Timeline";
  const main = `<div class="leaf">
<header class="page-head list">
<h1>${title}</h1>
<p class="quiet">${position(part) || plural(total)}</p>
${number ? "" : stripOf(collections.reports, "When the reports were")}
</header>
${number ? "" : ways(collections.counts)}
<div class="list">
${narrowing(reports)}${dateGroups(reports)}
${pager("/timeline/", part)}
</div>
</div>`;
  const url = number ? `/timeline/${number}/` : "/timeline/";
  const crumbs = number ? [["Timeline", "/timeline/"]] : [];
  return page({ title, description: `${plural(total)} in order of time.`, url, crumbs, data: collection(title, url) }, main);
}
