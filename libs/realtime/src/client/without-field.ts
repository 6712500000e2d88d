import type { RawCell } from '@pyairtable/contracts';

/** The cells of records but those of one field; records that have no others are left out. */
export const withoutField = <T extends { cells: Record<string, RawCell> }>(
  records: readonly T[],
  fieldId: string,
): T[] =>
  records.flatMap((record) => {
    const kept = Object.entries(record.cells).filter(([other]) => other !== fieldId);
    return kept.length > 0 ? { ...record, cells: Object.fromEntries(kept) } : [];
  });
