import { joined } from './position-ranges';

/** A row that is shown at an index other than its own. */
export interface LiftedRow {
  /** Its index among all rows. */
  from: number;
  /** Index it is shown at. */
  to: number;
}

/** The order of rows of which some are lifted to other places: which index is shown where. */
export class LiftedRows {
  readonly #byIndex: ReadonlyMap<number, number>;
  readonly #byPlace: ReadonlyMap<number, number>;
  readonly #froms: readonly number[];
  readonly #tos: readonly number[];

  constructor(rows: readonly LiftedRow[]) {
    this.#byIndex = new Map(rows.map(({ from, to }) => [from, to]));
    this.#byPlace = new Map(rows.map(({ from, to }) => [to, from]));
    this.#froms = rows.map(({ from }) => from).toSorted((a, b) => a - b);
    this.#tos = rows.map(({ to }) => to).toSorted((a, b) => a - b);
  }

  get indexes(): readonly number[] {
    return this.#froms;
  }

  /** Index of the row that is shown at a place. */
  at(place: number): number {
    return this.#byPlace.get(place) ?? putBetween(place - countBelow(this.#tos, place), this.#froms);
  }

  /** Where the row of an index is shown. */
  placeOf(index: number): number {
    return this.#byIndex.get(index) ?? putBetween(index - countBelow(this.#froms, index), this.#tos);
  }
}

export const NOTHING_LIFTED = new LiftedRows([]);

/** How many of ascending numbers are lower. */
export function countBelow(ascending: readonly number[], number: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the `nth` of those that stand nowhere among `taken`, ascending. */
function putBetween(nth: number, taken: readonly number[]): number {
  let place = nth;
  for (const one of taken) if (one <= place) place += 1;
  return place;
}

/** Ids of the rows that are shown at places `start` up to `end`; `read` reads those of a run of indexes. */
export async function idsShownAt(
  lifted: LiftedRows,
  start: number,
  end: number,
  read: (start: number, end: number) => Promise<string[]>,
): Promise<string[]> {
  const places = Array.from({ length: end - start }, (_, at) => lifted.at(start + at));
  const ids = new Map<number, string>();
  for (const range of joined(places.map((index) => ({ start: index, end: index + 1 })))) {
    const found = await read(range.start, range.end);
    found.forEach((id, at) => ids.set(range.start + at, id));
  }
  return places.flatMap((index) => ids.get(index) ?? []);
}
