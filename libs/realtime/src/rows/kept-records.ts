import type { Change, RawCell, Row } from '@pyairtable/contracts';
import type { Timers } from '../client/socket';
import type { LoggedRows } from './logged-rows';
import { retryDelay } from './retry-delay';
import type { FetchRows } from './row-source';

export interface KeptRecordsOptions {
  tableId: string;
  fieldIds: readonly string[];
  logged: LoggedRows;
  fetchRows: FetchRows;
  timers: Timers;
  /** The record as the windows have it, unless it is to be read again there. */
  held(recordId: string): Row | undefined;
  laidOver(row: Row, written: Written): Row;
}

type Written = Readonly<Record<string, RawCell>>;

interface Kept {
  listeners: Set<() => void>;
  /** The server's, carried along by the log whether a window holds it or not. */
  row: Row | undefined;
  /** What it was last under pending cells. */
  under: { row: Row; written: Written; shown: Row } | null;
  isMissing: boolean;
  isHeld: boolean;
  isDue: boolean;
  readAt: number;
  /** Reads that failed since the last one that did not. */
  failures: number;
  /** What the log said since the read that is under way began; null while none is. */
  since: Change[] | null;
  cancelTimer: (() => void) | null;
  abort: AbortController;
}

/** Between two reads of a record: a burst of changes costs one. */
const MIN_INTERVAL_MS = 250;

/** Records that are shown by themselves: they stay live though no window holds their rows, or ever did. */
export class KeptRecords {
  readonly #options: KeptRecordsOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: KeptRecordsOptions) {
    this.#options = options;
  }

  /** Calls `changed` when the record may be another than it was; the result ends that. `known`: what it is until it is read. */
  keep(recordId: string, changed: () => void, known?: Row): () => void {
    const kept = this.#kept.get(recordId) ?? started();
    kept.row ??= known;
    this.#kept.set(recordId, kept);
    kept.listeners.add(changed);
    this.#settle(recordId, kept);
    return () => {
      kept.listeners.delete(changed);
      if (kept.listeners.size === 0) this.#forget(recordId, kept);
    };
  }

  /** A record that is kept, under its pending cells: the same object until something in it changes; undefined until it is read. */
  shownOf(recordId: string, written: Written | undefined): Row | undefined {
    const kept = this.#kept.get(recordId);
    if (!kept?.row || !written) return kept?.row;
    const { row, under } = kept;
    if (under?.row !== row || under.written !== written)
      kept.under = { row, written, shown: this.#options.laidOver(row, written) };
    return kept.under?.shown;
  }

  /** Whether a record that is kept is not there. */
  isMissing(recordId: string): boolean {
    return this.#kept.get(recordId)?.isMissing ?? false;
  }

  /** Takes what a change says of the records. */
  apply(change: Change): void {
    for (const [recordId, kept] of this.#kept) {
      kept.since?.push(change);
      this.#carry(recordId, kept, change);
      kept.isDue ||= this.#options.logged.unsaid(change).length > 0;
    }
  }

  /** What the records are may not follow from the log. */
  mark(): void {
    for (const [recordId, kept] of this.#kept) {
      Object.assign(kept, { isDue: true, under: null });
      this.#settle(recordId, kept);
    }
  }

  /** Something shown changed: records that the windows have are as they have them, the others are read where they are due. */
  settle(): void {
    for (const [recordId, kept] of this.#kept) {
      this.#settle(recordId, kept);
      for (const changed of [...kept.listeners]) changed();
    }
  }

  /** The connection is back: what could not be read is read now. */
  retryNow(): void {
    for (const [recordId, kept] of this.#kept) {
      if (kept.failures === 0) continue;
      kept.cancelTimer?.();
      kept.cancelTimer = null;
      this.#settle(recordId, kept);
    }
  }

  close(): void {
    for (const [recordId, kept] of this.#kept) this.#forget(recordId, kept);
  }

  #settle(recordId: string, kept: Kept): void {
    const held = this.#options.held(recordId);
    if (held) {
      Object.assign(kept, { row: held, isMissing: false, isHeld: true, isDue: false });
      return;
    }
    // What a window brought last of it may be older than what it holds without it.
    kept.isDue ||= kept.isHeld && !kept.isMissing;
    kept.isHeld = false;
    if (kept.isDue) this.#read(recordId, kept);
  }

  #read(recordId: string, kept: Kept): void {
    if (kept.since || kept.cancelTimer) return;
    const { timers, fetchRows, fieldIds } = this.#options;
    const wait = kept.readAt + MIN_INTERVAL_MS - timers.now();
    if (wait > 0) {
      this.#after(wait, recordId, kept);
      return;
    }
    kept.readAt = timers.now();
    kept.isDue = false;
    kept.since = [];
    const { signal } = kept.abort;
    fetchRows({ ids: [recordId], fields: [...fieldIds], signal }).then(
      ([row]) => {
        if (signal.aborted) return;
        const since = kept.since ?? [];
        Object.assign(kept, { row, isMissing: !row, since: null, failures: 0 });
        for (const change of since) this.#carry(recordId, kept, change);
        this.settle();
      },
      () => {
        if (signal.aborted) return;
        this.#after(retryDelay(kept.failures, timers.now() - kept.readAt), recordId, kept);
        Object.assign(kept, { since: null, isDue: true, failures: kept.failures + 1 });
      },
    );
  }

  #after(delayMs: number, recordId: string, kept: Kept): void {
    kept.cancelTimer = this.#options.timers.after(delayMs, () => {
      kept.cancelTimer = null;
      this.#settle(recordId, kept);
    });
  }

  #carry(recordId: string, kept: Kept, change: Change): void {
    const { tableId, logged } = this.#options;
    for (const part of change.changes) {
      if (part.kind !== 'records' || part.tableId !== tableId) continue;
      if (part.deleted?.some(({ id }) => id === recordId))
        Object.assign(kept, { row: undefined, isMissing: true });
      const created = part.created?.find(({ id }) => id === recordId);
      if (created) {
        Object.assign(kept, { row: logged.created(created, change), isMissing: false });
        kept.isDue ||= !logged.isWhole();
      }
      const updated = part.updated?.find(({ id }) => id === recordId);
      if (updated && kept.row) kept.row = logged.updated(kept.row, updated.after, change);
    }
  }

  #forget(recordId: string, { cancelTimer, abort }: Kept): void {
    cancelTimer?.();
    abort.abort();
    this.#kept.delete(recordId);
  }
}

const started = (): Kept => ({
  listeners: new Set(),
  row: undefined,
  under: null,
  isMissing: false,
  isHeld: false,
  isDue: true,
  readAt: Number.NEGATIVE_INFINITY,
  failures: 0,
  since: null,
  cancelTimer: null,
  abort: new AbortController(),
});
