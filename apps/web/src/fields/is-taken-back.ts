import type { Field } from '@pyairtable/contracts';

/** Whether undo gives a field its former type back: not where a conversion makes links, or ends them. */
export const isTakenBack = (from: Field['type'] | undefined, to: Field['type']): boolean =>
  from !== 'multipleRecordLinks' && to !== 'multipleRecordLinks';
