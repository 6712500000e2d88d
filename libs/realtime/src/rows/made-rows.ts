import type { ViewGroup } from '@pyairtable/contracts';
import { countBelow, LiftedRows, NOTHING_LIFTED } from './lifted-rows';

/** Where rows stand without regard to those made in groups. */
interface Standing {
  groups: readonly ViewGroup[];
  /** Positions of rows that are not shown, ascending. */
  hidden: readonly number[];
  indexOf(recordId: string): number | undefined;
}

/** Rows made here in groups: each is shown behind the others of its group until the server has placed it. */
export class MadeRows {
  #made: { id: string; group: number }[] = [];
  /** The groups that they were made in, ascending, and the last group inside each of those, ascending. */
  #groups: number[] = [];
  #lasts: number[] = [];
  #lifted = NOTHING_LIFTED;

  get lifted(): LiftedRows {
    return this.#lifted;
  }

  add(recordId: string, group: number): void {
    this.#made.push({ id: recordId, group });
  }

  /** Those stand in the groups by now. */
  forget(isPlaced: (recordId: string) => boolean): void {
    this.#made = this.#made.filter(({ id }) => !isPlaced(id));
  }

  /** Takes where everything stands now. */
  settle({ groups, hidden, indexOf }: Standing): void {
    const known = this.#made.flatMap(({ id, group }) => {
      const from = indexOf(id);
      const at = groups[group];
      if (from === undefined || !at) return [];
      return [{ id, group, from, last: lastInside(groups, group), end: at.start + at.count }];
    });
    // By group, for one without rows ends where others do; rows of a group stand behind those of groups inside it.
    known.sort((a, b) => a.last - b.last || b.group - a.group);
    this.#made = known;
    this.#groups = known.map(({ group }) => group).toSorted((a, b) => a - b);
    this.#lasts = known.map(({ last }) => last);
    this.#lifted =
      known.length === 0
        ? NOTHING_LIFTED
        : new LiftedRows(
            known.map(({ from, end }, at) => ({ from, to: end - countBelow(hidden, end) + at })),
          );
  }

  /** The groups with those that were made in them, each behind those of the groups before it. */
  withMade(groups: readonly ViewGroup[]): readonly ViewGroup[] {
    if (this.#made.length === 0) return groups;
    return groups.map((group, at) => {
      const before = countBelow(this.#lasts, at);
      const inside = countBelow(this.#groups, lastInside(groups, at) + 1) - countBelow(this.#groups, at);
      return { ...group, start: group.start + before, count: group.count + inside };
    });
  }
}

/** The last of the groups inside a group, itself where there are none. */
function lastInside(groups: readonly ViewGroup[], at: number): number {
  const { level } = groups[at] as ViewGroup;
  let last = at;
  while ((groups[last + 1]?.level ?? 0) > level) last += 1;
  return last;
}
