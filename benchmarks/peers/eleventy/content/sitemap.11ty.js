import { URL, iso } from "../lib/html.js";

export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export default ({ collections }) => `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${collections.all.map((one) => `<url><loc>${URL}${one.url}</loc><lastmod>${iso(one)}</lastmod></url>`).join("\n")}
</urlset>
`;
