import { isId } from '@pyairtable/kernel';
import { listOf, textThat } from './options-reader';

/** Ids of the fields whose changes a last-modified field watches; empty means all. */
export const watchedFields = listOf(
  textThat((id) => isId('field', id)),
  500,
);
