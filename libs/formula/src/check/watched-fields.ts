import type { Checked } from './checked';

/** Ids of the fields that stand as arguments of LAST_MODIFIED_TIME; none of it: the whole record is meant. */
export const watchedFields = (args: readonly Checked[]): string[] =>
  args.flatMap((arg) => (arg.kind === 'field' ? [arg.fieldId] : []));
