import type { Table } from '@pyairtable/contracts';
import type { NewRecord } from '@/record/new-record-dialog';

/** The group that somebody asked for a record in, and what the record is given for it: neither waits for what is filled in. */
export interface AskedGroup {
  /** None for a record that is made in no group. */
  key: string | undefined;
  given: NewRecord;
}

/** The record once it is filled in, and the index at which its group stands by then. */
export function filledInGroup(
  { key, given }: AskedGroup,
  filled: NewRecord,
  groups: readonly { key: string }[],
  { fields }: Pick<Table, 'fields'>,
): { record: NewRecord; group: number | undefined } {
  const known = Object.entries(given.cells).filter(([id]) => fields.some((field) => field.id === id));
  const isElsewhere = known.some(([id]) => filled.cells[id] !== undefined);
  const at = key === undefined || isElsewhere ? -1 : groups.findIndex((group) => group.key === key);
  return {
    record: {
      cells: { ...Object.fromEntries(known), ...filled.cells },
      titles: { ...given.titles, ...filled.titles },
      ...(filled.linked ? { linked: filled.linked } : {}),
    },
    group: at < 0 ? undefined : at,
  };
}
