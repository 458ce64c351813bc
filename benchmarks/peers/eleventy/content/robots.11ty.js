import { URL } from "../lib/html.js";

export const data = { permalink: "/robots.txt", eleventyExcludeFromCollections: true };

export default () => `User-agent: *\nAllow: /\nSitemap: ${URL}/sitemap.xml\n`;
