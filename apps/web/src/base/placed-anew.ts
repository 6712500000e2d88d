/**
 * Which of the records that keep their places have others by now, or none. `shown` are the ids of a run of rows as they are
 * shown, `read` those that the view has in these rows (`isFirst`: from its first on). A record has its place while it
 * stands below the same one that is not held: such do not change their order.
 */
export function placedAnew(
  shown: readonly (string | undefined)[],
  read: readonly string[],
  held: ReadonlySet<string>,
  isFirst: boolean,
): { moved: string[]; missing: string[] } {
  const known = new Set(shown);
  const above = (ids: readonly (string | undefined)[], at: number): string | undefined =>
    ids.slice(0, at).findLast((id) => id !== undefined && known.has(id) && !held.has(id));
  const [moved, missing]: [string[], string[]] = [[], []];
  for (const [at, id] of shown.entries()) {
    if (id === undefined || !held.has(id)) continue;
    const now = read.indexOf(id);
    const [before, after] = [above(shown, at), above(read, now)];
    if (now < 0) missing.push(id);
    else if (before !== after || (before === undefined && !isFirst)) moved.push(id);
  }
  return { moved, missing };
}
