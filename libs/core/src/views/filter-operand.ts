import type { CheckedFormula } from '@pyairtable/formula';

/** What a condition reads of a field beside what formulas read: `ids` as `,id,id,`, or whether the cell is `filled`. */
export type FieldPart = 'ids' | 'filled';

export const partOf = (fieldId: string, part: FieldPart): string => `${fieldId}:${part}`;

/** The field of an operand of a filter, and the part of it where it is not what formulas read. */
export function operandOf(id: string): { fieldId: string; part?: FieldPart } {
  const [fieldId, part] = id.split(':') as [string, FieldPart | undefined];
  return part ? { fieldId, part } : { fieldId };
}

/** Ids of the fields that a filter reads. */
export const filterFieldIds = ({ fieldIds }: Pick<CheckedFormula, 'fieldIds'>): string[] => [
  ...new Set(fieldIds.map((id) => operandOf(id).fieldId)),
];
