import type { Field } from '@pyairtable/contracts';
import { isComputed } from '@/cells/cell-context';

/** Column in which the typing of a new record begins: the first that takes what is typed. */
export const firstToFill = (shown: readonly Field[]): number =>
  Math.max(
    0,
    shown.findIndex((field) => !isComputed(field)),
  );
