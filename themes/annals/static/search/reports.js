// Reports that satisfy a query and lie within its facets, period by period.

const version = new URL(import.meta.url).search;
const { shard, stem } = await import(`./words.js${version}`);

const LETTERS = 3;
const AHEAD = 6; // periods that are asked for at once

// A search gives, after each period, all that was found so far: hits {period, number, score, part, as}.
export async function* search(files, groups, facets) {
  const index = await files.index();
  const years = facets.get("year") ?? [];
  const periods = index.periods.filter(({ from, to }) => !years.length || years.some((year) => from <= year && year <= to));
  const found = { hits: [], done: 0, of: periods.length };
  if (!periods.length) yield found;
  const waiting = [];
  for (let next = 0; next < periods.length || waiting.length; ) {
    while (next < periods.length && waiting.length < AHEAD) {
      const pending = inPeriod(files, periods[next++], groups, facets);
      pending.catch(() => {}); // it is met when its turn comes
      waiting.push(pending);
    }
    found.hits.push(...(await waiting.shift()));
    found.done += 1;
    yield found;
  }
}

async function inPeriod(files, period, groups, facets) {
  const needed = facets.size || !groups.length; // the facets of a period are more than all else that a query reads of it
  const [narrowed, ...met] = await Promise.all([
    needed ? files.part(period, "facets") : null,
    ...groups.map((group) => inGroup(files, period, group)),
  ]);
  const wanted = narrowed ? within(narrowed, facets) : () => true;
  const hits = [];
  const every = met.length ? met[0].keys() : narrowed.facets.keys();
  for (const number of every) {
    if (!wanted(number) || !met.every((group) => group.has(number))) continue;
    hits.push({ period, number, ...scored(met.map((group) => group.get(number))) });
  }
  return hits;
}

// Reports of a period in which a group of the query is met: number -> {parts: part -> weight, as}.
async function inGroup(files, period, group) {
  const found = new Map();
  const meet = async (word, fits, weight, as = null) => {
    const { words } = await files.part(period, `words-${shard(word, LETTERS, period.files)}`);
    for (const other of Object.keys(words)) {
      if (fits(other)) read(words[other], weight(other), found, as);
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

function read(postings, weight, found, as) {
  let number = 0;
  for (let i = 0; i < postings.length; i += 2) {
    number += postings[i];
    const part = postings[i + 1] >> 3;
    const score = (postings[i + 1] & 7) * weight;
    let met = found.get(number);
    if (!met) found.set(number, (met = { parts: new Map(), as }));
    if (met.as && !as) met.as = null;
    met.parts.set(part, Math.max(met.parts.get(part) ?? 0, score));
  }
}

// The score of a report over all groups, and the part that has most of them.
function scored(groups) {
  const parts = new Map();
  let score = 0;
  for (const group of groups) {
    let own = 0;
    for (const [part, weight] of group.parts) {
      own += weight;
      parts.set(part, (parts.get(part) ?? 0) + weight + 20);
    }
    score += Math.min(own, 20);
  }
  let part = 0;
  for (const [other, weight] of parts) if (weight > (parts.get(part) ?? 0)) part = other;
  return { score, part, as: groups.map((group) => group.as).filter(Boolean) };
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

// How many of some hits each facet has: {labels: key -> words, counts: key -> number}.
export async function counted(files, hits) {
  const found = { labels: new Map(), counts: new Map() };
  const periods = grouped(hits);
  const read = await Promise.all([...periods.keys()].map((period) => files.part(period, "facets")));
  [...periods.values()].forEach((own, i) => {
    const counts = new Map();
    for (const { number } of own) for (const facet of read[i].facets[number]) counts.set(facet, (counts.get(facet) ?? 0) + 1);
    for (const [facet, more] of counts) {
      const [key, words] = read[i].labels[facet];
      found.labels.set(key, words);
      found.counts.set(key, (found.counts.get(key) ?? 0) + more);
    }
  });
  return found;
}

function grouped(hits) {
  const periods = new Map();
  for (const hit of hits) {
    if (!periods.has(hit.period)) periods.set(hit.period, []);
    periods.get(hit.period).push(hit);
  }
  return periods;
}

// What is told of some hits: {url, title, lang, date, places, summary, story, status}.
export async function told(files, hits) {
  const { documents } = await files.index();
  return Promise.all(
    hits.map(async ({ period, number, part, as }) => {
      const file = await files.part(period, `reports-${Math.floor(number / documents)}`);
      const [url, title, lang, date, places, summary, stories, status] = file.told[number % documents];
      const story = part && stories[part - 1] ? { id: stories[part - 1][0], url: `${url}#${stories[part - 1][0]}`, title: stories[part - 1][1] } : null;
      return { url, title, lang, date, places, summary, story, status, as };
    }),
  );
}
