// The files of the index. Each says how the index was cut when it was made; when that is not what the list of files said, or a report is
// told of that the list does not know, the site was published anew in between, and the list is read again. A page that stays open asks now
// and then whether the list is still the same: a report of yesterday leaves others of its day under other numbers, which nothing else tells.

const AGAIN = 60_000; // milliseconds for which that is believed

export class Files {
  #kept = new Map();
  #asked = 0; // when the list was asked for last

  constructor(root) {
    this.root = root; // the address of the search page
    this.strict = true; // false where all was read again and still does not fit: half of a site is there yet
  }

  async index() {
    return (await this.#list()).told;
  }

  // Throws where the list is another one by now.
  async same() {
    const { text } = await this.#list();
    if (performance.now() - this.#asked < AGAIN) return;
    this.#asked = performance.now();
    const now = await this.#fetch("index.json", (answer) => answer.text()).catch(() => text); // without a network what was read still answers
    if (now !== text) throw new Outdated();
  }

  names(number) {
    return this.#read(`names-${number}.json`, (answer) => answer.json());
  }

  // A file of a period is text of which only the lines are read that are needed: that takes a phone a third of the time.
  async part(period, name) {
    const text = await this.#read(`${period.period}/${name}.txt`, (answer) => answer.text());
    if (!text.startsWith(`${period.files} ${period.slots} ${period.from}\n`)) throw new Outdated();
    return text;
  }

  forget() {
    this.#kept.clear();
  }

  #list() {
    return this.#read("index.json", async (answer) => {
      const text = await answer.text();
      this.#asked = performance.now();
      return { text, told: JSON.parse(text) };
    });
  }

  #read(path, taken) {
    if (!this.#kept.has(path)) {
      const read = this.#fetch(path, taken);
      this.#kept.set(path, read);
      read.catch(() => this.#kept.get(path) === read && this.#kept.delete(path));
    }
    return this.#kept.get(path);
  }

  async #fetch(path, taken) {
    const answer = await fetch(this.root + path, { cache: "no-cache" }); // asked for again, and sent only when it has changed
    if (!answer.ok) throw new Outdated(`${answer.status} ${path}`);
    return taken(answer);
  }
}

export class Outdated extends Error {}

// The lines of a file that begin with something, which stand together: each as its key, and where the rest of it begins and ends.
export function* lines(text, begin) {
  for (let at = text.indexOf(`\n${begin}`); at >= 0 && text.startsWith(begin, at + 1); ) {
    const tab = text.indexOf("\t", at);
    const end = text.indexOf("\n", tab);
    yield [text.slice(at + 1, tab), tab + 1, end];
    at = end;
  }
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

// Numbers as plugins/finding/packing.py writes them. Of each the lowest five bits come first, and a digit of 32 or more says that more
// of it follows.
export function unpacked(text, start = 0, end = text.length) {
  const numbers = new Uint32Array(end - start);
  return numbers.subarray(0, unpack(text, start, end, numbers, 0));
}

// The same, into a list from some place of it on; what comes back is the place behind them.
export function unpack(text, start, end, numbers, count) {
  for (let i = start; i < end; ) {
    let number = 0;
    for (let shift = 0, more = true; more; shift += 5) {
      const value = VALUES[text.charCodeAt(i++)];
      number |= (value & 31) << shift;
      more = value > 31;
    }
    numbers[count++] = number;
  }
  return count;
}
