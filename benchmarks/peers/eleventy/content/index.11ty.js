import { archive } from "../lib/archive.js";
import { LEAD, NAME, calendar, count, countedList, esc, figure, iso, link, most, page, spine, website, words } from "../lib/html.js";

export const data = { permalink: "/" };

export default function ({ collections }) {
  const reports = collections.reports, counts = collections.counts;
  const month = reports[reports.length - 1].date.toISOString().slice(0, 7);
  const last = reports.filter((report) => report.date.toISOString().startsWith(month));
  const total = (n, word, url) => `<li><b class="figure">${figure(n)}</b> ${url ? `<a href="${url}">${word}</a>` : word}</li>`;
  const newest = reports.slice(-12).reverse();
  const widest = [...counts.places].filter(([id]) => !archive.places[id].above).sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
  const main = `<div class="leaf">
<div class="list">
<header class="page-head">
<h1>${NAME}</h1>
<p class="standfirst">${LEAD}</p>
<p class="period">${words(iso(reports[0]))} to ${words(iso(newest[0]))}</p>
<ul class="totals">
${total(reports.length, "reports", "/timeline/")}
${["actors", "places", "sources"].map((family) => total(counts[family].size, family, `/${family}/`)).join("\n")}
${total(counts.claims, "claims")}
</ul>
<p class="covers"><span class="label">Where</span> ${widest.slice(0, 4).map(([id, n]) => `${link("places", id)} ${count(n)}`).join(", ")}</p>
</header>
<section>
<h2 class="hang">Latest reports</h2>
<ul class="hang newest-titles">
${newest.slice(0, 2).map((one) => `<li class="newest-title"><a href="${one.url}">${esc(one.data.title)}</a> <span class="note">${words(iso(one))}</span></li>`).join("\n")}
</ul>
</section>
<section>
<h2 class="hang">Reports before these</h2>
${spine(newest.slice(2))}
<p class="hang more"><a href="/timeline/">The whole timeline</a></p>
</section>
</div>
<div class="margin">
<section>
<h2 class="label">The month at a glance</h2>
${calendar(month, last)}
</section>
<section>
<h2 class="label">Actors in most reports</h2>
${countedList("actors", most(counts.actors))}
</section>
<section>
<h2 class="label">Places in most reports</h2>
${countedList("places", most(counts.places))}
</section>
<section>
<h2 class="label">About this archive</h2>
<ul class="ways">
<li><a href="/about/">About</a> <span class="note">A made-up archive.</span></li>
</ul>
</section>
</div>
</div>`;
  return page({ title: NAME, description: LEAD, url: "/", kind: "home", data: website }, main);
}
