/** Twenty fields as tables of work have them: W1 of the workloads that others measure by. */
const choices = (names: readonly string[]) => ({ choices: names.map((name) => ({ name })) });
const text = (name: string) => ({ name, type: 'singleLineText' });
const long = (name: string) => ({ name, type: 'multilineText' });
const select = (name: string, names: readonly string[]) => ({
  name,
  type: 'singleSelect',
  options: choices(names),
});
const selects = (name: string, names: readonly string[]) => ({
  name,
  type: 'multipleSelects',
  options: choices(names),
});
const number = (name: string, precision: number) => ({ name, type: 'number', options: { precision } });
const date = (name: string) => ({ name, type: 'date', options: { dateFormat: { name: 'iso' } } });
const checkbox = (name: string) => ({
  name,
  type: 'checkbox',
  options: { icon: 'check', color: 'greenBright' },
});

const STATUSES = ['Todo', 'Doing', 'Done'];
const PRIORITIES = ['Low', 'Normal', 'High'];
const CATEGORIES = ['A', 'B', 'C', 'D'];
const TAGS = ['red', 'green', 'blue', 'amber'];

export const MIXED_FIELDS = [
  text('Title'),
  text('Owner'),
  text('External ID'),
  text('Source'),
  long('Description'),
  long('Notes'),
  long('Comment'),
  select('Status', STATUSES),
  select('Priority', PRIORITIES),
  select('Category', CATEGORIES),
  selects('Tags', TAGS),
  selects('Labels', TAGS),
  number('Amount', 2),
  number('Quantity', 0),
  { name: 'Percent', type: 'percent', options: { precision: 1 } },
  date('Start Date'),
  date('Due Date'),
  checkbox('Active'),
  checkbox('Approved'),
  number('Score', 0),
] as const;

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + (n % 365) * 86_400_000).toISOString().slice(0, 10);
const one = (names: readonly string[], n: number) => names[n % names.length] as string;

/** The record of that number by names of fields, the same in every run. */
export function mixedRecord(n: number): Record<string, string | number | boolean | string[]> {
  return {
    Title: `Record ${n}`,
    Owner: `Owner ${n % 97}`,
    'External ID': `X-${n}`,
    Source: `Source ${n % 13}`,
    Description: `Description of record ${n}, some words long`,
    Notes: `Notes of record ${n}, with a few words more than that`,
    Comment: `Comment ${n}`,
    Status: one(STATUSES, n),
    Priority: one(PRIORITIES, n),
    Category: one(CATEGORIES, n),
    Tags: [one(TAGS, n), one(TAGS, n + 1)],
    Labels: [one(TAGS, n + 2)],
    Amount: Math.round(((n * 7_919) % 1_000_003) * 1.37 * 100) / 100,
    Quantity: n % 1_000,
    Percent: (n % 1_000) / 1_000,
    'Start Date': day(n),
    'Due Date': day(n + 30),
    ...(n % 2 === 0 ? { Active: true } : {}),
    ...(n % 3 === 0 ? { Approved: true } : {}),
    Score: n % 101,
  };
}
