import { fail, type FormulaField, FormulaDate, type FormulaType, type Value } from '@pyairtable/formula';

/** What a field of the sample row holds; the kinds that behave differently inside a formula. */
export type SampleKind = 'number' | 'text' | 'date' | 'checkbox' | 'list';

export interface SampleField {
  id: string;
  name: string;
  kind: SampleKind;
  /** The cell as typed; empty is blank. A checkbox is ticked by anything. */
  text: string;
}

const TYPES: Record<SampleKind, FormulaType> = {
  number: 'number',
  text: 'text',
  date: 'date',
  checkbox: 'boolean',
  list: 'list:text',
};

/** The field as the checker sees it. */
export const asFormulaField = ({ id, name, kind }: SampleField): FormulaField => ({
  id,
  name,
  type: TYPES[kind],
});

/** The cell as the evaluator sees it, a failure where the text does not fit the kind. */
export function sampleValue({ kind, text }: SampleField): Value {
  const typed = text.trim();
  switch (kind) {
    case 'text':
      return text === '' ? null : text;
    case 'checkbox':
      return typed === '' ? null : true;
    case 'list':
      return typed === '' ? null : text.split(',').map((item) => item.trim());
    case 'number': {
      const number = Number(typed);
      if (typed === '') return null;
      return Number.isFinite(number) ? number : fail('This is not a number.');
    }
    case 'date': {
      if (typed === '') return null;
      const ms = Date.parse(/^\d{4}-\d\d-\d\d$/.test(typed) ? `${typed}T00:00:00Z` : typed);
      return Number.isNaN(ms) ? fail('This is not a date; write YYYY-MM-DD.') : new FormulaDate(ms);
    }
  }
}

/** An id of a field's shape, for the n-th field of the sample. */
export const sampleId = (index: number): string => `fld${String(index).padStart(14, '0')}`;

const field = (index: number, name: string, kind: SampleKind, text: string): SampleField => ({
  id: sampleId(index),
  name,
  kind,
  text,
});

export const FIRST_FIELDS: readonly SampleField[] = [
  field(1, 'Name', 'text', 'Garden chair'),
  field(2, 'Price', 'number', '48.5'),
  field(3, 'Quantity', 'number', '3'),
  field(4, 'Due', 'date', '2026-12-24'),
  field(5, 'Paid', 'checkbox', ''),
  field(6, 'Tags', 'list', 'outdoor, oak'),
];

export const FIRST_FORMULA = `IF(
  {Paid},
  "Paid",
  {Name} & ": " & ROUND({Price} * {Quantity}, 1) &
  ", due in " & DATETIME_DIFF({Due}, TODAY(), "days") & " days"
)`;
