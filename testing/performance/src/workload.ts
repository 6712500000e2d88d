/** The table both sides hold: three texts, integer, decimal, checkbox, date, select, tags, and 200 characters of notes. */
const STATUSES = ['Todo', 'Doing', 'Review', 'Done', 'Dropped'];
const TAGS = ['red', 'green', 'blue', 'amber', 'violet', 'grey'];
const NOTE = 'Notes are text of a fixed length so that a page weighs what pages weigh in practice. ';

export interface SampleRecord {
  Title: string;
  Owner: string;
  Source: string;
  Quantity: number;
  Amount: number;
  Active?: true;
  Due: string;
  Status: string;
  Tags: string[];
  Notes: string;
}

/** The record of that number, the same in every run. */
export function sampleRecord(number: number): SampleRecord {
  return {
    Title: `Record ${number}`,
    Owner: `Owner ${number % 97}`,
    Source: `Source ${number % 13}`,
    Quantity: number % 1_000,
    Amount: Math.round(((number * 7_919) % 1_000_003) * 1.37 * 100) / 100,
    ...(number % 2 === 0 ? { Active: true as const } : {}),
    Due: new Date(Date.UTC(2026, 0, 1) + (number % 365) * 86_400_000).toISOString().slice(0, 10),
    Status: STATUSES[number % STATUSES.length] as string,
    Tags: [TAGS[number % TAGS.length] as string, TAGS[(number + 2) % TAGS.length] as string],
    Notes: NOTE.repeat(3).slice(0, 200),
  };
}

export const FIELDS = [
  { name: 'Title', type: 'singleLineText' },
  { name: 'Owner', type: 'singleLineText' },
  { name: 'Source', type: 'singleLineText' },
  { name: 'Quantity', type: 'number', options: { precision: 0 } },
  { name: 'Amount', type: 'number', options: { precision: 2 } },
  { name: 'Active', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
  { name: 'Due', type: 'date', options: { dateFormat: { name: 'iso' } } },
  { name: 'Status', type: 'singleSelect', options: { choices: STATUSES.map((name) => ({ name })) } },
  { name: 'Tags', type: 'multipleSelects', options: { choices: TAGS.map((name) => ({ name })) } },
  { name: 'Notes', type: 'multilineText' },
];
