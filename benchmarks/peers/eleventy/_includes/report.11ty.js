import { archive, holders } from "../lib/archive.js";
import { LICENCE, NAME, URL, bothDates, dateLink, esc, iso, link, page, path, publisher, words } from "../lib/html.js";

const ACTOR_TYPES = { person: "Person", state: "Country", "government-body": "GovernmentOrganization" };
const PLACE_TYPES = { country: "Country", governorate: "AdministrativeArea" };

export function actorNode(id) {
  const { name, kind, alias } = archive.actors[id];
  return { "@type": ACTOR_TYPES[kind] ?? "Organization", name, url: `${URL}/actors/${id}/`, ...(alias ? { alternateName: [alias] } : {}) };
}
export function placeNode(id) {
  const { name, kind, above } = archive.places[id];
  const node = { "@type": PLACE_TYPES[kind] ?? "Place", name, url: `${URL}/places/${id}/` };
  if (!above) return node;
  const holder = archive.places[above];
  return { ...node, containedInPlace: { "@type": PLACE_TYPES[holder.kind] ?? "Place", name: holder.name } };
}

function article(data, day, here) {
  const outlet = (id) => archive.sources[id].name;
  return {
    "@type": "NewsArticle", "@id": here, url: here, mainEntityOfPage: here, headline: data.title, description: data.summary, inLanguage: "en",
    datePublished: `${day}T00:00:00Z`, dateModified: `${day}T00:00:00Z`, temporalCoverage: day, author: publisher, publisher, license: LICENCE,
    isAccessibleForFree: true,
    citation: data.sources.map((id) => ({
      "@type": "CreativeWork", publisher: { "@type": "Organization", name: outlet(id) }, name: outlet(id),
      url: `https://example.com/${id}/${data.number}`, datePublished: day,
    })),
    about: data.actors.map(actorNode),
    contentLocation: data.locations.map(placeNode),
  };
}

const claim = (one, day) => `<li class="claim" id="claim-${one.id}">
<p class="claim-said"><b class="speaker">${link("actors", one.speaker)}</b> <span class="verb">${one.verb}</span></p>
${one.killed ? `<ul class="tally">\n<li><b class="figure">${esc(one.killed)}</b> killed</li>\n</ul>` : ""}
${one.text ? `<p class="claim-text">${esc(one.text)}</p>` : ""}
<p class="claim-source">said ${dateLink(day)}${one.via ? `, via ${link("sources", one.via)}` : ""}</p>
</li>`;

const related = (heading, found) =>
  found.length
    ? `<section>
<h2 class="label">${heading}</h2>
<ul>
${found
  .map(
    ([report, why]) => `<li>
<p><span class="label">${dateLink(iso(report))}</span> <a href="${report.url}">${esc(report.data.title)}</a></p>
<p class="note">${esc(why)}</p>
</li>`,
  )
  .join("\n")}
</ul>
</section>
`
    : "";

export default function (data) {
  const day = iso(data.page), url = data.page.url, month = day.slice(0, 7);
  const [before, after] = data.collections.neighbours.get(url) ?? [];
  const [previously, later] = data.collections.relations.get(url);
  const neighbour = (report, word, rel) =>
    report
      ? `<p class="step${rel === "next" ? " step-after" : ""}"><span class="label">${word}, <time datetime="${iso(report)}">${words(iso(report))}</time></span>
<a href="${report.url}" rel="${rel}">${esc(report.data.title)}</a></p>`
      : "";
  const main = `<article>
<header class="leaf report-head">
<dl class="side dates">
<div>
<dt class="label">Happened</dt>
<dd class="spine-date">${bothDates(day)}</dd>
</div>
</dl>
<div class="text">
<h1>${esc(data.title)}</h1>
<p class="standfirst">${esc(data.summary)}</p>
${data.sources.length === 1 ? `<p class="label single-source"><b>Single source</b>: ${link("sources", data.sources[0])}</p>` : ""}
</div>
</header>
<div class="leaf story">
<div class="text prose">
${data.content}</div>
<div class="margin evidence">
${data.claims.length ? `<h2 class="label">Claims</h2>\n<ol class="ledger">\n${data.claims.map((one) => claim(one, day)).join("\n")}\n</ol>` : ""}
<h2 class="label">Sources</h2>
<ul class="citations">
${data.sources
  .map(
    (id) =>
      `<li class="citation"><cite>${link("sources", id)}</cite><span class="articles">${dateLink(day)}. <a class="source" href="https://example.com/${id}/${data.number}" rel="external">Article<span class="unseen"> in ${esc(archive.sources[id].name)}</span></a></span></li>`,
  )
  .join("\n")}
</ul>
</div>
</div>
<footer class="leaf report-foot">
<div class="text">
<section class="named">
<h2 class="label">Actors</h2>
<ul>
${data.actors.map((id) => `<li>${link("actors", id)}</li>`).join("\n")}
</ul>
</section>
<section class="named">
<h2 class="label">Places</h2>
<ul>
${data.locations
  .map((id) => {
    const above = holders(id).map((holder) => archive.places[holder].name);
    return `<li>${link("places", id)}${above.length ? ` <span class="note">${esc(above.join(", "))}</span>` : ""}</li>`;
  })
  .join("\n")}
</ul>
</section>
<section class="cite">
<h2 class="label">How to cite</h2>
<p>“${esc(data.title)}”, ${words(day)}. ${NAME}. ${URL}${url}</p>
<p>Permanent address: <a href="${URL}${url}" rel="bookmark">${URL}${url}</a></p>
</section>
</div>
</footer>
</article>
${
  previously.length || later.length
    ? `<div class="leaf">\n<div class="text related">\n${related("Previously", previously)}${related("Later", later)}</div>\n</div>`
    : ""
}
<div class="leaf">
<section class="text thread-steps">
<h2 class="label">In the timeline</h2>
<nav class="steps" aria-label="Reports before and after">
${neighbour(before, "Before", "prev")}
${neighbour(after, "After", "next")}
</nav>
</section>
</div>`;
  const to = (report) => report && [report.data.title, report.url];
  const head = {
    title: data.title, description: data.summary, url, type: "article", kind: "report", before: to(before), after: to(after),
    crumbs: [["Timeline", "/timeline/"], [words(month), path(month)]],
    data: article(data, day, URL + url),
  };
  return page(head, main);
}
