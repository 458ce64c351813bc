// The files of the index. Each says how the index was cut when it was made; when that is not what the list of files said, the
// site was published anew in between, and the list is read again.

export class Files {
  #kept = new Map();

  constructor(root) {
    this.root = root; // the address of the search page
  }

  index() {
    return this.#read("index.json", (answer) => answer.json());
  }

  names(number) {
    return this.#read(`names-${number}.json`, (answer) => answer.json());
  }

  // A file of a period is text of which only the lines are read that are needed: that takes a phone a third of the time.
  async part(period, name) {
    const text = await this.#read(`${period.period}/${name}.txt`, (answer) => answer.text());
    if (!text.startsWith(`${period.reports} ${period.files}\n`)) throw new Outdated();
    return text;
  }

  forget() {
    this.#kept.clear();
  }

  #read(path, taken) {
    if (!this.#kept.has(path)) this.#kept.set(path, this.#fetch(path, taken));
    return this.#kept.get(path);
  }

  async #fetch(path, taken) {
    try {
      const answer = await fetch(this.root + path, { cache: "no-cache" }); // asked for again, and sent only when it has changed
      if (!answer.ok) throw new Outdated(`${answer.status} ${path}`);
      return await taken(answer);
    } catch (error) {
      this.#kept.delete(path);
      throw error;
    }
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
