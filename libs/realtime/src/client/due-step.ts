import type { Entry, Kind } from './entry';

/** A press whose act is not ready to be taken back, or done again, yet. */
export interface DueStep {
  entry: Entry;
  kind: Kind;
  serial: number;
  /** Something new was done since: it is not to be redone. */
  isOver: boolean;
}

/** How often undo, and redo, were pressed that are not done yet. */
export type WaitingPresses = Readonly<Record<Kind, number>>;

/** Acts are taken back one after the other: what came after this one goes first. */
export const isBehind = ({ kind, entry }: Pick<DueStep, 'kind' | 'entry'>, earlier: DueStep): boolean =>
  earlier.kind === kind && (kind === 'redo' || earlier.entry.serial > entry.serial);

/** The first press that waits for no other. */
export const firstDue = (due: readonly DueStep[], isReady: (step: DueStep) => boolean): DueStep | undefined =>
  due.find((step, at) => isReady(step) && !due.slice(0, at).some((earlier) => isBehind(step, earlier)));

/** Undefined where no press waits. */
export function pressesOf(due: readonly DueStep[]): WaitingPresses | undefined {
  const presses = { undo: 0, redo: 0 };
  for (const { kind } of due) presses[kind] += 1;
  return due.length > 0 ? presses : undefined;
}
