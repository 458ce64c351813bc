import { esc, page } from "../lib/html.js";

export default ({ title, summary, content, page: { url } }) =>
  page(
    { title, description: summary, url },
    `<article class="list">
<header class="page-head">
<h1>${esc(title)}</h1>
<p class="standfirst">${esc(summary)}</p>
</header>
<div class="prose hang">
${content}</div>
</article>`,
  );
