import type { Change, RecordChanges, Row, RowWindow } from '@pyairtable/contracts';
import { joined, lengthOf, type PositionRange, widened } from './position-ranges';
import { applyToRun, endOf, type Run, runOf, type RunShape, stamp } from './run';
import { movesRows, type ViewRule } from './view-rule';

/** What a change did to the rows held: everything may have moved, or only the cells of some rows changed. */
export interface StoreEffect {
  moved: boolean;
  /** Every row that is held is to be read again when visible. */
  stale: boolean;
  /** Fields written per record that is held. */
  written: { recordId: string; fieldIds: string[] }[];
}

export interface WindowStoreOptions extends RunShape {
  tableId: string;
  /** A change that moves rows by it makes positions unknown. */
  rule: ViewRule;
  maxRows: number;
}

/** Changes kept to carry over a window that was read before they were made. */
const MAX_REPLAY = 1_000;

/**
 * The server's rows of one view as far as they are known: sparse runs by position, carried along by the log. Holds no
 * pending edits. Positions and `total` are exact for what the log and the windows said so far.
 */
export class WindowStore {
  readonly #options: WindowStoreOptions;
  #runs: Run[] = [];
  #recent: Change[] = [];
  #total = 0;
  #totalSeq = -1;
  #counted = false;
  /** Positions by record; made anew after rows moved. */
  #places: Map<string, number> | null = null;

  constructor(options: WindowStoreOptions) {
    this.#options = options;
  }

  get byCreation(): boolean {
    return this.#options.rule.byCreation;
  }

  /** Records in the view. */
  get total(): number {
    return this.#total;
  }

  /** False until a first window arrived. */
  get known(): boolean {
    return this.#totalSeq >= 0;
  }

  /** False while `total` may be wrong: before the first window, and after the log was interrupted. */
  get counted(): boolean {
    return this.#counted;
  }

  rowAt(position: number): Row | undefined {
    const run = this.#runAt(position);
    return run?.rows[position - run.start];
  }

  /** True for a row that need not be read. */
  isFresh(position: number): boolean {
    const run = this.#runAt(position);
    return run !== undefined && !run.stale;
  }

  /** Whether rows that are held may have moved since they were read. */
  get hasStale(): boolean {
    return this.#runs.some(({ stale }) => stale);
  }

  positionOf(recordId: string): number | undefined {
    return this.#index().get(recordId);
  }

  rowOf(recordId: string): Row | undefined {
    const position = this.positionOf(recordId);
    return position === undefined ? undefined : this.rowAt(position);
  }

  /** Positions of those of the records that are held, ascending. */
  positionsOf(recordIds: ReadonlySet<string>): number[] {
    const places = this.#index();
    const positions: number[] = [];
    if (recordIds.size > places.size) {
      for (const [id, position] of places) if (recordIds.has(id)) positions.push(position);
    } else for (const id of recordIds) positions.push(...(places.has(id) ? [places.get(id) as number] : []));
    return positions.sort((a, b) => a - b);
  }

  /** The first `limit` of the records that stand in the ranges. */
  idsIn(ranges: readonly PositionRange[], limit: number): string[] {
    const ids: string[] = [];
    for (const { start, end } of ranges) {
      for (let position = start; position < end && ids.length < limit; position += 1) {
        const row = this.rowAt(position);
        if (row) ids.push(row.id);
      }
    }
    return ids;
  }

  /** The row to ask after for a window from `start`: its `n`, and the number its position is as of. */
  anchorBefore(start: number): { n: number; seq: number } | undefined {
    if (!this.byCreation || start === 0) return undefined;
    const run = this.#runAt(start - 1);
    const row = run?.rows[start - 1 - run.start];
    return run && row && !run.stale && run.positionSeq >= run.contentSeq
      ? { n: row.n, seq: run.positionSeq }
      : undefined;
  }

  /**
   * Takes a window read from the server. False when it is older than the changes still at hand can make up for: read
   * it again. `last` is the number of the last change applied here.
   */
  insert(window: RowWindow, last: number, anchor?: { n: number; seq: number }): boolean {
    const run = runOf(window, anchor);
    const missed = this.#recent.filter(({ seq }) => seq > Math.min(run.contentSeq, run.positionSeq));
    const oldest = Math.min(run.contentSeq, run.positionSeq) + 1;
    if (oldest <= last && missed[0]?.seq !== oldest) return false;
    let total = window.total;
    const told: string[] = [];
    for (const change of missed) {
      const parts = this.#partsOf(change);
      if (this.#losesPlace(run, change)) run.stale = true;
      // A new last row is not known to follow this run unless the run ended the view; then it is read when visible.
      for (const part of parts) {
        applyToRun(run, part, change, this.#options, endOf(run) === total);
        if (change.seq > window.seq) {
          total += growth(part);
          told.push(...createdIn(part));
        }
      }
      stamp(run, change.seq);
    }
    const asOf = Math.max(window.seq, last);
    if (asOf >= this.#totalSeq) {
      this.#total = total;
      this.#totalSeq = asOf;
      this.#counted = true;
      this.#endAt(total);
    }
    if (run.rows.length > 0) {
      this.#cut(run.start, endOf(run));
      this.#runs.push(run);
      this.#readAgain(told);
    }
    this.#tidy();
    return true;
  }

  /** Fields that changes after `seq` have left to be read again. */
  unsaidAfter(seq: number): string[] {
    const { logged } = this.#options;
    const later = this.#recent.filter((change) => change.seq > seq);
    return [...new Set(later.flatMap((change) => logged.unsaid(change)))];
  }

  /** Carries all runs over a change of the log. Call it once per change, in order. */
  apply(change: Change): StoreEffect {
    this.#recent.push(change);
    if (this.#recent.length > MAX_REPLAY) this.#recent.shift();
    const effect: StoreEffect = { moved: false, stale: false, written: [] };
    const held = new Set(this.#runs.flatMap(({ rows }) => rows.map(({ id }) => id)));
    if (movesRows(this.#options.rule, change, this.#options.tableId)) effect.stale = true;
    for (const part of this.#partsOf(change)) {
      if (this.byCreation) {
        for (const run of this.#runs)
          applyToRun(run, part, change, this.#options, this.#endsView(run, change.seq));
      } else if (this.#applySorted(part, change)) effect.stale = true;
      if (change.seq > this.#totalSeq && this.known) this.#total += growth(part);
      if (part.created?.length || part.deleted?.length) effect.moved = true;
      for (const { id, after } of part.updated ?? []) {
        if (held.has(id)) effect.written.push({ recordId: id, fieldIds: Object.keys(after) });
      }
    }
    if (effect.stale) this.staleAll();
    effect.moved ||= effect.stale;
    this.#showAtEnd(change);
    this.#readAgain(this.#partsOf(change).flatMap(createdIn));
    this.#places = null;
    for (const run of this.#runs) stamp(run, change.seq);
    if (this.known) this.#totalSeq = Math.max(this.#totalSeq, change.seq);
    if (effect.moved || this.#total === 0) this.#tidy();
    return effect;
  }

  /** Puts the fields of `rows` as just read over the rows held, except those that `keep` names. */
  refreshCells(
    rows: readonly Row[],
    fieldIds: readonly string[],
    keep: (recordId: string, fieldId: string) => boolean,
  ): void {
    const read = new Map(rows.map((row) => [row.id, row]));
    for (const run of this.#runs) {
      run.rows = run.rows.map((row) => {
        const found = read.get(row.id);
        if (!found) return row;
        const cells = { ...row.cells };
        for (const fieldId of fieldIds) {
          if (keep(row.id, fieldId)) continue;
          const cell = found.cells[fieldId];
          if (cell === undefined) delete cells[fieldId];
          else cells[fieldId] = cell;
        }
        return { ...row, cells };
      });
    }
  }

  /** Everything held is to be read again when visible; the log was interrupted and goes on after `seq`. */
  restart(seq: number): void {
    this.#places = null;
    this.#recent = [];
    this.#counted = false;
    if (this.known) this.#totalSeq = seq;
    for (const run of this.#runs) {
      run.stale = true;
      stamp(run, seq);
    }
  }

  /** Every row is to be read again when it is visible. */
  staleAll(): void {
    for (const run of this.#runs) run.stale = true;
  }

  /** Rows outside of the ranges are to be read again when they become visible. */
  staleOutside(ranges: readonly PositionRange[]): void {
    const inside = joined(ranges);
    const outside = inside.map(({ end }, at) => ({
      start: end,
      end: inside[at + 1]?.start ?? Number.MAX_SAFE_INTEGER,
    }));
    outside.unshift({ start: 0, end: inside[0]?.start ?? Number.MAX_SAFE_INTEGER });
    this.#runs = this.#runs.flatMap((run) => [
      ...inside.flatMap(({ start, end }) => slice(run, start, end)),
      ...outside.flatMap(({ start, end }) =>
        slice(run, start, end).map((part) => ({ ...part, stale: true })),
      ),
    ]);
    this.#tidy();
  }

  /** Drops the rows farthest from the ranges, which stay whole, when more than `maxRows` are held. */
  evict(ranges: readonly PositionRange[]): void {
    const held = this.#runs.reduce((sum, { rows }) => sum + rows.length, 0);
    if (held <= this.#options.maxRows) return;
    const near = joined(ranges);
    const spare = Math.max(0, this.#options.maxRows - lengthOf(near));
    const kept = widened(near, Math.floor(spare / (2 * Math.max(1, near.length))));
    this.#runs = this.#runs.flatMap((run) => kept.flatMap(({ start, end }) => slice(run, start, end)));
    this.#places = null;
  }

  /**
   * Whether the runs hold changes after `seq` to that cell, to any where none is named, or to the record as a whole, which
   * may have gone and come back: a read as of `seq` must not replace it.
   */
  writtenAfter(seq: number, recordId: string, fieldId?: string): boolean {
    return this.#recent.some(
      (change) =>
        change.seq > seq &&
        this.#partsOf(change).some(
          ({ created, updated }) =>
            created?.some(({ id }) => id === recordId) ||
            updated?.some(({ id, after }) => id === recordId && (fieldId === undefined || fieldId in after)),
        ),
    );
  }

  #index(): ReadonlyMap<string, number> {
    if (this.#places) return this.#places;
    const places = new Map<string, number>();
    const put = ({ start, rows }: Run) => rows.forEach(({ id }, at) => places.set(id, start + at));
    // A stale run may still show a record at its old place; among fresh ones the first counts.
    for (const run of this.#runs) if (run.stale) put(run);
    for (const run of this.#runs.toReversed()) if (!run.stale) put(run);
    return (this.#places = places);
  }

  /** Takes what is certain of a part; true when every place has become unknown. */
  #applySorted(part: RecordChanges, change: Change): boolean {
    const fresh = this.#runs.filter(({ stale }) => !stale);
    const homes = (part.deleted ?? []).map(({ id }) =>
      fresh.find(({ rows }) => rows.some((row) => row.id === id)),
    );
    for (const home of homes) {
      if (!home || change.seq <= home.contentSeq) continue;
      for (const run of this.#runs)
        if (run.start > home.start && change.seq > run.positionSeq) run.start -= 1;
    }
    for (const run of this.#runs) applyToRun(run, part, change, this.#options, false);
    return homes.includes(undefined);
  }

  /** Whether a change that a newly read run does not contain may have moved it in a way that cannot be told. */
  #losesPlace(run: Run, change: Change): boolean {
    const { rule, tableId } = this.#options;
    if (rule.byCreation) return false;
    const isElsewhere = (id: string) => !run.rows.some((row) => row.id === id);
    return (
      movesRows(rule, change, tableId) ||
      this.#partsOf(change).some(({ deleted }) => deleted?.some(({ id }) => isElsewhere(id)))
    );
  }

  /** New records whose entries do not say all of their cells are read when visible. */
  #readAgain(recordIds: readonly string[]): void {
    if (recordIds.length === 0 || this.#options.logged.isWhole()) return;
    const ids = new Set(recordIds);
    this.#runs = this.#runs.flatMap((run) => {
      if (run.stale) return [run];
      const parts: Run[] = [];
      let from = run.start;
      while (from < endOf(run)) {
        const isNew = (position: number) => ids.has(run.rows[position - run.start]?.id ?? '');
        let to = from + 1;
        while (to < endOf(run) && isNew(to) === isNew(from)) to += 1;
        parts.push(...slice(run, from, to).map((part) => ({ ...part, stale: isNew(from) })));
        from = to;
      }
      return parts;
    });
  }

  /**
   * New records that no run took in stand behind the last row until they are read: the page that made one goes on
   * writing to it. Their place is certain only when there is nothing else: a number taken early, or a sort, may have
   * it further up. A window may have counted them before the log told of them.
   */
  #showAtEnd(change: Change): void {
    if (!this.#counted) return;
    const { logged } = this.#options;
    const held = new Set(this.#runs.flatMap(({ rows }) => rows.map(({ id }) => id)));
    const created = this.#partsOf(change)
      .flatMap((part) => part.created ?? [])
      .filter(({ id }) => !held.has(id));
    const start = this.#total - created.length;
    if (created.length === 0 || start < 0 || this.#runs.some((run) => endOf(run) > start)) return;
    const rows = created.map((entry) => logged.created(entry, change));
    const stale = start > 0 || !this.byCreation;
    this.#runs.push({ start, rows, contentSeq: change.seq, positionSeq: change.seq, anchorN: null, stale });
  }

  #endsView(run: Run, seq: number): boolean {
    // The count is exact for the moment before `seq` only while it is no newer than that.
    return this.#counted && seq > this.#totalSeq && endOf(run) === this.#total;
  }

  #partsOf(change: Change): RecordChanges[] {
    return change.changes.filter(
      (part): part is RecordChanges => part.kind === 'records' && part.tableId === this.#options.tableId,
    );
  }

  #runAt(position: number): Run | undefined {
    let best: Run | undefined;
    for (const run of this.#runs) {
      if (position < run.start || position >= endOf(run)) continue;
      if (!best || run.contentSeq > best.contentSeq) best = run;
    }
    return best;
  }

  /** Takes the positions `[start, end)` out of all runs. */
  #cut(start: number, end: number): void {
    this.#runs = this.#runs.flatMap((run) => [
      ...slice(run, 0, start),
      ...slice(run, end, Number.MAX_SAFE_INTEGER),
    ]);
  }

  /** Takes what may have moved and cannot stand behind the last row out: it would be taken for records that are made later. */
  #endAt(total: number): void {
    this.#runs = this.#runs.flatMap((run) => (run.stale ? slice(run, 0, total) : [run]));
  }

  /** Drops empty runs, cuts overlaps in favour of the newer, and joins neighbours that know the same. */
  #tidy(): void {
    this.#places = null;
    const runs = this.#runs.filter(({ rows }) => rows.length > 0).sort((a, b) => a.start - b.start);
    const tidy: Run[] = [];
    for (const run of runs) {
      const before = tidy.at(-1);
      const alike =
        before?.stale === run.stale &&
        before.contentSeq === run.contentSeq &&
        before.positionSeq === run.positionSeq &&
        run.anchorN === null &&
        before.anchorN === null;
      if (!before || !alike || endOf(before) < run.start) {
        tidy.push(run);
        continue;
      }
      const overlap = endOf(before) - run.start;
      before.rows = [...before.rows, ...run.rows.slice(overlap)];
    }
    this.#runs = tidy;
  }
}

const createdIn = ({ created = [] }: RecordChanges): string[] => created.map(({ id }) => id);

function growth(part: RecordChanges): number {
  return (part.created?.length ?? 0) - (part.deleted?.length ?? 0);
}

/** The part of a run within positions `[from, to)`: one run, or none. */
function slice(run: Run, from: number, to: number): Run[] {
  const start = Math.max(run.start, from);
  const end = Math.min(endOf(run), to);
  if (start >= end) return [];
  if (start === run.start && end === endOf(run)) return [run];
  // The anchor stays true for a later part too: rows between it and the part's first one are content, not position.
  return [{ ...run, start, rows: run.rows.slice(start - run.start, end - run.start) }];
}
