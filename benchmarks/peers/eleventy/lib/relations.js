import { archive } from "./archive.js";

const NEAREST = 4; // reports before, and as many after, that are looked at in each list
const MOST = 3; // that are given on each side
const LEAST = 8; // what is shared must weigh together
const SUBJECT = 40;
const RAREST = 10; // the weight of a name that two reports bear; one less for each doubling

/**
 * The reports that belong to each, by address: before it and after it, with the reason. `reports`: oldest first. Two are looked at where they
 * stand near each other in the list of a subject, an actor or a place; so one way through the reports, with the last few of each list at
 * hand, finds every pair, and what is found for one holds for both.
 */
export function relations(reports) {
  const counts = new Map();
  for (const { data } of reports) for (const id of [...data.actors, ...data.locations]) counts.set(id, (counts.get(id) ?? 0) + 1);
  const weights = new Map();
  for (const [id, n] of counts) weights.set(id, RAREST - (n > 1 ? 32 - Math.clz32(n - 1) : 0));
  const last = new Map(), ties = [], before = [], after = [];
  reports.forEach(({ data }, rank) => {
    const own = new Set();
    for (const { about } of data.claims) own.add(about), weights.set(about, SUBJECT);
    for (const id of data.actors) if (weights.get(id) > 0) own.add(id);
    for (const id of data.locations) if (weights.get(id) > 0) own.add(id);
    ties.push(own);
    before.push([]);
    after.push([]);
    const near = new Set();
    for (const tie of own) {
      const found = last.get(tie);
      if (!found) {
        last.set(tie, [rank]);
        continue;
      }
      for (const other of found) near.add(other);
      found.push(rank);
      if (found.length > NEAREST) found.shift();
    }
    for (const other of near) {
      let weight = 0;
      for (const tie of ties[other]) if (own.has(tie)) weight += weights.get(tie);
      if (weight < LEAST) continue;
      before[rank].push([weight, other]);
      after[other].push([weight, rank]);
    }
  });
  const told = (found, rank) =>
    found
      .sort((x, y) => y[0] - x[0] || Math.abs(x[1] - rank) - Math.abs(y[1] - rank))
      .slice(0, MOST)
      .sort((x, y) => x[1] - y[1])
      .map(([, other]) => [reports[other], reason(ties[rank], ties[other], weights)]);
  return new Map(reports.map(({ url }, rank) => [url, [told(before[rank], rank), told(after[rank], rank)]]));
}

function reason(own, others, weights) {
  const shared = [...own].filter((tie) => others.has(tie)).sort((x, y) => weights.get(y) - weights.get(x) || (x < y ? -1 : 1));
  const subject = shared.find((tie) => tie in archive.subjects);
  const names = shared.filter((tie) => !(tie in archive.subjects)).slice(0, 2);
  const words = subject ? [`shares the subject “${archive.subjects[subject]}”`] : [];
  if (names.length) words.push(`both name ${names.map((id) => (archive.actors[id] ?? archive.places[id]).name).join(" and ")}`);
  return words.join("; ");
}
