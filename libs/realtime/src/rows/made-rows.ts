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
  #ends: number[] = [];
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
      return from === undefined || !at ? [] : [{ id, group, from, end: at.start + at.count }];
    });
    known.sort((a, b) => a.end - b.end);
    this.#made = known;
    this.#ends = known.map(({ end }) => end);
    this.#lifted =
      known.length === 0
        ? NOTHING_LIFTED
        : new LiftedRows(
            known.map(({ from, end }, at) => ({ from, to: end - countBelow(hidden, end) + at })),
          );
  }

  /** How many of them are shown before what stands from a position on. */
  before(position: number): number {
    return countBelow(this.#ends, position + 1);
  }
}
