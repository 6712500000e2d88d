import type { LinkEnd } from './field-model';

/** Two link fields that show the same links from both sides; a link of a table to itself may have one field only. */
export interface LinkPairing {
  id: string;
  tableA: string;
  fieldA: string;
  tableB: string;
  fieldB: string | null;
}

/** Both ends of each pair by field id. */
export function linkEnds(pairs: readonly LinkPairing[]): Map<string, LinkEnd> {
  const ends = new Map<string, LinkEnd>();
  for (const { id, tableA, fieldA, tableB, fieldB } of pairs) {
    const inverse = (fieldId: string | null) => (fieldId ? { inverseFieldId: fieldId } : {});
    ends.set(fieldA, { pairId: id, own: 'a', other: 'b', linkedTableId: tableB, ...inverse(fieldB) });
    if (fieldB)
      ends.set(fieldB, { pairId: id, own: 'b', other: 'a', linkedTableId: tableA, ...inverse(fieldA) });
  }
  return ends;
}
