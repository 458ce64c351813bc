import { archive } from "./archive.js";

const SIZE = 50;

function parts(reports, rest) {
  const newest = [...reports].reverse();
  const count = Math.max(1, Math.ceil(newest.length / SIZE));
  return Array.from({ length: count }, (_, n) => ({
    ...rest,
    number: n + 1,
    count,
    total: reports.length,
    all: reports,
    reports: newest.slice(n * SIZE, (n + 1) * SIZE),
  }));
}

/** The reports (oldest first) by actor, place, source, day, month and year, cut into pages, with their neighbours. */
export function groups(reports) {
  const by = { actors: new Map(), places: new Map(), sources: new Map(), day: new Map(), month: new Map(), year: new Map() };
  const add = (map, key, report) => (map.has(key) ? map.get(key).push(report) : map.set(key, [report]));
  const neighbours = new Map();
  reports.forEach((report, i) => {
    for (const family of ["actors", "places", "sources"]) for (const id of report.data[family]) add(by[family], id, report);
    const day = report.date.toISOString().slice(0, 10);
    add(by.day, day, report);
    add(by.month, day.slice(0, 7), report);
    add(by.year, day.slice(0, 4), report);
    neighbours.set(report.url, [reports[i - 1], reports[i + 1]]);
  });
  const entityParts = [];
  const counts = {};
  for (const family of ["actors", "places", "sources"]) {
    counts[family] = new Map();
    for (const id of Object.keys(archive[family])) {
      const found = by[family].get(id) ?? [];
      counts[family].set(id, found.length);
      entityParts.push(...parts(found, { family, id }));
    }
  }
  const periods = [];
  for (const kind of ["year", "month", "day"]) {
    const keys = [...by[kind].keys()];
    keys.forEach((iso, i) => periods.push({ kind, iso, reports: by[kind].get(iso), before: keys[i - 1], after: keys[i + 1] }));
  }
  counts.month = new Map([...by.month].map(([iso, found]) => [iso, found.length]));
  counts.year = new Map([...by.year].map(([iso, found]) => [iso, found.length]));
  return { entityParts, timelineParts: parts(reports, {}), periods, neighbours, counts };
}
