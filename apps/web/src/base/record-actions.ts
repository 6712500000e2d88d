import type { RawCell } from '@pyairtable/contracts';
import type { BaseSession } from '@pyairtable/realtime';
import { dismissToast, showToast } from '@pyairtable/ui';
import { announce } from '@/shell/announcements';

const count = (records: number): string => (records === 1 ? '1 record' : `${String(records)} records`);

/**
 * A person's acts on records. The toast of a deletion offers Undo for as long as the deletion is the last act: after
 * another one, "undo" would mean that one, so the toast goes.
 */
export class RecordActions {
  readonly #session: BaseSession;
  #undoToast: string | null = null;

  constructor(session: BaseSession) {
    this.#session = session;
  }

  update(
    tableId: string,
    records: { id: string; cells: Record<string, RawCell> }[],
    titles?: Record<string, string>,
  ): void {
    this.#acted();
    this.#session.updateRecords(tableId, records, titles);
  }

  create(
    tableId: string,
    records: { cells: Record<string, RawCell> }[],
    titles?: Record<string, string>,
  ): string[] {
    this.#acted();
    return this.#session.createRecords(tableId, records, titles);
  }

  delete(tableId: string, recordIds: readonly string[]): void {
    if (recordIds.length === 0) return;
    this.#acted();
    this.#session.deleteRecords(tableId, recordIds);
    this.#undoToast = showToast({ title: `${count(recordIds.length)} deleted`, undo: () => this.undo() });
  }

  undo(): void {
    this.#acted();
    if (this.#session.undo()) announce('Undone');
  }

  redo(): void {
    this.#acted();
    if (this.#session.redo()) announce('Redone');
  }

  #acted(): void {
    if (this.#undoToast !== null) dismissToast(this.#undoToast);
    this.#undoToast = null;
  }
}
