import { longestRising } from './longest-rising';

/** Ids of a run of the rows that a view has, in its order. */
export interface ReadRun {
  ids: readonly string[];
  /** It begins with the first row of the view. */
  isFirst: boolean;
  /** It ends with the last one. */
  isLast: boolean;
}

/** Records that keep their places, by what the view has in these by now. */
export interface PlacedAnew {
  /** They stand elsewhere in it. */
  moved: string[];
  /** Others stand where they were, and they are not in the run: they are elsewhere, or nowhere. */
  missing: string[];
  /** Where they were is not in the run. */
  unknown: string[];
}

/**
 * Which of the records that keep their places have others by now, or none. `shown` are the ids of a run of rows as they are
 * shown, undefined where a row is not loaded. Others may come, go and move meanwhile: a record has its place while it stands
 * between the same two of those that are not held and have kept their order.
 */
export function placedAnew(
  shown: readonly (string | undefined)[],
  { ids, isFirst, isLast }: ReadRun,
  held: ReadonlySet<string>,
): PlacedAnew {
  const placeOf = new Map(ids.map((id, at) => [id, at]));
  const steady = longestRising(shown.flatMap((id) => (id && !held.has(id) ? (placeOf.get(id) ?? []) : [])));
  const isSteady = new Set(steady.map((place) => ids[place]));
  const placed: PlacedAnew = { moved: [], missing: [], unknown: [] };
  /** Those of `steady` that are shown above. */
  let above = 0;
  for (const id of shown) {
    if (isSteady.has(id)) above += 1;
    if (id === undefined || !held.has(id)) continue;
    const place = placeOf.get(id);
    const isBetweenRead = (above > 0 || isFirst) && (above < steady.length || isLast);
    if (place !== undefined && steady.length > 0) {
      const hasItsPlace = steady.filter((other) => other < place).length === above;
      if (!hasItsPlace) placed.moved.push(id);
    } else if (!isBetweenRead) placed.unknown.push(id);
    else if (place === undefined) placed.missing.push(id);
  }
  return placed;
}
