import type { RowCell } from '@pyairtable/contracts';

/** The value of a cell that is known only later: nobody waits for it in front of an editor. */
export interface LaterValue {
  /** What is to be written of what the cell holds by then; null where nothing is. */
  later: Promise<((now: RowCell | undefined) => unknown) | null>;
  /** What the cell held when its editor opened, for where nobody knows it by then. */
  opened: RowCell | undefined;
  /** It adds to what the cell holds, and does not take its place. */
  joins: boolean;
}

export const laterValue = (later: LaterValue['later'], opened: RowCell | undefined, joins: boolean) =>
  ({ type: 'value', value: { later, opened, joins } }) as const;

export const isLaterValue = (value: unknown): value is LaterValue =>
  typeof value === 'object' && value !== null && 'later' in value;
