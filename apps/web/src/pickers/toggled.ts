import type { OfferedLink } from '@/cells/offered-link';
import type { LeavingBy } from './option-list';

/** The list without `id` where it had it, else with it at the end. */
export const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

/** The list with `one` at the end, or right behind what is `earlier`. */
function placed<T>(
  list: readonly T[],
  one: T,
  idOf: (one: T) => string,
  earlier: ReadonlySet<string> | undefined,
): T[] {
  if (!earlier) return [...list, one];
  return list.toSpliced(list.findLastIndex((other) => earlier.has(idOf(other))) + 1, 0, one);
}

/** The list with `id`, at the end, or right behind what is `earlier`, where it had it not. */
export const added = (ids: readonly string[], id: string, earlier?: ReadonlySet<string>): string[] =>
  ids.includes(id) ? [...ids] : placed(ids, id, (one) => one, earlier);

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

/**
 * What a cell of one link, or of several, holds after a record was picked, which takes it out where it was linked: not where
 * the list was left `by` the pick. It comes right behind what is `earlier`, else at the end.
 */
export function linksAfterPick(
  several: boolean,
  links: readonly OfferedLink[],
  record: OfferedLink,
  by?: LeavingBy | undefined,
  earlier?: ReadonlySet<string>,
): readonly OfferedLink[] {
  if (!links.some(({ id }) => id === record.id))
    return several ? placed(links, record, ({ id }) => id, earlier) : [record];
  return by ? links : links.filter(({ id }) => id !== record.id);
}
