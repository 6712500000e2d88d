import type Airtable from 'airtable';

type Base = ReturnType<InstanceType<typeof Airtable>['base']>;

export const TOUR_TABLE = {
  name: 'Q3 / Stock',
  fields: [
    { name: 'Name', type: 'singleLineText' },
    { name: 'Amount', type: 'number', options: { precision: 2 } },
    { name: 'Paid', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
  ],
};

export interface TourGuide {
  base: Base;
  /** The same base with a token that nobody has. */
  stranger: Base;
  table: string;
  /** A well-formed id of no record. */
  absentId: string;
}

/**
 * Everything that a program does with Airtable's client, on an empty table, and what it sees. Imports nothing and
 * closes over nothing, so that it runs in Node and, as text, inside a browser.
 */
export async function tourAirtable({ base, stranger, table: name, absentId }: TourGuide) {
  const table = base(name);
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => 'it did not fail',
      (error: Airtable.Error) => `${error.statusCode} ${error.error}: ${error.message}`,
    );

  const created = await table.create({ Name: 'One', Amount: 1.5, Paid: true });
  const pair = await table.create([{ fields: { Name: 'Two', Amount: 2 } }, { fields: { Name: 'Three' } }]);
  const [two, three] = pair as [(typeof pair)[number], (typeof pair)[number]];
  const found = await table.find(created.id);
  const updated = await table.update(two.id, { Paid: true });
  const updatedPair = await table.update([
    { id: two.id, fields: { Amount: 20 } },
    { id: three.id, fields: { Amount: 30 } },
  ]);
  const replaced = await table.replace(two.id, { Name: 'Two again' });
  const replacedPair = await table.replace([{ id: three.id, fields: { Name: 'Three again' } }]);
  await created.patchUpdate({ Name: 'First' });
  for (let batch = 0; batch < 3; batch += 1)
    await table.create(
      Array.from({ length: 10 }, (_, at) => ({
        fields: { Name: `n${batch * 10 + at}`, Amount: 100 + batch * 10 + at },
      })),
    );

  const pages: number[] = [];
  const amounts: unknown[] = [];
  await table
    .select({
      pageSize: 10,
      maxRecords: 25,
      sort: [{ field: 'Amount', direction: 'desc' }],
      fields: ['Amount'],
    })
    .eachPage((records, next) => {
      pages.push(records.length);
      amounts.push(...records.map((record) => record.get('Amount')));
      next();
    });
  const everything = await table.select({ pageSize: 7 }).all();
  const firstOfView = await table.select({ view: 'Grid view', maxRecords: 3 }).firstPage();
  const posted = await table.select({ method: 'post', pageSize: 20, maxRecords: 21 }).all();
  const texts = await table
    .select({ cellFormat: 'string', timeZone: 'Europe/Vienna', userLocale: 'en', maxRecords: 1 })
    .firstPage();

  const failures = {
    unknownToken: await failure(stranger(name).create({ Name: 'x' })),
    unknownTable: await failure(base('Nowhere').create({ Name: 'x' })),
    unknownRecord: await failure(table.update(absentId, { Name: 'x' })),
    unknownField: await failure(table.create({ Nope: 1 } as never)),
    wrongValue: await failure(table.create({ Amount: 'seven' } as never)),
    tooMany: await failure(table.create(Array.from({ length: 11 }, () => ({ fields: { Name: 'x' } })))),
    pageTooLarge: await failure(table.select({ pageSize: 101 }).all()),
  };

  const destroyed = await table.destroy(created.id);
  const destroyedPair = await table.destroy([two.id, three.id]);
  const left = await table.select().all();
  return {
    created: created.id === found.id && found.fields,
    createdPair: pair.map((record) => record.get('Name')),
    updated: updated.fields,
    updatedPair: updatedPair.map((record) => record.get('Amount')),
    replaced: replaced.fields,
    replacedPair: replacedPair.map((record) => record.fields),
    patched: created.get('Name'),
    pages,
    amounts,
    everything: everything.length,
    distinct: new Set(everything.map((record) => record.id)).size,
    firstOfView: firstOfView.map((record) => record.get('Name')),
    posted: posted.length,
    text: texts[0]?.fields,
    failures,
    destroyed: destroyed.id === created.id,
    destroyedPair: destroyedPair.map((record) => [two.id, three.id].includes(record.id)),
    left: left.length,
  };
}

/** What the tour sees wherever it runs. */
export const TOUR_SIGHTS = {
  created: { Name: 'One', Amount: 1.5, Paid: true },
  createdPair: ['Two', 'Three'],
  updated: { Name: 'Two', Amount: 2, Paid: true },
  updatedPair: [20, 30],
  replaced: { Name: 'Two again' },
  replacedPair: [{ Name: 'Three again' }],
  patched: 'First',
  pages: [10, 10, 5],
  amounts: Array.from({ length: 25 }, (_, at) => 129 - at),
  everything: 33,
  distinct: 33,
  firstOfView: ['First', 'Two again', 'Three again'],
  posted: 21,
  text: { Name: 'First', Amount: '1.50', Paid: 'checked' },
  failures: {
    unknownToken: '401 AUTHENTICATION_REQUIRED: You should provide valid api key to perform this operation',
    unknownTable: '403 NOT_AUTHORIZED: You are not authorized to perform this operation',
    unknownRecord: '404 NOT_FOUND: Record not found',
    unknownField: '422 UNKNOWN_FIELD_NAME: Unknown field name: "Nope"',
    wrongValue: '422 INVALID_VALUE_FOR_COLUMN: Field "Amount" cannot accept the provided value',
    tooMany:
      '422 INVALID_RECORDS: You must provide an array of up to 10 record objects, each with a "fields" object for cell values. 11 were given.',
    pageTooLarge:
      '422 INVALID_REQUEST_UNKNOWN: Invalid request: parameter validation failed. Check your request data.',
  },
  destroyed: true,
  destroyedPair: [true, true],
  left: 30,
};
