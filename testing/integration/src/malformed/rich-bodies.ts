import { newId } from '@pyairtable/kernel';
import { randomUUID } from 'node:crypto';
import type { KnownRequest } from './known-requests';
import type { Places } from './places';

/** One cell of each field that a person may write, as either API takes most of them. */
const cells = ({ fields, record, guest }: Places): Record<string, unknown> =>
  Object.fromEntries(fields.map(({ id, type }) => [id, CELLS[type]?.({ record, guest }) ?? null]));

const CELLS: Record<string, (at: { record: string; guest: string }) => unknown> = {
  singleLineText: () => 'x',
  multilineText: () => 'x\ny',
  richText: () => '**x**',
  email: () => 'a@example.com',
  url: () => 'https://example.com',
  phoneNumber: () => '1',
  number: () => 1.5,
  currency: () => 2,
  percent: () => 0.1,
  duration: () => 90,
  rating: () => 1,
  checkbox: () => true,
  date: () => '2026-01-02',
  dateTime: () => '2026-01-02T03:04:05.000Z',
  singleSelect: () => 'New one',
  multipleSelects: () => ['New one', 'other'],
  singleCollaborator: ({ guest }) => ({ id: guest }),
  multipleCollaborators: ({ guest }) => [{ id: guest }],
  multipleRecordLinks: ({ record }) => [record],
  multipleAttachments: () => [{ url: 'https://example.com/a.png', filename: 'a.png' }],
  barcode: () => ({ text: '1', type: 'ean8' }),
};

const NEW_FIELDS: ((places: Places) => Record<string, unknown>)[] = [
  () => ({ type: 'number', options: { precision: 2 } }),
  () => ({ type: 'singleSelect', options: { choices: [{ name: 'a', color: 'blueLight2' }, { name: 'b' }] } }),
  () => ({ type: 'checkbox', options: { icon: 'check', color: 'greenBright' } }),
  () => ({ type: 'rating', options: { icon: 'star', max: 5, color: 'yellowBright' } }),
  () => ({ type: 'duration', options: { durationFormat: 'h:mm' } }),
  () => ({ type: 'date', options: { dateFormat: { name: 'iso', format: 'YYYY-MM-DD' } } }),
  ({ table }) => ({ type: 'multipleRecordLinks', options: { linkedTableId: table } }),
  ({ field }) => ({ type: 'formula', options: { formula: `CONCATENATE({${field}}, " ", NOW())` } }),
  ({ field, fields }) => ({
    type: 'rollup',
    options: {
      recordLinkFieldId: linkAmong(fields),
      fieldIdInLinkedTable: field,
      formula: 'ARRAYJOIN(values)',
    },
  }),
  ({ field, fields }) => ({
    type: 'multipleLookupValues',
    options: { recordLinkFieldId: linkAmong(fields), fieldIdInLinkedTable: field },
  }),
  ({ fields }) => ({ type: 'count', options: { recordLinkFieldId: linkAmong(fields) } }),
  ({ field }) => ({
    type: 'lastModifiedTime',
    options: {
      referencedFieldIds: [field],
      result: { type: 'date', options: { dateFormat: { name: 'iso' } } },
    },
  }),
  () => ({ type: 'button', options: { label: 'x', url: null } }),
  () => ({ type: 'singleLineText', rules: { default: 'x', required: true, unique: true } }),
];

const linkAmong = (fields: Places['fields']): string | undefined =>
  fields.find(({ type }) => type === 'multipleRecordLinks')?.id;

const named = (field: Record<string, unknown>) => ({ name: randomUUID(), ...field });

const settings = ({ fields, field, guest }: Places) => ({
  name: randomUUID(),
  visibleFieldIds: fields.map(({ id }) => id),
  columnWidths: { [field]: 200 },
  rowHeight: 'tall',
  filter: {
    conjunction: 'and',
    conditions: [
      { fieldId: field, operator: 'contains', value: 'a' },
      {
        conjunction: 'or',
        conditions: [
          { fieldId: fields.at(-1)?.id, operator: 'isEmpty' },
          { fieldId: field, operator: 'isWithin', value: { mode: 'pastWeek', timeZone: 'Europe/Vienna' } },
        ],
      },
    ],
  },
  filterFormula: `LEN({${field}}) >= 0`,
  groups: [{ fieldId: field, direction: 'asc' }],
  sort: [{ fieldId: fields.at(-1)?.id, direction: 'desc' }],
  colors: {
    rules: [
      {
        color: 'redBright',
        filter: { conjunction: 'or', conditions: [{ fieldId: field, operator: 'isEmpty' }] },
      },
    ],
  },
  summaries: { [field]: 'unique' },
  locked: false,
  personalForUserId: guest,
});

/** Requests whose bodies say more than the least that their routes take. */
export const RICH_BODIES: readonly KnownRequest[] = [
  ...op((at) => ({ kind: 'records.create', records: [{ id: newId('record'), cells: rawCells(at) }] })),
  ...op((at) => ({ kind: 'records.update', records: [{ id: at.record, cells: rawCells(at) }] })),
  ...op((at) => ({ kind: 'records.delete', recordIds: [at.record] })),
  ...op((at) => ({ kind: 'records.restore', seq: Number(at.seq), tableId: undefined })),
  {
    method: 'POST',
    url: ({ base, table }) => `/v0/${base}/${table}`,
    body: (at) => ({
      records: [{ fields: cells(at) }],
      typecast: true,
      returnFieldsByFieldId: true,
    }),
  },
  {
    method: 'PATCH',
    url: ({ base, table }) => `/v0/${base}/${table}`,
    body: (at) => ({
      records: [{ fields: cells(at) }],
      performUpsert: { fieldsToMergeOn: [at.field] },
      typecast: true,
    }),
  },
  {
    method: 'PUT',
    url: ({ base, table, record }) => `/v0/${base}/${table}/${record}`,
    body: (at) => ({ fields: cells(at), typecast: true }),
  },
  {
    method: 'POST',
    url: ({ base, table }) => `/v0/${base}/${table}/listRecords`,
    body: ({ view, field, fields }) => ({
      pageSize: 10,
      maxRecords: 20,
      view,
      sort: [{ field, direction: 'desc' }],
      filterByFormula: `AND({${field}} != "x", 1)`,
      fields: [field, fields.at(-1)?.id],
      cellFormat: 'string',
      timeZone: 'Europe/Vienna',
      userLocale: 'de',
      recordMetadata: ['commentCount'],
    }),
  },
  {
    method: 'GET',
    url: ({ base, table, view, field }) =>
      `/v0/${base}/${table}?view=${view}&pageSize=3&fields[]=${field}&sort[0][field]=${field}&sort[0][direction]=desc&filterByFormula=LEN({${field}})&cellFormat=string&timeZone=UTC&userLocale=en&returnFieldsByFieldId=true`,
  },
  {
    method: 'GET',
    url: ({ base, table, view }) =>
      `/v1/bases/${base}/tables/${table}/rows?view=${view}&start=0&limit=20&after=1`,
  },
  {
    method: 'GET',
    url: ({ base, table, view }) =>
      `/v1/bases/${base}/tables/${table}/rows/ids?view=${view}&start=2&limit=20`,
  },
  {
    method: 'GET',
    url: ({ base, table, view }) => `/v1/bases/${base}/tables/${table}/titles?view=${view}&q=a&limit=5`,
  },
  {
    method: 'POST',
    url: ({ base, table }) => `/v1/bases/${base}/tables/${table}/titles/find`,
    body: () => ({ titles: ['A', 'B'] }),
  },
  {
    method: 'GET',
    url: ({ base, table, view }) =>
      `/v1/bases/${base}/tables/${table}/search?view=${view}&query=a&after=1&limit=5&timeZone=Europe/Vienna&userLocale=de`,
  },
  {
    method: 'GET',
    url: ({ base, table, record, field }) =>
      `/v1/bases/${base}/tables/${table}/records/${record}/history?field=${field}&before=9&limit=5`,
  },
  { method: 'GET', url: ({ base }) => `/v1/bases/${base}/changes?after=0&limit=5` },
  { method: 'GET', url: ({ base }) => `/v1/bases/${base}/trash?before=99&limit=5` },
  {
    method: 'POST',
    url: ({ base, table }) => `/v1/bases/${base}/tables/${table}/summaries`,
    body: ({ view, fields, record }) => ({
      view,
      summaries: Object.fromEntries(fields.map(({ id }, at) => [id, KINDS[at % KINDS.length]])),
      ranges: [{ start: 0, end: 5 }],
      recordIds: [record],
    }),
  },
  {
    method: 'POST',
    url: ({ base, table }) => `/v1/bases/${base}/tables/${table}/rows/read`,
    body: ({ record, field }) => ({ ids: [record], fields: [field] }),
  },
  ...['PATCH', 'POST'].map((method): KnownRequest => ({
    method,
    url: ({ base, table, view }) =>
      `/v1/bases/${base}/tables/${table}/views${method === 'PATCH' ? `/${view}` : ''}`,
    body: (at) => ({ ...settings(at), ...(method === 'POST' ? { copyOf: at.view, before: at.view } : {}) }),
  })),
  ...NEW_FIELDS.flatMap((field): KnownRequest[] => [
    {
      method: 'POST',
      url: ({ base, table }) => `/v0/meta/bases/${base}/tables/${table}/fields`,
      body: (at) => named(field(at)),
    },
    {
      method: 'POST',
      url: ({ base, table }) => `/v1/bases/${base}/tables/${table}/fields`,
      body: (at) => named(field(at)),
    },
    {
      method: 'POST',
      url: ({ base, table, field: id }) => `/v1/bases/${base}/tables/${table}/fields/${id}/conversion`,
      body: (at) => ({ ...field(at), rules: undefined, preview: true }),
    },
    {
      method: 'POST',
      url: ({ base, table, field: id }) => `/v1/bases/${base}/tables/${table}/fields/${id}/conversion`,
      body: (at) => ({ ...field(at), rules: undefined }),
    },
    {
      method: 'PATCH',
      url: ({ base, table, field: id }) => `/v1/bases/${base}/tables/${table}/fields/${id}`,
      body: (at) => ({ ...named(field(at)), type: undefined, rules: { required: false, default: null } }),
    },
    {
      method: 'POST',
      url: ({ base, table }) => `/v1/bases/${base}/tables/${table}/fields/preview`,
      body: (at) => ({ ...field(at), fieldId: at.field, recordIds: [at.record] }),
    },
  ]),
  {
    method: 'POST',
    url: ({ base, table }) => `/v1/bases/${base}/tables/${table}/place`,
    body: ({ table }) => ({ before: table }),
  },
];

const KINDS = ['sum', 'average', 'median', 'histogram', 'earliest', 'dayRange', 'percentFilled', 'unique'];

/** Raw cells of an op: people and choices by their ids. */
function rawCells(at: Places): Record<string, unknown> {
  const people = (id: string) => (id.startsWith('usr') ? id : undefined);
  return Object.fromEntries(
    Object.entries(cells(at)).map(([id, cell]) => {
      const type = at.fields.find((field) => field.id === id)?.type;
      if (type === 'singleCollaborator') return [id, people(at.guest) ?? null];
      if (type === 'multipleCollaborators') return [id, [at.guest]];
      return [id, cell];
    }),
  );
}

function op(of: (places: Places) => Record<string, unknown>): KnownRequest[] {
  return [
    {
      method: 'POST',
      url: ({ base }) => `/v1/bases/${base}/ops`,
      body: (at) => ({ id: randomUUID(), tableId: at.table, ...of(at) }),
    },
  ];
}
