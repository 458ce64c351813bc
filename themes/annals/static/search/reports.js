// Reports that satisfy a query and lie within its facets, period by period.

const version = new URL(import.meta.url).search;
const [{ shard, stem }, { lines, Outdated, unpack, unpacked }, { after, Numbering }] = await Promise.all(
  ["words", "files", "numbering"].map((module) => import(`./${module}.js${version}`)),
);

const LETTERS = 3;
const AHEAD = 12; // periods that are asked for at once: to ask takes a phone longer than to look through what comes
const MOST = 20; // that one group of the query adds to the score of a report

// A search gives, after each period, all that was found so far: {parts, count, done, of}. A part is what was found in one period:
// {period, numbers, scores, met}: the places of reports among those of the period, in order of time.
export async function* search(files, groups, facets) {
  const periods = periodsOf(await files.index(), facets);
  const found = { parts: [], count: 0, done: 0, of: periods.length };
  if (!periods.length) yield found;
  const waiting = [];
  for (let next = 0; next < periods.length || waiting.length; ) {
    while (next < periods.length && waiting.length < AHEAD) {
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

// What can be done before anything is asked.
export async function prepare(files) {
  for (const period of (await files.index()).periods) numberingOf(period);
}

// Asks for what the only word of a query will be looked for in, while it is not known yet whether it is a name.
export async function foresee(files, word, facets) {
  const periods = periodsOf(await files.index(), facets).slice(0, AHEAD);
  await Promise.all(periods.map((period) => files.part(period, wordsOf(word, period))));
}

function periodsOf({ periods }, facets) {
  const years = facets.get("year") ?? [];
  return periods.filter(({ from, to }) => !years.length || years.some((year) => from <= year && year <= to));
}

function wordsOf(word, period) {
  return `words-${shard(word, LETTERS, period.files)}`;
}

const numberings = new WeakMap();

function numberingOf(period) {
  if (!numberings.has(period)) numberings.set(period, new Numbering(period));
  return numberings.get(period);
}

async function inPeriod(files, period, groups, facets) {
  const needed = facets.size > 0; // the facets of a period are more than all else that a query reads of it
  const [wanted, ...met] = await Promise.all([
    needed ? within(files, period, facets) : () => true,
    ...groups.map((group) => inGroup(files, period, group)),
  ]);
  const { count: reports } = numberingOf(period);
  const own = met.map((lists) => scores(lists, reports));
  const fewest = own.reduce((one, other) => (other.numbers.length < one.numbers.length ? other : one), own[0]);
  const candidates = fewest?.numbers ?? Uint32Array.from({ length: reports }, (_, number) => number);
  const numbers = new Uint32Array(candidates.length);
  const sums = new Uint16Array(candidates.length);
  let count = 0;
  for (const number of candidates) {
    let sum = 0;
    let all = true;
    for (const each of own) {
      if (!each.sums[number]) {
        all = false;
        break;
      }
      sum += each.sums[number];
    }
    if (!all || !wanted(number)) continue;
    numbers[count] = number;
    sums[count++] = sum;
  }
  return { period, numbers: numbers.subarray(0, count), scores: sums.subarray(0, count), met };
}

// Where a group of the query is met in a period: lists {postings, weight, as}.
async function inGroup(files, period, group) {
  const numbering = numberingOf(period);
  const found = [];
  const meet = async (word, begins, fits, weight, as = null) => {
    const text = await files.part(period, wordsOf(word, period));
    for (const [other, start, end] of lines(text, begins)) {
      if (fits(other)) found.push({ postings: numbering.post(unpacked(text, start, end), files.strict), weight: weight(other), as });
    }
  };
  const whole = (word, as) => meet(word, `${word}\t`, () => true, () => 2, as);
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
    jobs.push(meet(word, begins, fits, (other) => (other === word ? 2 : 1)));
    for (const entity of group.bearing) jobs.push(whole(`@${entity.key}`, entity.name));
  }
  await Promise.all(jobs);
  return found;
}

// How much a group weighs in each report: in each part as much as the heaviest of its words, in a report all parts together. Also those
// reports in which it weighs anything, in order: few of all that there are.
function scores(lists, reports) {
  if (lists.length === 1) return summed(lists[0], reports);
  let parts = 1;
  let most = 0;
  for (const { postings } of lists) {
    most += postings.length / 2;
    for (let i = 1; i < postings.length; i += 2) parts = Math.max(parts, (postings[i] >> 3) + 1);
  }
  const heaviest = new Uint8Array(reports * parts);
  const sums = new Uint8Array(reports);
  const found = new Uint32Array(most);
  let count = 0;
  for (const { postings, weight } of lists) {
    for (let i = 0; i < postings.length; i += 2) {
      const number = postings[i];
      if (!sums[number]) found[count++] = number;
      sums[number] = 1; // until it is known
      const place = number * parts + (postings[i + 1] >> 3);
      const score = (postings[i + 1] & 7) * weight;
      if (score > heaviest[place]) heaviest[place] = score;
    }
  }
  const numbers = found.subarray(0, count);
  numbers.sort();
  for (const number of numbers) {
    let sum = 0;
    for (let place = number * parts, end = place + parts; place < end; place++) sum += heaviest[place];
    sums[number] = Math.min(sum, MOST);
  }
  return { sums, numbers };
}

// The same of one list, in which each part of a report stands once, and all are in order.
function summed({ postings, weight }, reports) {
  const sums = new Uint8Array(reports);
  const numbers = new Uint32Array(postings.length / 2);
  let count = 0;
  for (let i = 0; i < postings.length; i += 2) {
    const number = postings[i];
    if (!sums[number]) numbers[count++] = number;
    sums[number] = Math.min(sums[number] + (postings[i + 1] & 7) * weight, MOST);
  }
  return { sums, numbers: numbers.subarray(0, count) };
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
  for (let i = 2 * after(postings.length / 2, (at) => postings[2 * at] < wanted); postings[i] === wanted; i += 2) places.push(postings[i + 1]);
  return places;
}

// Whether a report of a period lies within the chosen facets: in one of the years, and in each of the others.
async function within(files, period, facets) {
  const { keys, words } = await known(files);
  const text = await files.part(period, "facets");
  const numbering = numberingOf(period);
  const met = new Uint8Array(numbering.count);
  let asked = 0;
  for (const [family, ids] of facets) {
    asked += family === "year" ? 1 : ids.length;
    for (const key of ids.map((id) => `${family}/${id}`)) {
      const [line] = lines(text, `${key}\t`);
      if (!line) continue;
      const [, start, end] = line;
      const tab = text.indexOf("\t", start);
      const places = unpacked(text, start, tab);
      for (let i = numbering.place(places, 0, places.length, files.strict); i-- > 0; ) met[places[i]] += 1;
      if (!keys.has(key)) keys.set(key, words.push([text, tab + 1, end]) - 1); // it is called by its name even where nothing is found
    }
  }
  return (number) => met[number] === asked;
}

// How many of what was found each facet has: {counts: family -> [[id, number]], words: what a reader is shown for a key}.
export async function counted(files, parts) {
  const { keys, words, taken } = await known(files);
  const some = parts.filter(({ numbers }) => numbers.length);
  const read = await Promise.all(some.map(({ period }) => files.part(period, "facets")));
  read.forEach((text, i) => {
    const { period } = some[i];
    if (!taken.has(period)) taken.set(period, facetsIn(text, numberingOf(period), files.strict, keys, words));
  });
  const sums = new Uint32Array(keys.size);
  for (const { period, numbers: found } of some) {
    const met = new Uint8Array(numberingOf(period).count);
    for (const number of found) met[number] = 1;
    const { places, ends, numbers } = taken.get(period);
    for (let line = 0, at = 0; line < places.length; line++) {
      let count = 0;
      for (const end = ends[line]; at < end; at++) count += met[numbers[at]];
      sums[places[line]] += count;
    }
  }
  const counts = new Map();
  for (const [key, place] of keys) {
    if (!sums[place]) continue;
    const slash = key.indexOf("/");
    const family = key.slice(0, slash);
    if (!counts.has(family)) counts.set(family, []);
    counts.get(family).push([key.slice(slash + 1), sums[place]]);
  }
  return { counts, words: (key) => (keys.has(key) ? sliced(words[keys.get(key)]) : "") };
}

// What a reader is shown for each of the chosen facets; those that are in no report that could be looked at, by their ids.
export async function called(files, facets) {
  const { keys, words } = await known(files);
  const chosen = [...facets].flatMap(([family, ids]) => ids.map((id) => [id, `${family}/${id}`]));
  return chosen.map(([id, key]) => (keys.has(key) && sliced(words[keys.get(key)])) || id);
}

function sliced([text, start, end]) {
  return text.slice(start, end);
}

const indexes = new WeakMap();

// Of all facets of an index that were read: {keys, words, taken}: the place of each key, where its words are, and the periods taken apart.
async function known(files) {
  const index = await files.index();
  if (!indexes.has(index)) indexes.set(index, { keys: new Map(), words: [], taken: new Map() });
  return indexes.get(index);
}

// The facets of a period, line by line: {places, ends, numbers}: which facet it is, and where its reports end among the numbers of all.
// Nothing is made for a facet alone: there are two thousand in a file, and a phone takes longer over them than over their numbers.
function facetsIn(text, numbering, strict, keys, words) {
  const numbers = new Uint32Array(text.length);
  const places = [];
  const ends = [];
  let count = 0;
  for (let at = text.indexOf("\n") + 1; at < text.length; ) {
    const tab = text.indexOf("\t", at);
    const second = text.indexOf("\t", tab + 1);
    const end = text.indexOf("\n", second);
    const key = text.slice(at, tab);
    let place = keys.get(key);
    if (place === undefined) keys.set(key, (place = words.push([text, second + 1, end]) - 1));
    const first = count;
    count = unpack(text, tab + 1, second, numbers, count);
    count = numbering.place(numbers, first, count, strict);
    places.push(place);
    ends.push(count);
    at = end + 1;
  }
  return { places, ends, numbers: numbers.slice(0, count) };
}

// What is told of each of some hits, when it comes: {url, title, lang, date, places, summary, story, status, as}. Null of one that is not
// known where it is looked for, and nothing newer is to be had.
export function told(files, hits) {
  return hits.map(async ({ period, number, part, as }) => {
    const { file, number: own } = numberingOf(period).told(number);
    const text = await files.part(period, `reports-${file}`).catch((error) => {
      if (files.strict || !(error instanceof Outdated)) throw error;
      return "";
    });
    const [line] = lines(text, `${own}\t`);
    if (!line && files.strict) throw new Outdated();
    if (!line) return null;
    const [url, title, lang, date, places, summary, stories, status] = JSON.parse(text.slice(line[1], line[2]));
    const [id, heading] = (part && stories[part - 1]) || [];
    return { url, title, lang, date, places, summary, story: id ? { id, url: `${url}#${id}`, title: heading } : null, status, as };
  });
}
