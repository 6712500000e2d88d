import type { Change, RecordChanges, Row, RowWindow } from '@pyairtable/contracts';
import type { LoggedRows } from './logged-rows';
import type { ViewRule } from './view-rule';

/**
 * Rows known to follow each other in the view, from position `start`. Windows are read while the log moves on, so a
 * run says how much of the log it contains: `contentSeq` for its rows, `positionSeq` for `start`. They differ for a
 * window read by keyset, whose start was counted when it was asked for; `anchorN` is then the row it was asked after.
 */
export interface Run {
  start: number;
  rows: Row[];
  contentSeq: number;
  positionSeq: number;
  anchorN: number | null;
  /** Still shown, to be read again when visible. */
  stale: boolean;
}

/** How a table's changes become rows, and whether positions follow creation order (`n`). */
export interface RunShape {
  rule: Pick<ViewRule, 'byCreation'>;
  logged: LoggedRows;
}

/** A window as a run. `anchor`: the `n` it was asked after and the number its `start` was counted at. */
export function runOf(window: RowWindow, anchor?: { n: number; seq: number }): Run {
  return {
    start: window.start,
    rows: window.rows,
    contentSeq: window.seq,
    positionSeq: anchor?.seq ?? window.seq,
    anchorN: anchor?.n ?? null,
    stale: false,
  };
}

export const endOf = (run: Run): number => run.start + run.rows.length;

/**
 * Carries the run over `part` of `change`. `atEnd`: the run reached the end of the view before the change, so that a new
 * last row belongs to it. Parts that the run contains already are skipped. In a sorted view the place of a new row
 * and of a deleted row that is not in the run is unknown; the caller reads again.
 */
export function applyToRun(
  run: Run,
  part: RecordChanges,
  change: Change,
  shape: RunShape,
  atEnd: boolean,
): void {
  const { seq } = change;
  const content = seq > run.contentSeq;
  const position = seq > run.positionSeq;
  for (const deleted of part.deleted ?? []) {
    if (shape.rule.byCreation && position && isBefore(run, deleted.n, content)) run.start -= 1;
    if (!content) continue;
    const index = run.rows.findIndex(({ id }) => id === deleted.id);
    if (index >= 0) run.rows = run.rows.toSpliced(index, 1);
  }
  for (const created of part.created ?? []) {
    if (!shape.rule.byCreation) continue;
    if (isBefore(run, created.n, content)) {
      if (position) run.start += 1;
      continue;
    }
    const last = run.rows.at(-1);
    if (!content || (!atEnd && (!last || created.n > last.n))) continue;
    const index = run.rows.findLastIndex(({ n }) => n < created.n) + 1;
    if (run.rows[index - 1]?.id === created.id || run.rows[index]?.id === created.id) continue;
    run.rows = run.rows.toSpliced(index, 0, shape.logged.created(created, change));
  }
  if (content && part.updated) {
    const after = new Map(part.updated.map((updated) => [updated.id, updated.after]));
    if (!run.rows.some(({ id }) => after.has(id))) return;
    run.rows = run.rows.map((row) => {
      const written = after.get(row.id);
      return written ? shape.logged.updated(row, written, change) : row;
    });
  }
}

/** Notes that the run contains the log up to `seq`. Call it after all parts of the change were applied. */
export function stamp(run: Run, seq: number): void {
  run.contentSeq = Math.max(run.contentSeq, seq);
  run.positionSeq = Math.max(run.positionSeq, seq);
  if (run.positionSeq >= run.contentSeq) run.anchorN = null;
}

/** Whether row `n` stands before the run, at the time of the change. */
function isBefore(run: Run, n: number, content: boolean): boolean {
  // While the rows are newer than the position, only what stood up to the anchor can move the run.
  if (!content && run.anchorN !== null) return n <= run.anchorN;
  const first = run.rows[0];
  return first !== undefined && n < first.n;
}
