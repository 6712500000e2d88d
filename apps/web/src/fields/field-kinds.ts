import type { FieldTypeName, Table } from '@pyairtable/contracts';
import { overFirstLink } from './linked-fields';

export interface FieldKind {
  label: string;
  /** One line on what the type is for. */
  about: string;
  /** Options in the write form that a new field of `table` starts with; absent where the type has none. */
  start?: (table: Table, tables: readonly Table[]) => Record<string, unknown>;
  /** Options without which there is no such field. */
  needs?: readonly string[];
}

const localDate = { name: 'local' };

/** Every field type as a person meets it. */
export const FIELD_KINDS: Readonly<Record<FieldTypeName, FieldKind>> = {
  singleLineText: { label: 'Single line text', about: 'A name or a short note' },
  multilineText: { label: 'Long text', about: 'Text of several lines' },
  richText: { label: 'Rich text', about: 'Text with headings, lists and links, as Markdown' },
  email: { label: 'E-mail', about: 'An address that opens your mail' },
  url: { label: 'URL', about: 'A link to a web page' },
  phoneNumber: { label: 'Phone number', about: 'A number that can be called' },
  number: { label: 'Number', about: 'A whole or decimal number', start: () => ({ precision: 0 }) },
  percent: { label: 'Percent', about: 'A share of a hundred', start: () => ({ precision: 0 }) },
  currency: { label: 'Currency', about: 'An amount of money', start: () => ({ symbol: '$', precision: 2 }) },
  duration: { label: 'Duration', about: 'A length of time', start: () => ({ durationFormat: 'h:mm' }) },
  rating: {
    label: 'Rating',
    about: 'One to ten stars',
    start: () => ({ icon: 'star', max: 5, color: 'yellowBright' }),
  },
  checkbox: { label: 'Checkbox', about: 'Yes or no', start: () => ({ icon: 'check', color: 'greenBright' }) },
  date: { label: 'Date', about: 'A day', start: () => ({ dateFormat: localDate }) },
  dateTime: {
    label: 'Date and time',
    about: 'A moment, in any time zone',
    start: () => ({ dateFormat: localDate, timeFormat: { name: '24hour' }, timeZone: 'client' }),
  },
  singleSelect: { label: 'Single select', about: 'One of several choices', start: () => ({ choices: [] }) },
  multipleSelects: {
    label: 'Multiple select',
    about: 'Any of several choices',
    start: () => ({ choices: [] }),
  },
  singleCollaborator: { label: 'Collaborator', about: 'A person of this base' },
  multipleCollaborators: { label: 'Collaborators', about: 'Several people of this base' },
  multipleRecordLinks: {
    label: 'Link to another record',
    about: 'Records of a table, linked both ways',
    // Of another table, where there is one: links within a table are the exception.
    start: (table, tables) => ({ linkedTableId: (tables.find(({ id }) => id !== table.id) ?? table).id }),
  },
  multipleAttachments: { label: 'Attachments', about: 'Files, each with its name and address' },
  barcode: { label: 'Barcode', about: 'A code that was scanned or typed' },
  button: {
    label: 'Button',
    about: 'Opens a web page',
    start: () => ({ label: 'Open', url: '' }),
  },
  aiText: { label: 'AI text', about: 'Text that a model writes by a prompt', start: () => ({ prompt: [] }) },
  externalSyncSource: {
    label: 'Sync source',
    about: 'Where a synchronised record came from',
    start: () => ({ choices: [] }),
  },
  autoNumber: { label: 'Autonumber', about: 'Counts records up by itself' },
  createdTime: {
    label: 'Created time',
    about: 'When the record was made',
    start: () => ({
      result: {
        type: 'dateTime',
        options: { dateFormat: localDate, timeFormat: { name: '24hour' }, timeZone: 'client' },
      },
    }),
  },
  createdBy: { label: 'Created by', about: 'Who made the record' },
  lastModifiedTime: {
    label: 'Last modified time',
    about: 'When the record last changed',
    start: () => ({
      referencedFieldIds: [],
      result: {
        type: 'dateTime',
        options: { dateFormat: localDate, timeFormat: { name: '24hour' }, timeZone: 'client' },
      },
    }),
  },
  lastModifiedBy: {
    label: 'Last modified by',
    about: 'Who last changed the record',
    start: () => ({ referencedFieldIds: [] }),
  },
  formula: {
    label: 'Formula',
    about: 'Computed from the cells of the record',
    start: () => ({ formula: '' }),
    needs: ['formula'],
  },
  rollup: {
    label: 'Rollup',
    about: 'A sum, or any formula, over linked records',
    start: (table, tables) => ({ ...overFirstLink(table, tables, 'number'), formula: 'SUM(values)' }),
    needs: ['recordLinkFieldId', 'fieldIdInLinkedTable', 'formula'],
  },
  count: {
    label: 'Count',
    about: 'How many records are linked',
    start: (table, tables) => overFirstLink(table, tables, 'nothing'),
    needs: ['recordLinkFieldId'],
  },
  multipleLookupValues: {
    label: 'Lookup',
    about: 'Cells of linked records',
    start: (table, tables) => overFirstLink(table, tables, 'any'),
    needs: ['recordLinkFieldId', 'fieldIdInLinkedTable'],
  },
};
