import { readFileSync } from "node:fs";

/** The names of actors, places and sources: `archive.actors["actor-1"].name`. */
export const archive = JSON.parse(readFileSync(new URL("../archive.json", import.meta.url), "utf8"));

/** What a place lies within, from the nearest to the widest. */
export function holders(id) {
  const found = [];
  for (let above = archive.places[id].above; above; above = archive.places[above].above) found.push(above);
  return found;
}

const inside = { actors: {}, places: {} };
for (const family of ["actors", "places"]) {
  for (const [id, one] of Object.entries(archive[family])) if (one.above) (inside[family][one.above] ??= []).push(id);
  for (const ids of Object.values(inside[family])) ids.sort();
}
/** What is part of an actor, or lies within a place, in order of id. */
export const within = (family, id) => inside[family]?.[id] ?? [];
