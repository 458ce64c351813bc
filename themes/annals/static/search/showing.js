// Pieces of page that both the suggestions and the search page show. Text is only ever set as text.

const version = new URL(import.meta.url).search;
const { stem, words } = await import(`./words.js${version}`);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false && value !== "") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

export function linked(text, url, lang) {
  const language = lang ? { lang, dir: "auto" } : {};
  return url ? make("a", { href: url, ...language }, text) : make("span", language, text);
}

// A name that was found, with what it is and the name by which it was found.
export function nameItem(entity) {
  const { matched } = entity;
  const note = make("span", { class: "note" }, entity.what);
  const also = matched && make("span", { class: "note found-as" }, " found as ", make("bdi", { lang: matched.lang }, matched.text));
  return make("li", {}, linked(entity.name, entity.url, entity.lang), " ", note, also);
}

// A text with the words of the query marked.
export function marked(text, groups) {
  const asked = groups.flatMap((group) => [...group.words, ...group.meant.flatMap(({ entity }) => entity.all.flatMap((name) => name.words))]);
  const begins = asked.filter((word) => word.length > 1).map(stem);
  return text.split(/([\p{L}\p{M}\p{N}'’ʼ-]+)/u).map((piece, i) => {
    const hit = i % 2 && words(piece).some((word) => begins.some((begin) => word.startsWith(begin) && word.length - begin.length < 4));
    return hit ? make("mark", {}, piece) : piece;
  });
}

export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
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
