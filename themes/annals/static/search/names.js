// Names that a query means: the whole of it, the beginning of it, or a part of it; under any of the names that a thing has.

const version = new URL(import.meta.url).search;
const { COMMON, near, shard, words } = await import(`./words.js${version}`);

const MOST_WORDS = 8;
const MOST_MEANT = 3; // words that a word may be the beginning of, where it is not finished
const MOST_PAIRS = 6;

export class Names {
  constructor(files) {
    this.files = files;
  }

  #taken = new Map(); // files that are taken apart already

  // Everything with a name that begins with letters of the query's words. A word that very many names hold leads only to some of them;
  // of two such words, both together lead to the names that hold both.
  async #around(asked) {
    const { names: count } = await this.files.index();
    const some = [...new Set(asked.slice(0, MOST_WORDS))];
    const read = await this.#files(some.map((word) => shard(word, 2, count)));
    const frequent = read.flatMap((file) => file.frequent);
    const meant = some.map((word) => frequent.filter((other) => other.startsWith(word)).slice(0, MOST_MEANT));
    const pairs = meant.flatMap((own, i) => meant.slice(i + 1).flatMap((others) => own.flatMap((one) => others.map((other) => [one, other]))));
    const besides = pairs.slice(0, MOST_PAIRS).map((both) => shard(`@${both.sort(inOrder).join(" ")}`, 2, count));
    const found = new Map();
    for (const { entities } of [...read, ...(await this.#files(besides))]) for (const entity of entities) found.set(entity.key, entity);
    return [...found.values()];
  }

  #files(numbers) {
    return Promise.all([...new Set(numbers)].map((number) => this.#file(number)));
  }

  async #file(number) {
    const file = await this.files.names(number);
    if (!this.#taken.has(file)) this.#taken.set(file, { frequent: file.frequent, entities: Object.entries(file.names).map(entity) });
    return this.#taken.get(file);
  }

  // The names that fit best, best first: {key, url, name, lang, what, count, matched}; `matched` is the other name that fitted.
  async find(text, most) {
    const asked = words(text);
    if (!asked.length) return [];
    const known = await this.#around(asked);
    const fitting = known.map((entity) => fit(entity, asked)).filter(Boolean);
    const found = fitting.length ? fitting : known.map((entity) => fitNearly(entity, asked)).filter(Boolean);
    found.sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
    return found.slice(0, most);
  }

  // The query as groups that a report has to satisfy one by one: {words, keys, alone, meant}. A run of words that is the whole name
  // of something stands for that thing under all its names.
  async groups(text) {
    const asked = words(text);
    const known = asked.length ? await this.#around(asked) : [];
    const groups = [];
    for (let start = 0; start < asked.length; ) {
      const { length, meant } = longest(known, asked, start);
      if (length) {
        groups.push({ words: asked.slice(start, start + length), meant, last: start + length === asked.length });
      } else if (!COMMON.has(asked[start])) {
        const bearing = known.filter((entity) => entity.all.some((name) => name.words.includes(asked[start])));
        groups.push({ words: [asked[start]], meant: [], bearing: bearing.length <= 4 ? bearing : [], last: start + 1 === asked.length });
      }
      start += length || 1;
    }
    return groups;
  }
}

// By code points, as Python puts words in order; the browser's own order is that of the units of UTF-16.
function inOrder(one, other) {
  const [own, others] = [[...one], [...other]];
  const at = own.findIndex((letter, i) => letter !== others[i]);
  if (at < 0) return own.length - others.length;
  return at < others.length ? own[at].codePointAt(0) - others[at].codePointAt(0) : 1;
}

function entity([key, [url, name, lang, what, kind, count, aliases]]) {
  const all = [[name, lang], ...aliases].map(([text, language]) => ({ text, lang: language, words: words(text) }));
  return { key, url, name, lang, what, kind, count, all };
}

function fit(entity, asked) {
  let best = null;
  entity.all.forEach((name, i) => {
    const score = rank(name.words, asked) - (i ? 3 : 0);
    if (score > 0 && (!best || score > best.score)) best = { score, name };
  });
  if (!best) {
    const every = entity.all.flatMap((name) => name.words);
    if (!asked.every((word) => every.some((own) => own.startsWith(word)))) return null;
    best = { score: 30, name: entity.all[0] };
  }
  return told(entity, best);
}

function rank(own, asked) {
  const begins = asked.every((word, i) => (i + 1 < asked.length ? own[i] === word : own[i]?.startsWith(word)));
  if (begins && own.length === asked.length && own.at(-1) === asked.at(-1)) return 100;
  if (begins) return 80;
  if (asked.every((word) => own.some((other) => other.startsWith(word)))) return 60;
  return 0;
}

function fitNearly(entity, asked) {
  const name = entity.all.find((one) => asked.every((word) => one.words.some((own) => own.length > 3 && near(word, own))));
  return name ? told(entity, { score: 10, name }, true) : null;
}

function told(entity, { score, name }, nearly = false) {
  const matched = name === entity.all[0] ? null : name;
  return { ...entity, score: score + Math.min(15, Math.log2(entity.count + 1)), matched, nearly };
}

function longest(known, asked, start) {
  let length = 0;
  let meant = [];
  for (const entity of known) {
    for (const name of entity.all) {
      const size = name.words.length;
      if (size < length || name.words[0] !== asked[start] || name.words.some((word, i) => word !== asked[start + i])) continue;
      if (size > length) meant = [];
      length = size;
      if (!meant.some((other) => other.entity === entity)) meant.push({ entity, name });
    }
  }
  return { length, meant };
}
