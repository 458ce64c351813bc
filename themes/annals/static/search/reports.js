// Reports that satisfy a query and lie within its facets, period by period.

const version = new URL(import.meta.url).search;
const { shard, stem } = await import(`./words.js${version}`);

const LETTERS = 3;
const FIRST = 2; // periods that are asked for before the first of them has come
const AHEAD = 12; // and then at once: to ask takes a phone longer than to look through what comes
const MOST = 20; // that one group of the query adds to the score of a report
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

// A search gives, after each period, all that was found so far: {parts, count, done, of}. A part is what was found in one period:
// {period, numbers, scores, met}, its reports in order of time.
export async function* search(files, groups, facets) {
  const index = await files.index();
  const years = facets.get("year") ?? [];
  const periods = index.periods.filter(({ from, to }) => !years.length || years.some((year) => from <= year && year <= to));
  const found = { parts: [], count: 0, done: 0, of: periods.length };
  if (!periods.length) yield found;
  const waiting = [];
  for (let next = 0; next < periods.length || waiting.length; ) {
    while (next < periods.length && waiting.length < (found.done ? AHEAD : FIRST)) {
      const pending = inPeriod(files, periods[next++], groups, facets);
      pending.catch(() => {}); // it is met when its turn comes
      waiting.push(pending);
    }
    const part = await waiting.shift();
    found.parts.push(part);
    found.count += part.numbers.length;
    found.done += 1;
    yield found;
  }
}

async function inPeriod(files, period, groups, facets) {
  const needed = facets.size > 0; // the facets of a period are more than all else that a query reads of it
  const [narrowed, ...met] = await Promise.all([
    needed ? files.part(period, "facets") : null,
    ...groups.map((group) => inGroup(files, period, group)),
  ]);
  const wanted = narrowed ? within(narrowed, facets) : () => true;
  const own = met.map((lists) => scores(lists, period.reports));
  const numbers = new Uint32Array(period.reports);
  const sums = new Uint16Array(period.reports);
  let count = 0;
  for (let number = 0; number < period.reports; number++) {
    let sum = 0;
    let all = true;
    for (const each of own) {
      if (!each[number]) {
        all = false;
        break;
      }
      sum += each[number];
    }
    if (!all || !wanted(number)) continue;
    numbers[count] = number;
    sums[count++] = sum;
  }
  return { period, numbers: numbers.subarray(0, count), scores: sums.subarray(0, count), met };
}

// Where a group of the query is met in a period: lists {postings, weight, as}.
async function inGroup(files, period, group) {
  const found = [];
  const meet = async (word, fits, weight, as = null) => {
    const { words } = await files.part(period, `words-${shard(word, LETTERS, period.files)}`);
    for (const other of Object.keys(words)) {
      if (fits(other)) found.push({ postings: unpacked(words[other]), weight: weight(other), as });
    }
  };
  const whole = (word, as) => meet(word, (other) => other === word, () => 2, as);
  const jobs = [];
  for (const { entity, name } of group.meant) {
    const as = name === entity.all[0] ? null : entity.name;
    jobs.push(whole(`@${entity.key}`, as));
    for (const other of entity.all) if (other.words.length === 1) jobs.push(whole(other.words[0], as));
  }
  if (!group.meant.length) {
    const [word] = group.words;
    const begins = stem(word);
    const open = group.last && word.length > 2; // the last word may not be finished
    const fits = (other) => other === word || (open && other.startsWith(word)) || (other.startsWith(begins) && other.length - begins.length < 4);
    jobs.push(meet(word, fits, (other) => (other === word ? 2 : 1)));
    for (const entity of group.bearing) jobs.push(whole(`@${entity.key}`, entity.name));
  }
  await Promise.all(jobs);
  return found;
}

// Two numbers for each place where a word stands: how many reports further on, and 8 * part + weight. Of each number the lowest
// five bits come first, and a digit of 32 or more says that more of it follows.
export function unpacked(text) {
  const numbers = new Uint32Array(text.length);
  let count = 0;
  for (let i = 0; i < text.length; ) {
    let number = 0;
    for (let shift = 0, more = true; more; shift += 5) {
      const value = VALUES[text.charCodeAt(i++)];
      number |= (value & 31) << shift;
      more = value > 31;
    }
    numbers[count++] = number;
  }
  return numbers.subarray(0, count);
}

// How much a group weighs in each report: in each part as much as the heaviest of its words, in a report all parts together.
function scores(lists, reports) {
  let parts = 1;
  for (const { postings } of lists) for (let i = 1; i < postings.length; i += 2) parts = Math.max(parts, (postings[i] >> 3) + 1);
  const heaviest = new Uint8Array(reports * parts);
  for (const { postings, weight } of lists) {
    let number = 0;
    for (let i = 0; i < postings.length; i += 2) {
      number += postings[i];
      const place = number * parts + (postings[i + 1] >> 3);
      const score = (postings[i + 1] & 7) * weight;
      if (score > heaviest[place]) heaviest[place] = score;
    }
  }
  if (parts === 1) return heaviest;
  const sums = new Uint8Array(reports);
  for (let number = 0, place = 0; number < reports; number++) {
    let sum = 0;
    for (let part = 0; part < parts; part++) sum += heaviest[place++];
    sums[number] = Math.min(sum, MOST);
  }
  return sums;
}

// The first of what was found, in an order: "best", "newest" or "oldest". Only these are put in order, and looked at more closely.
export function first(parts, order, most) {
  const picked = order === "best" ? best(parts, most) : inTime(parts, most, order === "oldest");
  return picked.map(({ part, at, score }) => ({ period: part.period, number: part.numbers[at], score, ...placed(part.met, part.numbers[at]) }));
}

function inTime(parts, most, oldest, fits = () => true) {
  const picked = [];
  for (const part of oldest ? [...parts].reverse() : parts) {
    const { length } = part.numbers;
    for (let i = 0; i < length && picked.length < most; i++) {
      const at = oldest ? i : length - 1 - i;
      if (fits(part.scores[at])) picked.push({ part, at, score: part.scores[at] });
    }
  }
  return picked;
}

// By score, and the newest first of those with the same: scores are small numbers, and are counted instead of sorted.
function best(parts, most) {
  const counts = [];
  for (const { scores: own } of parts) for (const score of own) counts[score] = (counts[score] ?? 0) + 1;
  let least = counts.length - 1;
  let above = 0;
  while (least > 0 && above + (counts[least] ?? 0) < most) above += counts[least--] ?? 0;
  const better = inTime(parts, above, false, (score) => score > least).sort((a, b) => b.score - a.score);
  return [...better, ...inTime(parts, most - above, false, (score) => score === least)];
}

// The part of a report that has most of all groups, and the names under which it was found where they are others than those asked for.
function placed(met, number) {
  const parts = new Map();
  const as = [];
  for (const lists of met) {
    const own = new Map();
    let other = null;
    let plain = false;
    for (const { postings, weight, as: name } of lists) {
      const places = placesOf(postings, number);
      for (const place of places) own.set(place >> 3, Math.max(own.get(place >> 3) ?? 0, (place & 7) * weight));
      if (places.length && name) other ??= name;
      else if (places.length) plain = true;
    }
    if (other && !plain) as.push(other);
    for (const [part, score] of own) parts.set(part, (parts.get(part) ?? 0) + score + 20);
  }
  let part = 0;
  for (const [other, score] of parts) if (score > (parts.get(part) ?? 0)) part = other;
  return { part, as };
}

function placesOf(postings, wanted) {
  const places = [];
  for (let i = 0, number = 0; i < postings.length && (number += postings[i]) <= wanted; i += 2) if (number === wanted) places.push(postings[i + 1]);
  return places;
}

function within(narrowed, facets) {
  const numbers = new Map(narrowed.labels.map(([key], number) => [key, number]));
  const years = (facets.get("year") ?? []).map((year) => numbers.get(`year/${year}`));
  const others = [...facets].filter(([family]) => family !== "year").flatMap(([family, ids]) => ids.map((id) => numbers.get(`${family}/${id}`)));
  return (number) => {
    const own = narrowed.facets[number];
    return (!years.length || years.some((year) => own.includes(year))) && others.every((other) => own.includes(other));
  };
}

// How many of what was found each facet has: {labels: key -> words, counts: key -> number}.
export async function counted(files, parts) {
  const found = { labels: new Map(), counts: new Map() };
  const some = parts.filter(({ numbers }) => numbers.length);
  const read = await Promise.all(some.map(({ period }) => files.part(period, "facets")));
  some.forEach(({ numbers }, i) => {
    const { labels, facets } = read[i];
    const counts = new Uint32Array(labels.length);
    for (const number of numbers) for (const facet of facets[number]) counts[facet] += 1;
    labels.forEach(([key, words], facet) => {
      if (!counts[facet]) return;
      found.labels.set(key, words);
      found.counts.set(key, (found.counts.get(key) ?? 0) + counts[facet]);
    });
  });
  return found;
}

// What is told of some hits: {url, title, lang, date, places, summary, story, status, as}.
export async function told(files, hits) {
  const { documents } = await files.index();
  return Promise.all(
    hits.map(async ({ period, number, part, as }) => {
      const file = await files.part(period, `reports-${Math.floor(number / documents)}`);
      const [url, title, lang, date, places, summary, stories, status] = file.told[number % documents];
      const [id, heading] = (part && stories[part - 1]) || [];
      return { url, title, lang, date, places, summary, story: id ? { id, url: `${url}#${id}`, title: heading } : null, status, as };
    }),
  );
}
