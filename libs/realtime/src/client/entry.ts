import type { Op } from '@pyairtable/contracts';
import { cellsAsleep } from './asleep';
import type { LateAct } from './begun-act';
import { isKnown, type Intent, type Step } from './step';

export type Kind = 'undo' | 'redo';

/**
 * What was done before the act is taken back once a promise is kept, and the page has heard the entry of the log whose number that
 * answers. Where it is rejected the act was not carried out, and is what the next press means.
 */
export type ActDone = void | Promise<number | void>;

/** Something done outside of the log that can be taken back and done again. */
export interface Act {
  /** The table in which it shows; absent: in none of them alone. */
  tableId?: string;
  /** And the view, where it shows in no other. */
  viewId?: string;
  /** There is nothing to redo of it: `undo` does it once, or says that it cannot be taken back. */
  isFinal?: boolean;
  undo(): ActDone;
  redo(): ActDone;
}

/** One press of undo: the ops of one act of the person, e.g. a paste of many blocks, or an act outside of the log. */
export interface Entry {
  steps: Step[];
  act?: Act;
  /** It is still to be done. */
  late?: LateAct;
  /** Its ops, taken back before they were sent. */
  withdrawn?: Op[];
  /** What was taken back so: it is done again as it was. */
  unsent?: Intent[];
  /** Cells of that whose fields have another type since, which are not written again. */
  converted?: number;
  /** What it takes back: there again when this was never sent. */
  takesBack?: Entry;
  /** Choices that were made for it. */
  choices: readonly string[];
  /** Acts of the undo stack count up. */
  serial: number;
}

export const stepsOf = ({ steps }: Entry): Step[] => steps.filter(({ refused }) => !refused);

/** Cells of an act whose fields have another type since. */
export const convertedOf = (entry: Entry): number =>
  stepsOf(entry).reduce((sum, step) => sum + step.converted + cellsAsleep(step), entry.converted ?? 0);

/** Tables in which an act shows. */
export function tablesOf({ act, late, unsent, ...entry }: Entry): string[] {
  const where = act ?? late;
  if (where) return where.tableId === undefined ? [] : [where.tableId];
  const made = unsent?.flatMap((intent) => (intent.kind === 'records.restore' ? [] : intent.tableId));
  const done = stepsOf(entry).flatMap(({ op, restored }) =>
    op.kind === 'records.restore' ? (restored?.tableId ?? []) : op.tableId,
  );
  return [...new Set(made ?? done)];
}

export const isEmpty = ({ steps, act }: Entry): boolean => steps.length === 0 && act === undefined;

export const isReady = (entry: Entry): boolean => entry.late === undefined && stepsOf(entry).every(isKnown);
