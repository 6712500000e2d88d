import type { RawCell } from '@pyairtable/contracts';
import type { ActProgress, BaseSession, BegunAct, StepFate, TakenStep } from '@pyairtable/realtime';
import { dismissToast, showToast } from '@pyairtable/ui';
import type { LinkedToMake } from '@/cells/offered-link';
import { countOf, wordsForStopped } from './stopped-act';
import { WaitingSteps } from './waiting-steps';

type Updates = { id: string; cells: Record<string, RawCell> }[];
type Creates = { cells: Record<string, RawCell> }[];

/** An act was taken back or done again. */
type OnStep = (done: 'Undone' | 'Redone', step: TakenStep) => void;

/**
 * A person's acts on records. The toast of a deletion offers Undo for as long as the deletion is the last act: after
 * another one, of the structure or of a view too, "undo" would mean that one, so the toast goes.
 */
export class RecordActions {
  readonly #session: BaseSession;
  readonly #waiting: WaitingSteps;
  readonly #updateListeners = new Set<(tableId: string, updates: Updates) => void>();
  /** The toast that offers Undo, there or due when a long deletion is done, and how to take it away. */
  #undoToast: (() => void) | null = null;
  /** What was told of an act, which is true until that is undone. */
  #told: { act: object | undefined; toast: string } | null = null;

  constructor(session: BaseSession) {
    this.#session = session;
    this.#waiting = new WaitingSteps(session);
  }

  /** `linked`: records to link to that are made with it, unless another act made them already. */
  update(
    tableId: string,
    records: Updates,
    titles?: Record<string, string>,
    linked?: readonly LinkedToMake[],
  ): void {
    this.#acted();
    this.#withLinked(linked, () => this.#session.updateRecords(tableId, records, titles));
    this.#updated(tableId, records);
  }

  create(
    tableId: string,
    records: Creates,
    titles?: Record<string, string>,
    linked?: readonly LinkedToMake[],
  ): string[] {
    this.#acted();
    return this.#withLinked(linked, () => this.#session.createRecords(tableId, records, titles));
  }

  /** Makes records and does what links to them, as one act. */
  #withLinked<T>(linked: readonly LinkedToMake[] = [], work: () => T): T {
    const unmade = linked.filter(({ id }) => !this.#session.hasMade(id));
    if (unmade.length === 0) return work();
    return this.#session.asOneAct(() => {
      this.#make(unmade);
      return work();
    });
  }

  #make(linked: readonly LinkedToMake[]): void {
    const byTable = new Map<string, Map<string, LinkedToMake>>();
    for (const record of linked) {
      const others = byTable.get(record.tableId) ?? new Map<string, LinkedToMake>();
      byTable.set(record.tableId, others.set(record.id, record));
    }
    for (const [tableId, records] of byTable)
      this.#session.createRecords(
        tableId,
        [...records.values()].map(({ id, cells }) => ({ id, cells })),
      );
  }

  /** Writes to present records and creates others, and those that they link to, as one act. */
  paste(
    tableId: string,
    updates: Updates,
    creates: Creates,
    titles: Record<string, string>,
    linked: readonly LinkedToMake[] = [],
  ): void {
    if (updates.length === 0 && creates.length === 0) return;
    this.#acted();
    this.#session.asOneAct(() => {
      this.#make(linked.filter(({ id }) => !this.#session.hasMade(id)));
      if (updates.length > 0) this.#session.updateRecords(tableId, updates, titles);
      if (creates.length > 0) this.#session.createRecords(tableId, creates, titles);
    });
    this.#updated(tableId, updates);
  }

  delete(tableId: string, recordIds: readonly string[]): void {
    if (recordIds.length === 0) return;
    this.#acted();
    this.#session.deleteRecords(tableId, recordIds);
    this.#offerUndo(`${countOf(recordIds.length)} deleted`);
  }

  /** Tells what `remove` deletes of the structure, as soon as it is, which undo brings back. Throws as `remove` does. */
  async deleting(name: string, remove: () => Promise<void>): Promise<void> {
    this.#acted();
    const removed = remove();
    const act = this.#session.lastAct;
    await removed;
    // After something else undo would mean that.
    if (act === this.#session.lastAct) this.#offerUndo(`“${name}” was deleted`);
  }

  /** Gives a long act up halfway, and says how far it came. */
  stop(act: ActProgress): void {
    const title = wordsForStopped(act.kind, act.cancel());
    // Only a deletion offers Undo, and where some of it was done: behind what undo itself brings back there is another act.
    if (this.#undoToast === null) return void showToast({ title });
    this.#acted();
    this.#offerUndo(title, true);
  }

  /** An act begins that needs a while before anything is done; undo gives it up. `joins`: it adds to what its cells hold then. */
  begin(tableId: string, giveUp: () => void = () => undefined, joins = false): BegunAct {
    this.#acted();
    return this.#session.beginAct({ tableId, giveUp, joins });
  }

  /** Whether acts that were begun are still to be done: what is shown need not be what was asked for last. */
  get isExpecting(): boolean {
    return this.#session.isExpecting;
  }

  /** Tells what the last act did, which can be undone. */
  tell(toast: Parameters<typeof showToast>[0]): void {
    this.#told = { act: this.#session.lastAct, toast: showToast(toast) };
  }

  undo(): void {
    if (this.#told && this.#told.act === this.#session.lastAct) {
      dismissToast(this.#told.toast);
      this.#told = null;
    }
    this.#step(() => this.#session.undo());
  }

  redo(): void {
    this.#step(() => this.#session.redo());
  }

  /** Calls `listener` with what this person writes to records; the result ends that. */
  onUpdate(listener: (tableId: string, updates: Updates) => void): () => void {
    this.#updateListeners.add(listener);
    return () => this.#updateListeners.delete(listener);
  }

  /** Calls `listener` when something was undone or redone, which may be later than it was asked for; the result ends that. */
  onStep(listener: OnStep): () => void {
    return this.#session.subscribe((event) => {
      if (event.type === 'step') listener(event.kind === 'undo' ? 'Undone' : 'Redone', event);
    });
  }

  #step(step: () => StepFate): void {
    this.#acted();
    if (step() === 'waits') this.#waiting.pressed();
  }

  #updated(tableId: string, updates: Updates): void {
    for (const listener of [...this.#updateListeners]) listener(tableId, updates);
  }

  /** Tells of the last act, when that is done: what takes long has a line of its own meanwhile. */
  #offerUndo(title: string, atOnce = false): void {
    const { lastAct } = this.#session;
    let toast: string | undefined;
    const look = () => {
      if (toast === undefined && (atOnce || this.#session.act === null))
        toast = showToast({ title, undo: () => this.undo() });
    };
    const ends = this.#session.subscribe(({ type }) => {
      if (type === 'history' && this.#session.lastAct !== lastAct) this.#acted();
      else if (type === 'act') look();
    });
    this.#undoToast = () => {
      ends();
      if (toast !== undefined) dismissToast(toast);
    };
    look();
  }

  #acted(): void {
    this.#undoToast?.();
    this.#undoToast = null;
  }
}
