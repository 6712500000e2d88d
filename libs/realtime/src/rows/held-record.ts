import type { Row } from '@pyairtable/contracts';
import type { KeptRecords } from './kept-records';
import type { PendingEdits } from './pending-edits';
import type { ShownRow } from './row-source';

/** What the windows have of the view. */
interface Places {
  readonly total: number;
  positionOf(recordId: string): number | undefined;
  rowAt(position: number): Row | undefined;
}

/** The record that a person fills in, or has just changed: it is there until it is left, whichever rows the view has by then. */
export class HeldRecord {
  readonly #kept: KeptRecords;
  readonly #onChanged: () => void;
  #id: string | undefined;
  #row: Row | undefined;
  /** Where the windows had it last; null where it has no place in the view, undefined where that is not known. */
  #place: number | null | undefined;
  #end: () => void = () => undefined;

  /** `onChanged` is called when the server's record is another than it was, or known for the first time. */
  constructor(kept: KeptRecords, onChanged: () => void) {
    this.#kept = kept;
    this.#onChanged = onChanged;
  }

  /**
   * Its id where it has lost its place or was made without one, is not on its way, and is known to be there. A place that
   * the windows have let go of, scrolled away, is still its own, and rows that were never loaded may have it.
   */
  apartFrom({ created, deleted }: PendingEdits, places: Places): string | undefined {
    const id = this.#id;
    if (id === undefined) return undefined;
    const isOnItsWay = created.some((record) => record.id === id);
    const place = places.positionOf(id);
    this.#place = place ?? (isOnItsWay ? null : this.#place);
    if (place !== undefined || isOnItsWay || !this.#isThere || deleted.has(id)) return undefined;
    return this.#hasLost(places) ? id : undefined;
  }

  #hasLost(places: Places): boolean {
    const place = this.#place;
    return (
      place === null || (place !== undefined && (place >= places.total || places.rowAt(place) !== undefined))
    );
  }

  /** Holds that record and no other, which has no place if `isApart`; `rowOf` tells what it is as far as is known. */
  hold(recordId: string | undefined, isApart: boolean, rowOf: (recordId: string) => Row | undefined): void {
    if (recordId === this.#id) return;
    this.#end();
    this.#id = recordId;
    this.#row = undefined;
    this.#place = isApart ? null : undefined;
    this.#end = () => undefined;
    if (recordId === undefined) return;
    this.#end = this.#kept.keep(recordId, () => this.#look(recordId), rowOf(recordId));
    this.#row = this.#kept.shownOf(recordId, undefined);
  }

  #look(recordId: string): void {
    const row = this.#kept.shownOf(recordId, undefined);
    if (row === this.#row) return;
    const was = this.#isThere;
    this.#row = row;
    if (was || this.#isThere) this.#onChanged();
  }

  get #isThere(): boolean {
    return this.#row !== undefined && !(this.#row as ShownRow).unsaved;
  }
}
