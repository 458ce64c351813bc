import { esc, path, plural, words } from "./html.js";

const DAYS = 62, BARS = 60, WIDTH = 720, WIDEST = 24, MANY = 16;

/** The number of a day, month or year in ISO form: how far it is from others of its unit. */
const numbers = {
  day: (iso) => Date.parse(iso) / 864e5,
  month: (iso) => +iso.slice(0, 4) * 12 + +iso.slice(5),
  year: (iso) => +iso,
};
const number = (value) => value.toFixed(2).replace(/\.?0+$/, "");

/** When some reports were, by day, month or year, whichever there are not too many of. `reports`: oldest first. */
export function stripOf(reports, title) {
  if (!reports.length) return "";
  const first = reports[0].day, last = reports[reports.length - 1].day;
  const unit =
    numbers.day(last) - numbers.day(first) < DAYS ? "day" : numbers.month(last.slice(0, 7)) - numbers.month(first.slice(0, 7)) < BARS ? "month" : "year";
  const length = { day: 10, month: 7, year: 4 }[unit], counts = new Map();
  for (const { day } of reports) {
    const iso = day.slice(0, length);
    counts.set(iso, (counts.get(iso) ?? 0) + 1);
  }
  return strip(title, counts, unit, first.slice(0, length), last.slice(0, length));
}

/** `counts`: of each bar that has any, its reports, in order; `first` and `last`: the ends. */
export function strip(title, counts, unit, first, last, open = false) {
  const at = numbers[unit], from = at(first), bars = at(last) - from + 1;
  if (bars < 2) return "";
  const step = Math.min(WIDEST, WIDTH / bars), found = [...counts];
  const most = Math.max(...counts.values()), total = found.reduce((sum, [, n]) => sum + n, 0);
  const level = (n) => (most < MANY ? Math.min(4, 32 - Math.clz32(n)) : Math.ceil((4 * n) / most));
  return `<figure class="strip">
<svg viewBox="0 0 ${number(step * bars)} 48" preserveAspectRatio="none" role="group" aria-label="${esc(title)}. ${plural(total)}, ${words(first)} to ${words(last)}, by ${unit}.">
<rect vector-effect="non-scaling-stroke" class="empty" x="0" y="0" width="${number(step * bars)}" height="32"/>
${found
  .map(
    ([iso, n]) =>
      `<a href="${path(iso)}"><rect class="bar level-${level(n)}" x="${number(step * (at(iso) - from))}" y="0" width="${number(step)}" height="32"><title>${words(iso)}: ${plural(n)}</title></rect></a>`,
  )
  .join("")}</svg>
<p class="strip-ends note"><span>${words(first)}</span> <span>${words(last)}</span></p>
<details${open ? " open" : ""}>
<summary>The same as a table</summary>
<div class="wide">
<table>
<thead><tr><th scope="col">${unit[0].toUpperCase()}${unit.slice(1)}</th><th scope="col">Reports</th></tr></thead>
<tbody>
${found.map(([iso, n]) => `<tr><th scope="row"><a href="${path(iso)}">${words(iso)}</a></th><td>${n.toLocaleString("en")}</td></tr>`).join("\n")}
</tbody>
</table>
</div>
</details>
<figcaption class="note">A bar is a ${unit}; the stronger its colour, the more reports began in it. A blank means that no report is in the archive, not that nothing happened.</figcaption>
</figure>`;
}
