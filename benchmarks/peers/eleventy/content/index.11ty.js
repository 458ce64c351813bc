import { LEAD, NAME, calendar, countedList, most, page, spine, website } from "../lib/html.js";

export const data = { permalink: "/" };

export default function ({ collections }) {
  const reports = collections.reports, counts = collections.counts;
  const month = reports[reports.length - 1].date.toISOString().slice(0, 7);
  const last = reports.filter((report) => report.date.toISOString().startsWith(month));
  const total = (n, word, url) => `<li><b class="figure">${n.toLocaleString("en")}</b> <a href="${url}">${word}</a></li>`;
  const main = `<div class="leaf">
<div class="list">
<header class="page-head">
<h1>${NAME}</h1>
<p class="standfirst">${LEAD}</p>
<ul class="totals">
${total(reports.length, "reports", "/timeline/")}
${["actors", "places", "sources"].map((family) => total(counts[family].size, family, `/${family}/`)).join("\n")}
</ul>
</header>
<section>
<h2 class="hang">Latest reports</h2>
${spine(reports.slice(-12).reverse())}
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
<li><a href="/about/">About</a></li>
</ul>
</section>
</div>
</div>`;
  return page({ title: NAME, description: LEAD, url: "/", kind: "home", data: website }, main);
}
