import type { PlannedLink } from './base-plan';

/** A link between the records of a pair of fields, and its place in the list of the linked record. */
export interface PlacedLink {
  own: string;
  linked: string;
  place: number;
}

/** The links by record, each list in its order. */
function listsBy(links: readonly PlacedLink[], end: 'own' | 'linked'): PlacedLink[][] {
  const lists = new Map<string, PlacedLink[]>();
  for (const link of links) {
    const list = lists.get(link[end]);
    if (list) list.push(link);
    else lists.set(link[end], [link]);
  }
  return [...lists.values()];
}

/**
 * The links in an order in which making them one after the other gives the lists of both ends: that in which they come,
 * where it does. `links` come in the order of the lists of their own records. Where no such order is, as people have
 * arranged both ends, they keep that of their own records and have places.
 */
export function makingOrder(links: readonly PlacedLink[]): PlannedLink[] {
  const inverse = listsBy(links, 'linked');
  if (inverse.every((list) => list.every(({ place }, at) => at === 0 || (list[at - 1]?.place ?? 0) <= place)))
    return links.map(({ own, linked }) => [own, linked]);
  const followers = new Map<PlacedLink, PlacedLink[]>();
  const awaited = new Map<PlacedLink, number>();
  const sorted = inverse.map((list) => [...list].sort((a, b) => a.place - b.place));
  for (const list of [...listsBy(links, 'own'), ...sorted])
    for (const [at, link] of list.entries()) {
      const next = list[at + 1];
      if (!next) continue;
      followers.set(link, [...(followers.get(link) ?? []), next]);
      awaited.set(next, (awaited.get(next) ?? 0) + 1);
    }
  const ordered = links.filter((link) => !awaited.has(link));
  for (const link of ordered)
    for (const next of followers.get(link) ?? []) {
      const left = (awaited.get(next) ?? 0) - 1;
      awaited.set(next, left);
      if (left === 0) ordered.push(next);
    }
  if (ordered.length === links.length) return ordered.map(({ own, linked }) => [own, linked]);
  // Stored places have gaps where links were taken away.
  const places = new Map(sorted.flatMap((list) => list.map((link, at) => [link, at] as const)));
  return links.map((link) => [link.own, link.linked, places.get(link) ?? 0]);
}
