// Where words of a query stand in a text, and how they are marked.

import { make } from "../parts/elements-1.js";

const version = new URL(import.meta.url).search;
const { stem, words } = await import(`./words.js${version}`);

// What the words of a query begin with, each with the group that it is of: {begin, group}.
export function beginsOf(groups) {
  return groups.flatMap((group) => {
    const asked = [...group.words, ...group.meant.flatMap(({ entity }) => entity.all.flatMap((name) => name.words))];
    return [...new Set(asked.filter((word) => word.length > 1).map(stem))].map((begin) => ({ begin, group }));
  });
}

// A text in pieces: every second one is a word.
export function pieces(text) {
  return text.split(/^[ -~]*$/.test(text) ? /([A-Za-z0-9'-]+)/ : /([\p{L}\p{M}\p{N}'’ʼ-]+)/u);
}

const taken = new Map(); // pieces of texts as words: the same ones stand in many texts

// What of a query a piece of text is met by.
export function hit(piece, begins) {
  let own = taken.get(piece);
  if (!own) {
    if (taken.size > 5000) taken.clear();
    taken.set(piece, (own = words(piece)));
  }
  return begins.find(({ begin }) => own.some((word) => word.startsWith(begin) && word.length - begin.length < 4));
}

// A text with the words of the query marked; the groups that stand in it are added to `met`.
export function marked(text, begins, met = new Set()) {
  return pieces(text).map((piece, i) => {
    const found = i % 2 ? hit(piece, begins) : null;
    if (!found) return piece;
    met.add(found.group);
    return make("mark", {}, piece);
  });
}
