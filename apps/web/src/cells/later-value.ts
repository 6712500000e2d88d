/** The value of a cell that is known only later, null where nothing is to be written: nobody waits for it in front of an editor. */
export interface LaterValue {
  later: Promise<unknown>;
}

export const laterValue = (later: Promise<unknown>) => ({ type: 'value', value: { later } }) as const;

export const isLaterValue = (value: unknown): value is LaterValue =>
  typeof value === 'object' && value !== null && 'later' in value;
