import { archive } from "./archive.js";

const SIZE = 50;
const WHOLE = 40; // reports of an actor, a place or a source that all stand on its own page
const NEWEST = 20; // that stand there of more
const LISTED = 250; // actors, places or sources on one page of an index
export const FAMILIES = ["actors", "places", "sources"];

const add = (map, key, one) => (map.has(key) ? map.get(key).push(one) : map.set(key, [one]));
export const decadeOf = (iso) => `${iso.slice(0, 3)}0s`;
/** How many parts of a list are full: they are cut from the oldest end, so that a new report changes none of them. */
const sealed = (count) => Math.max(0, Math.floor((count - SIZE / 2) / SIZE));

/** The parts of a list, newest first; `reports` oldest first. A part without a number is the first that is seen. */
function parts(reports, rest) {
  const last = sealed(reports.length);
  const cut = (number, start, end, newer, older) => ({ ...rest, number, start, end, newer, older, total: reports.length, reports: reports.slice(start, end).reverse() });
  const found = [cut(null, last * SIZE, reports.length, undefined, last || undefined)];
  for (let n = last; n; n--) found.push(cut(n, (n - 1) * SIZE, n * SIZE, n < last ? n + 1 : null, n - 1 || undefined));
  return found;
}

/** The parts of the lists of one actor, place or source by decade; of a decade with many reports, by year. */
function times(family, id, reports) {
  const years = new Map(), decades = new Map();
  for (const report of reports) add(years, report.day.slice(0, 4), report);
  for (const [year, own] of years) add(decades, decadeOf(year), [year, own]);
  const told = [], pages = [], known = [...decades.keys()];
  for (const [i, [decade, own]] of [...decades].entries()) {
    const all = own.flatMap(([, found]) => found);
    if (!sealed(all.length)) told.push([decade, all]);
    else {
      told.push(...own);
      const years = own.map(([year, found]) => [year, found.length]).reverse();
      pages.push({ family, id, iso: decade, number: null, years, before: known[i - 1], after: known[i + 1] });
    }
  }
  told.forEach(([iso, own], i) => pages.push(...parts(own, { family, id, iso, before: told[i - 1]?.[0], after: told[i + 1]?.[0] })));
  return [pages, told.map(([iso, own]) => [iso, own.length]).reverse()];
}

/** The reports (oldest first) by actor, place, source, day, month and year, cut into pages, with their neighbours. */
export function groups(reports) {
  const by = { actors: new Map(), places: new Map(), sources: new Map(), day: new Map(), month: new Map(), year: new Map() };
  const neighbours = new Map(), spoken = new Map();
  reports.forEach((report, i) => {
    const { data } = report, day = (report.day = report.date.toISOString().slice(0, 10));
    for (const family of FAMILIES) for (const id of data[family]) add(by[family], id, report);
    add(by.day, day, report);
    add(by.month, day.slice(0, 7), report);
    add(by.year, day.slice(0, 4), report);
    neighbours.set(report.url, [reports[i - 1], reports[i + 1]]);
    for (const claim of data.claims) add(spoken, claim.speaker, { claim, report });
  });
  const entities = [], entityTimes = [], indexPages = [];
  const counts = {};
  for (const family of FAMILIES) {
    counts[family] = new Map();
    for (const id of Object.keys(archive[family])) {
      const found = by[family].get(id) ?? [], whole = found.length <= WHOLE;
      counts[family].set(id, found.length);
      const [pages, told] = whole ? [[], []] : times(family, id, found);
      const shown = (whole ? found.slice() : found.slice(-NEWEST)).reverse();
      entities.push({ family, id, reports: found, shown, times: told, spoken: family === "actors" ? (spoken.get(id) ?? []) : [] });
      entityTimes.push(...pages);
    }
    const ids = Object.keys(archive[family]).sort((x, y) => (archive[family][x].name < archive[family][y].name ? -1 : 1));
    const count = ids.length > LISTED ? Math.ceil(ids.length / LISTED) : 0;
    indexPages.push({ family, ids, number: 0, count });
    for (let n = 1; n <= count; n++) indexPages.push({ family, ids: ids.slice((n - 1) * LISTED, n * LISTED), number: n, count });
  }
  const periods = [];
  by.decade = new Map();
  for (const [year, found] of by.year) add(by.decade, decadeOf(year), [year, found.length]);
  for (const kind of ["decade", "year", "month", "day"]) {
    const keys = [...by[kind].keys()];
    keys.forEach((iso, i) => periods.push({ kind, iso, reports: by[kind].get(iso), before: keys[i - 1], after: keys[i + 1] }));
  }
  for (const kind of ["month", "year"]) counts[kind] = [...by[kind]].map(([iso, found]) => [iso, found.length]).reverse();
  counts.decade = [...by.decade].map(([iso, years]) => [iso, years.reduce((sum, [, n]) => sum + n, 0)]).reverse();
  counts.claims = [...spoken.values()].reduce((sum, found) => sum + found.length, 0);
  const years = [...by.year.keys()];
  const coverage = [null, ...years].map((year, i) => ({ year, reports: year && by.year.get(year), before: i > 1 ? years[i - 2] : undefined, after: year && years[i] }));
  return { entities, entityTimes, indexPages, timelineParts: parts(reports, {}), periods, coverage, years: by.year, neighbours, counts };
}
