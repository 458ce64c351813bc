import { archive } from "../lib/archive.js";
import { LEAD, LICENCE, NAME, URL, esc, iso, words } from "../lib/html.js";

export const data = { permalink: "/reports.atom", eleventyExcludeFromCollections: true, eleventyImport: { collections: ["reports"] } };

export default function ({ collections }) {
  const newest = collections.reports.slice(-50).reverse();
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>${NAME}</title>
<subtitle>${LEAD}</subtitle>
<id>${URL}/</id>
<link rel="self" type="application/atom+xml" href="${URL}/reports.atom"/>
<link rel="alternate" type="text/html" href="${URL}/"/>
<updated>${iso(newest[0])}T00:00:00Z</updated>
<author><name>${NAME}</name><uri>${URL}/</uri></author>
<rights>CC BY 4.0 ${LICENCE}</rights>
${newest
  .map(
    (report) => `<entry>
<title>${esc(report.data.title)}</title>
<id>${URL}${report.url}</id>
<link rel="alternate" type="text/html" href="${URL}${report.url}"/>
<published>${iso(report)}T00:00:00Z</published>
<updated>${iso(report)}T00:00:00Z</updated>
${[...report.data.locations.map((id) => archive.places[id].name), ...report.data.actors.map((id) => archive.actors[id].name)]
  .map((name) => `<category term="${esc(name)}"/>`)
  .join("\n")}
<summary>${esc(`${words(iso(report))}. ${report.data.summary}`)}</summary>
<content type="html" xml:base="${URL}${report.url}">${esc(report.templateContent)}</content>
</entry>`,
  )
  .join("\n")}
</feed>
`;
}
