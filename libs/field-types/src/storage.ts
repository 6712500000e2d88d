import type { FieldTypeName } from '@pyairtable/contracts';
import type { FieldStorage } from './field-type';
import type { FieldOptions, SelectOptions } from './options';
import { choiceColumn, choiceListColumn } from './sql/choice-columns';
import { personColumn } from './sql/person-column';
import { booleanColumn, dateColumn, instantColumn, numberColumn, textColumn } from './sql/scalar-columns';

const text: FieldStorage = { kind: 'column', type: 'text', sql: textColumn };
const decimal: FieldStorage = { kind: 'column', type: 'double precision', sql: numberColumn('double precision') };
const instant: FieldStorage = { kind: 'column', type: 'timestamptz', sql: instantColumn };
const person: FieldStorage = { kind: 'column', type: 'text', sql: personColumn };

/** Where each type keeps its cells. */
export const storageOf: { readonly [N in FieldTypeName]: (options: FieldOptions[N]) => FieldStorage } = {
  singleLineText: () => text,
  multilineText: () => text,
  email: () => text,
  url: () => text,
  phoneNumber: () => text,
  number: () => decimal,
  percent: () => decimal,
  currency: () => decimal,
  duration: () => decimal,
  rating: () => ({ kind: 'column', type: 'integer', sql: numberColumn('integer') }),
  checkbox: () => ({ kind: 'column', type: 'boolean', sql: booleanColumn }),
  date: () => ({ kind: 'column', type: 'date', sql: dateColumn }),
  dateTime: () => instant,
  singleSelect: ({ choices }: SelectOptions) => ({ kind: 'column', type: 'text', sql: choiceColumn(choices) }),
  multipleSelects: ({ choices }: SelectOptions) => ({ kind: 'column', type: 'text[]', sql: choiceListColumn(choices) }),
  singleCollaborator: () => person,
  multipleRecordLinks: () => ({ kind: 'links' }),
  autoNumber: () => ({ kind: 'column', type: 'bigint', sql: numberColumn('bigint') }),
  createdTime: () => ({ kind: 'system', column: 'created_at', sql: instantColumn }),
  createdBy: () => ({ kind: 'system', column: 'created_by', sql: personColumn }),
  lastModifiedTime: ({ referencedFieldIds }) =>
    referencedFieldIds.length > 0 ? instant : { kind: 'system', column: 'modified_at', sql: instantColumn },
  lastModifiedBy: (options) =>
    options?.referencedFieldIds?.length ? person : { kind: 'system', column: 'modified_by', sql: personColumn },
};
