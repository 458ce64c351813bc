import { archive } from "./archive.js";

export const URL = "https://bench.example.org";
export const NAME = "A made-up archive";
export const LEAD = "Nothing here is true.";
export const LICENCE = "https://creativecommons.org/licenses/by/4.0/";
const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const SECTIONS = [["Timeline", "/timeline/"], ["Actors", "/actors/"], ["Places", "/places/"], ["Sources", "/sources/"]];
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;" };

export const esc = (text) => (/[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (c) => ESCAPES[c]) : text);
export const iso = (report) => (report.day ??= report.date.toISOString().slice(0, 10));
export const path = (when) => `/${when.replaceAll("-", "/")}/`;
const FIGURES = new Intl.NumberFormat("en");
export const figure = (n) => (n < 1000 ? String(n) : FIGURES.format(n));
export const plural = (n) => `${figure(n)} ${n === 1 ? "report" : "reports"}`;
export const weekday = (day) => DAYS[new Date(day).getUTCDay()];

/** "2 January 2001", "January 2001" or "2001". */
export function words(when) {
  const [year, month, day] = when.split("-");
  return [day && String(+day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

const links = new Map();
export function link(family, id) {
  const key = family + id;
  if (!links.has(key)) links.set(key, `<a href="/${family}/${id}/">${esc(archive[family][id].name)}</a>`);
  return links.get(key);
}
export const a = ([text, url]) => (url ? `<a href="${url}">${esc(text)}</a>` : esc(text));
export const dateLink = (day) => `<a href="${path(day)}"><time datetime="${day}">${words(day)}</time></a>`;
const shortDate = (day) => {
  const [year, month, d] = day.split("-");
  return `<time datetime="${day}"><span class="day">${+d}</span> <span class="month">${MONTHS[month - 1].slice(0, 3)} ${year}</span></time>`;
};
export const bothDates = (day) =>
  `<a href="${path(day)}"><span class="full">${words(day)}</span><span class="short" aria-hidden="true">${shortDate(day)}</span></a>`;

const entries = new Map();
/** A report as it stands in a list: made once, used in every list. */
export function entry(report) {
  let html = entries.get(report.url);
  if (html === undefined) {
    const { data, url } = report, day = iso(report), n = data.sources.length;
    html = `<div class="entry">
<p class="spine-date entry-date"><a href="${path(day)}">${shortDate(day)}</a></p>
<div class="entry-text">
<h3 class="entry-title"><a href="${url}">${esc(data.title)}</a></h3>
<p class="entry-summary">${esc(data.summary)}</p>
<ul class="entry-names">
<li><span class="label">Where</span> ${data.locations.map((id) => link("places", id)).join(", ")}</li>
<li><span class="label">Who</span> ${data.actors.map((id) => link("actors", id)).join(", ")}</li>
<li class="label${n === 1 ? " single" : ""}">${n === 1 ? "single source" : `${n} sources`}</li>
</ul>
</div>
</div>`;
    entries.set(report.url, html);
  }
  return html;
}

/** `below`: what stands below an entry. */
export const spine = (reports, below = () => "") =>
  `<ol class="spine">
${reports.map((report, i) => `<li${i && iso(report) === iso(reports[i - 1]) ? ' class="same-date"' : ""}>${entry(report)}${below(report)}</li>`).join("\n")}
</ol>`;

/** Reports in order of time, by day; `most`: how many are told of one. */
export function dateGroups(reports, most = reports.length) {
  const groups = [];
  for (const report of reports) {
    const day = iso(report);
    if (!groups.length || groups[groups.length - 1][0] !== day) groups.push([day, []]);
    groups[groups.length - 1][1].push(report);
  }
  return groups
    .map(
      ([day, found]) => `<section class="date-group" id="page-${day}">
<h2 class="spine-date group-date">${bothDates(day)}</h2>
${spine(found.slice(0, most))}
${found.length > most ? `<p class="hang quiet left-out"><a href="${path(day)}">and ${found.length - most} more of ${words(day)}</a></p>` : ""}</section>`,
    )
    .join("\n");
}

export const count = (n) => `<span class="count">${figure(n)}<span class="unseen"> ${n === 1 ? "report" : "reports"}</span></span>`;
export const countedList = (family, ranked) =>
  `<ul class="counted">
${ranked.map(([id, n]) => `<li><span class="name">${link(family, id)}</span> ${count(n)}</li>`).join("\n")}
</ul>`;
/** The ten that stand most often, then in order of id. */
export const most = (counts) => [...counts].filter(([, n]) => n).sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, 10);

/** A month as a grid; `reports`: those of the month; `own`: it stands on the month's own page. */
export function calendar(month, reports, own = false) {
  const found = new Map();
  for (const report of reports) found.set(iso(report), (found.get(iso(report)) ?? 0) + 1);
  const [year, number] = month.split("-").map(Number);
  const cells = Array((new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7).fill("<td></td>");
  for (let day = 1; day <= new Date(Date.UTC(year, number, 0)).getUTCDate(); day++) {
    const when = `${month}-${String(day).padStart(2, "0")}`, n = found.get(when);
    const level = n ? Math.min(4, 1 + Math.floor(Math.log2(n))) : 0;
    cells.push(
      n
        ? `<td class="level-${level}"><a href="${path(when)}" aria-label="${weekday(when)} ${words(when)}: ${plural(n)}">${day}</a></td>`
        : `<td><span>${day}</span></td>`,
    );
  }
  while (cells.length % 7) cells.push("<td></td>");
  const weeks = [];
  for (let i = 0; i < cells.length; i += 7) weeks.push(`<tr>${cells.slice(i, i + 7).join("")}</tr>`);
  const heads = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  return `<table class="calendar">
<caption>${own ? words(month) : `<a href="${path(month)}">${words(month)}</a>`}<span class="note"> ${plural(reports.length)}</span></caption>
<thead>
<tr>${heads.map((day) => `<th scope="col" abbr="${day}">${day.slice(0, 2)}</th>`).join("")}</tr>
</thead>
<tbody>
${weeks.join("\n")}
</tbody>
</table>`;
}

export const steps = (label, before, after) =>
  before || after
    ? `<nav class="steps" aria-label="${label}">
${before ? `<p class="step"><span class="label">Earlier</span> <a href="${before[1]}" rel="prev">${esc(before[0])}</a></p>` : ""}
${after ? `<p class="step step-after"><span class="label">Later</span> <a href="${after[1]}" rel="next">${esc(after[0])}</a></p>` : ""}
</nav>`
    : "";
/** To the parts beside one; the newest is at `base`, the others are numbered below it. */
export const pager = (base, { number, newer, older }) =>
  number || older
    ? `<nav class="pager" aria-label="Pages of this list">
${number ? `<p class="step"><span class="label">Newer</span> <a href="${newer ? `${base}${newer}/` : base}">Newer reports</a></p>` : ""}
${older ? `<p class="step step-after"><span class="label">Older</span> <a href="${base}${older}/">Older reports</a></p>` : ""}
</nav>`
    : "";
/** Which of a list's reports a part holds; nothing where it holds all. */
export const position = ({ start, end, total }) =>
  end - start < total ? `Reports ${figure(start + 1)} to ${figure(end)}, counted from the oldest` : "";
export const times = (base, told, said = "") =>
  `<nav class="hang times" aria-label="Reports by time">
${said ? `<p class="quiet">${said}</p>\n` : ""}<ul class="pages">
${told.map(([iso, n]) => `<li><a href="${base}${iso}/">${iso}</a> ${count(n)}</li>`).join("\n")}
</ul>
</nav>
`;

export const publisher = { "@type": "Organization", name: NAME, url: `${URL}/` };
export const website = { "@type": "WebSite", name: NAME, url: `${URL}/`, inLanguage: "en", license: LICENCE, description: LEAD };
export const collection = (name, here) => ({ "@type": "CollectionPage", name, url: URL + here, inLanguage: "en", isPartOf: website });
const breadcrumb = (crumbs) => ({
  "@type": "BreadcrumbList",
  itemListElement: crumbs.map(([name, url], i) => ({
    "@type": "ListItem",
    position: i + 1,
    name,
    ...(url ? { item: { "@type": "Thing", "@id": URL + url } } : {}),
  })),
});

/** The whole page. `crumbs`: the pages between the home page and this one. */
export function page({ title, description, url, crumbs = [], type = "website", kind = "", before, after, data }, main) {
  const trail = url === "/" ? [] : [["Home", "/"], ...crumbs, [title]];
  const nodes = [...(data ? [data] : []), ...(crumbs.length || data ? (trail.length ? [breadcrumb(trail)] : []) : [])];
  const canonical = URL + url;
  return `<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'">
<title>${esc(title)}${url === "/" ? "" : ` · ${NAME}`}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${esc(description)}">
<link rel="canonical" href="${canonical}">
<meta property="og:title" content="${esc(title)}">
<meta property="og:description" content="${esc(description)}">
<meta property="og:type" content="${type}">
<meta property="og:url" content="${canonical}">
<meta property="og:site_name" content="${NAME}">
${before ? `<link rel="prev" href="${before[1]}" title="${esc(before[0])}">\n` : ""}${after ? `<link rel="next" href="${after[1]}" title="${esc(after[0])}">\n` : ""}<link rel="alternate" type="application/atom+xml" href="/reports.atom" title="Atom feed">
<link rel="stylesheet" href="/theme/annals.css">
<link rel="stylesheet" href="/theme/print.css" media="print">
<link rel="icon" href="/theme/icon.svg">
${nodes.length ? `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@graph": nodes }).replaceAll("<", "\\u003c")}</script>` : ""}
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="masthead">
<div class="masthead-row">
<p class="site-name"><a href="/">${NAME}</a></p>
<nav class="sections" aria-label="Sections">
<ul>
${SECTIONS.map((section) => `<li${trail[1]?.[0] === section[0] ? ' class="here"' : ""}>${a(section)}</li>`).join("\n")}
</ul>
</nav>
</div>
</header>
${
  trail.length
    ? `<nav class="crumbs" aria-label="Breadcrumb">
<ol>
${trail.map((crumb) => `<li${crumb[1] ? "" : ' aria-current="page"'}>${a(crumb)}</li>`).join("\n")}
</ol>
</nav>`
    : ""
}
<main id="main" class="${kind}">
${main}
</main>
<footer class="colophon">
<p>${NAME}. ${LEAD}</p>
<ul>
<li><a href="/about/">About</a></li>
<li><a href="/reports.atom">Atom feed</a></li>
</ul>
<p>Licence: <a href="${LICENCE}" rel="license">CC BY 4.0</a></p>
<p class="address">${canonical}</p>
</footer>
</body>
</html>
`;
}
