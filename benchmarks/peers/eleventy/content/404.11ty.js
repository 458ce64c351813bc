import { page } from "../lib/html.js";

export const data = { permalink: "/404.html", eleventyExcludeFromCollections: true };

export default () =>
  page(
    { title: "Page not found", description: "There is no page at this address.", url: "/404.html" },
    `<h1>Page not found</h1>
<ul class="ways">
<li><a href="/">Home</a></li>
<li><a href="/timeline/">Timeline</a></li>
<li><a href="/actors/">Actors</a></li>
<li><a href="/places/">Places</a></li>
<li><a href="/sources/">Sources</a></li>
</ul>`,
  );
