import type { Row } from '@pyairtable/contracts';
import type { KeptRecords } from './kept-records';
import type { PendingEdits } from './pending-edits';
import type { ShownRow } from './row-source';

/** The record that a person fills in, or has just changed: it is there until it is left, whichever rows the view has by then. */
export class HeldRecord {
  readonly #kept: KeptRecords;
  readonly #onChanged: () => void;
  #id: string | undefined;
  #row: Row | undefined;
  #end: () => void = () => undefined;

  /** `onChanged` is called when the server's record is another than it was, or known for the first time. */
  constructor(kept: KeptRecords, onChanged: () => void) {
    this.#kept = kept;
    this.#onChanged = onChanged;
  }

  /** Its id where it has no place, is not on its way, and is known to be there. */
  apartFrom({ created, deleted }: PendingEdits, hasPlace: (recordId: string) => boolean): string | undefined {
    const id = this.#id;
    if (id === undefined || !this.#isThere || deleted.has(id) || hasPlace(id)) return undefined;
    return created.some((record) => record.id === id) ? undefined : id;
  }

  /** Holds that record and no other; `rowOf` tells what it is as far as is known. */
  hold(recordId: string | undefined, rowOf: (recordId: string) => Row | undefined): void {
    if (recordId === this.#id) return;
    this.#end();
    this.#id = recordId;
    this.#row = undefined;
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
