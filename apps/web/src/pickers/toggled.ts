import type { OfferedLink } from '@/cells/offered-link';

/** The list without `id` where it had it, else with it at the end. */
export const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

/** The list with `id`, at the end where it had it not. */
export const added = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? [...ids] : [...ids, id];

/** The list without a linked record where it had it, else with it at the end. */
export const toggledLink = (links: readonly OfferedLink[], record: OfferedLink): OfferedLink[] =>
  links.some(({ id }) => id === record.id) ? links.filter(({ id }) => id !== record.id) : [...links, record];

/** The list after a linked record was picked, of a field that takes one where `isOne`. */
export const afterLinkPick = (
  isOne: boolean,
  links: readonly OfferedLink[],
  record: OfferedLink,
): OfferedLink[] =>
  isOne && !links.some(({ id }) => id === record.id) ? [record] : toggledLink(links, record);

/** The list as it is `now` with what was put to it and taken out of it between `opened` and `left`. */
export function carriedOver<T>(
  opened: readonly T[],
  left: readonly T[],
  now: readonly T[],
  idOf: (one: T) => string,
): T[] {
  const has = (list: readonly T[], one: T) => list.some((other) => idOf(other) === idOf(one));
  const kept = now.filter((one) => has(left, one) || !has(opened, one));
  return [...kept, ...left.filter((one) => !has(opened, one) && !has(kept, one))];
}

/** What a cell of one id, or of several, holds after `id` was picked, which takes it out where it was chosen. */
export function cellAfterPick(several: boolean, chosen: readonly string[], id: string) {
  if (!several) return chosen.includes(id) ? null : id;
  const next = toggled(chosen, id);
  return next.length > 0 ? next : null;
}
