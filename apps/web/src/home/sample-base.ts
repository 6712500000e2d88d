import type { BaseSchema } from '@pyairtable/contracts';
import type { KeyedRequest } from '@/http/keyed-request';
import { request } from '@/http/request';

const CHOICES = [
  { name: 'To do', color: 'grayLight2' },
  { name: 'In progress', color: 'yellowLight2' },
  { name: 'Done', color: 'greenLight2' },
];

const PEOPLE = ['Ada', 'Grace', 'Linus'];

/** Name, who does it (an index into PEOPLE), how far it is, and in how many days it is due. */
const TASKS: readonly [string, number, string, number][] = [
  ['Plan the launch', 0, 'Done', -6],
  ['Write the announcement', 1, 'In progress', 2],
  ['Draw the pictures', 2, 'In progress', 3],
  ['Ask three people to try it', 0, 'To do', 5],
  ['Answer what they ask', 1, 'To do', 9],
  ['Celebrate', 2, 'To do', 14],
];

const day = (inDays: number): string => {
  const date = new Date();
  date.setDate(date.getDate() + inDays);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
};

/**
 * Makes a small base with data to play with, two tables linked to each other, and answers its id. Throws RequestError;
 * what was made until then stays. `form` asks for the base.
 */
export async function createSampleBase(workspaceId: string, form: KeyedRequest): Promise<string> {
  const { id, tables } = await form.ask<BaseSchema>('POST', '/v1/bases', {
    workspaceId,
    name: 'Launch plan',
    color: 'purpleBright',
    icon: '🚀',
    tables: [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Status', type: 'singleSelect', options: { choices: CHOICES } },
          { name: 'Due', type: 'date', options: { dateFormat: { name: 'local' } } },
        ],
      },
      { name: 'People', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ],
  });
  const idOf = (name: string) => tables.find((table) => table.name === name)?.id ?? '';
  await request('POST', `/v1/bases/${id}/tables/${idOf('Tasks')}/fields`, {
    name: 'Done by',
    type: 'multipleRecordLinks',
    options: { linkedTableId: idOf('People') },
  });
  const create = (table: string, records: Record<string, unknown>[]) =>
    request<{ records: { id: string }[] }>('POST', `/v0/${id}/${idOf(table)}`, {
      records: records.map((fields) => ({ fields })),
    });
  const people = await create(
    'People',
    PEOPLE.map((name) => ({ Name: name })),
  );
  await create(
    'Tasks',
    TASKS.map(([name, person, status, inDays]) => ({
      Name: name,
      Status: status,
      Due: day(inDays),
      'Done by': [people.records[person]?.id],
    })),
  );
  return id;
}
