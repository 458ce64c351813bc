// Pieces of page that both the suggestions and the search page show. Text is only ever set as text.

import { make, number } from "../parts/elements-1.js";

export function linked(text, url, lang) {
  const language = lang ? { lang, dir: "auto" } : {};
  return url ? make("a", { href: url, ...language }, text) : make("span", language, text);
}

// A name that was found, with what it is and the name by which it was found.
export function nameItem(entity) {
  const { matched } = entity;
  const note = make("span", { class: "note" }, entity.what);
  const also = matched ? make("span", { class: "note found-as" }, " found as ", make("bdi", { lang: matched.lang || null }, matched.text)) : null;
  return make("li", {}, linked(entity.name, entity.url, entity.lang), " ", note, also);
}

export function plural(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

// Puts items into a list. Those that stand in it already stay the very same elements, for on one a click may be half done. The focus stays on
// the link that has it; where that is gone, it goes to the field.
export function arrange(list, items, field) {
  const held = list.contains(document.activeElement) ? document.activeElement : null;
  const wanted = new Set(items);
  for (const old of [...list.children]) if (!wanted.has(old)) old.remove();
  let at = list.firstElementChild;
  for (const item of items) {
    if (item === at) at = at.nextElementSibling;
    else list.insertBefore(item, at);
  }
  if (held && held !== document.activeElement) (list.contains(held) ? held : field).focus({ preventScroll: true });
}

// Puts names into a list, in which those that are the same stay.
export function arrangeNames(list, items, field) {
  const shown = [...list.children];
  arrange(list, items.map((item) => shown.find((old) => old.isEqualNode(item)) ?? item), field);
}

// Arrows go from the field to the links and along them; Escape comes back.
export function arrows(event, field, links) {
  const at = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === field)) {
    links[Math.min(at + 1, links.length - 1)]?.focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    (links[at - 1] ?? field).focus();
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}
