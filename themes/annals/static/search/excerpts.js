// Where the words of a query stand in the text of a report: read from the report's own page, which the index then need not hold a second
// time, and which is there already when it is opened. Asked for only while the result can be seen.

import { make } from "../parts/elements-1.js";

const version = new URL(import.meta.url).search;
const { beginsOf, hit, pieces } = await import(`./marks.js${version}`);

const LENGTH = 180; // characters that are shown
const BEFORE = 50; // of them before the first word that was met
const KEPT = 60; // reports whose texts are kept
const BLOCKS = ".prose :is(p:not(.to-claims), li, td, figcaption), .claim, .claim-text";

const texts = new Map();

// Fills what waits for an excerpt when it comes near to being seen; what has none goes.
export class Excerpts {
  #waiting = new WeakMap(); // what each place is for, until it is filled
  #observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "120px" });

  // A paragraph for a report of which some groups of the query do not stand in what is shown of it.
  place(report, groups, missing) {
    const place = make("p", { class: "excerpt", dir: "auto", lang: report.lang || null });
    this.#waiting.set(place, { report, groups, missing });
    return place;
  }

  // Only now is a page asked for: to read one takes a phone as long as it takes to find a dozen results.
  begin(list) {
    for (const place of list.querySelectorAll(".excerpt")) if (this.#waiting.has(place)) this.#observer.observe(place);
  }

  pause() {
    this.#observer.disconnect();
  }

  #seen(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#observer.unobserve(target);
      const wanted = this.#waiting.get(target);
      this.#waiting.delete(target);
      this.#fill(target, wanted).catch(() => target.remove()); // the result is whole without it
    }
  }

  async #fill(place, { report, groups, missing }) {
    const found = excerpt(await textOf(report.url), report.story?.id ?? "", groups, missing);
    if (!found) return place.remove();
    place.replaceChildren(make("span", { class: "unseen", dir: "ltr" }, "In the text: "), ...found.pieces);
    if (found.story && !report.story) {
      const link = make("a", { href: `${report.url}#${found.story.id}` }, found.story.title);
      place.before(make("p", { class: "found-part", ...(report.lang ? { lang: report.lang, dir: "auto" } : {}) }, "In the part ", link));
    }
  }
}

// The paragraphs of a report, each with the sub-story that it stands in: {text, story: {id, title} or null}.
function textOf(url) {
  if (!texts.has(url)) {
    if (texts.size >= KEPT) texts.delete(texts.keys().next().value);
    const read = fetch(url).then(async (answer) => (answer.ok ? blocks(await answer.text()) : []));
    texts.set(url, read);
    read.catch(() => texts.delete(url));
  }
  return texts.get(url);
}

// A document that is only read: nothing in it is run, loaded or shown.
function blocks(page) {
  const read = new DOMParser().parseFromString(page, "text/html");
  return [...read.querySelectorAll(BLOCKS)].map((block) => {
    const story = block.closest("section.story");
    const title = story?.querySelector(".prose h2")?.textContent ?? "";
    return { text: block.matches(".claim") ? figures(block) : textIn(block), story: story?.id ? { id: story.id, title } : null };
  });
}

function textIn(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}

// Who said it, and the figures: never the one without the other. What is hung below a claim, or said in words, is a block of its own.
function figures(claim) {
  const own = [...claim.querySelectorAll(":scope > .tally > li")].map(textIn);
  const said = [...claim.querySelectorAll(":scope > .claim-said")].map(textIn).join("");
  return own.length ? `${said}: ${own.join(", ")}` : said;
}

// The stretch of text with most of what is missing, and with most words of the query: {pieces, story}; null where there is none.
export function excerpt(paragraphs, own, groups, missing) {
  const begins = beginsOf(groups);
  let best = null;
  for (const { text, story } of paragraphs) {
    const parts = pieces(text);
    const met = parts.map((piece, i) => (i % 2 ? hit(piece, begins) : null));
    for (let first = 1; first < parts.length; first += 2) {
      if (!met[first]) continue;
      const seen = new Set();
      for (let i = first, length = 0; i < parts.length && length < LENGTH - BEFORE; length += parts[i++].length) if (met[i]) seen.add(met[i]);
      const wanted = new Set([...seen].map(({ group }) => group).filter((group) => missing.includes(group)));
      const score = 8 * wanted.size + 2 * seen.size + ((story?.id ?? "") === own ? 1 : 0);
      if (wanted.size && (!best || score > best.score)) best = { score, parts, met, first, story };
    }
  }
  return best && { pieces: stretch(best), story: best.story };
}

function stretch({ parts, met, first }) {
  let start = first;
  for (let length = 0; start > 0 && length + parts[start - 1].length <= BEFORE; start--) length += parts[start - 1].length;
  let end = start;
  for (let length = 0; end < parts.length && length + parts[end].length <= LENGTH; end++) length += parts[end].length;
  end = Math.max(end, first + 1);
  const bare = (piece, i) => (i || !start ? piece : piece.replace(/^[\s.,;:!?…)”’]+/u, "")); // what ends the words before says nothing
  const shown = parts.slice(start, end).map((piece, i) => (met[start + i] ? make("mark", {}, piece) : bare(piece, i)));
  return [start > 0 ? "… " : "", ...shown, end < parts.length ? " …" : ""];
}
