import Airtable from 'airtable';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from './testing/api-harness';

type Failure = { error: string; message: string; statusCode: number };

describe('the unmodified airtable client, over a real socket', () => {
  let api: ApiHarness;
  let mia: Client;
  let base: ReturnType<InstanceType<typeof Airtable>['base']>;
  let endpointUrl: string;
  let baseId: string;

  const failure = async (work: Promise<unknown>): Promise<Failure> =>
    work.then(
      () => {
        throw new Error('it did not fail');
      },
      ({ error, message, statusCode }: Failure) => ({ error, message, statusCode }),
    );

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const made = await api.base(mia, [
      {
        name: 'Q3 / Budget',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Amount', type: 'number', options: { precision: 2 } },
          { name: 'Paid', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
          { name: 'No.', type: 'autoNumber' },
        ],
      },
    ]);
    baseId = made.id;
    endpointUrl = await api.app.listen({ host: '127.0.0.1', port: 0 });
    base = new Airtable({ apiKey: mia.token, endpointUrl, noRetryIfRateLimited: true }).base(baseId);
  });
  afterAll(() => api?.stop());

  const table = () => base('Q3 / Budget');

  it('creates one record and many, and finds them', async () => {
    const one = await table().create({ Name: 'One', Amount: 1.5, Paid: true });
    expect(one.fields).toEqual({ Name: 'One', Amount: 1.5, Paid: true, 'No.': 1 });
    const many = await table().create([{ fields: { Name: 'Two' } }, { fields: { Name: 'Three' } }]);
    expect(many.map((record) => record.get('Name'))).toEqual(['Two', 'Three']);
    const found = await table().find(one.id);
    expect(found.fields).toEqual(one.fields);
  });

  it('updates, replaces and destroys', async () => {
    const [a, b] = await table().create([
      { fields: { Name: 'a', Amount: 1 } },
      { fields: { Name: 'b', Amount: 2 } },
    ]);
    const updated = await table().update(a?.id as string, { Amount: 5 });
    expect(updated.fields).toMatchObject({ Name: 'a', Amount: 5 });
    const both = await table().update([
      { id: a?.id as string, fields: { Paid: true } },
      { id: b?.id as string, fields: { Paid: true } },
    ]);
    expect(both.map((record) => record.get('Paid'))).toEqual([true, true]);
    const replaced = await table().replace(a?.id as string, { Name: 'only' });
    expect(Object.keys(replaced.fields).sort()).toEqual(['Name', 'No.']);
    await b?.patchUpdate({ Name: 'patched' });
    expect(b?.get('Name')).toBe('patched');
    const gone = await table().destroy([a?.id as string, b?.id as string]);
    expect(gone.map(({ id }) => id)).toEqual([a?.id, b?.id]);
    expect(await failure(table().find(a?.id as string))).toMatchObject({
      error: 'NOT_FOUND',
      statusCode: 404,
    });
  });

  it('pages through a list, by page and at once, in the order and size asked for', async () => {
    for (let batch = 0; batch < 3; batch++) {
      await table().create(
        Array.from({ length: 10 }, (_, at) => ({
          fields: { Name: `p${batch}`, Amount: 100 + batch * 10 + at },
        })),
      );
    }
    const sizes: number[] = [];
    const amounts: unknown[] = [];
    await table()
      .select({
        pageSize: 10,
        maxRecords: 25,
        sort: [{ field: 'Amount', direction: 'desc' }],
        fields: ['Amount'],
      })
      .eachPage((records, next) => {
        sizes.push(records.length);
        amounts.push(...records.map((record) => record.get('Amount')));
        next();
      });
    expect(sizes).toEqual([10, 10, 5]);
    expect(amounts).toEqual(Array.from({ length: 25 }, (_, at) => 129 - at));
    expect(await table().select({ pageSize: 7 }).all()).toHaveLength(33);
    expect(await table().select({ view: 'Grid view', maxRecords: 3 }).firstPage()).toHaveLength(3);
    const posted = await table()
      .select({
        method: 'post',
        pageSize: 7,
        timeZone: 'Europe/Vienna',
        userLocale: 'de',
        cellFormat: 'json',
      })
      .all();
    expect(posted).toHaveLength(33);
  });

  it('survives deletions between two pages', async () => {
    const pages: string[][] = [];
    await table()
      .select({ pageSize: 10 })
      .eachPage(async (records, next) => {
        pages.push(records.map(({ id }) => id));
        if (pages.length === 1) await table().destroy(records.slice(-2).map(({ id }) => id));
        next();
      });
    const ids = pages.flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(33);
  });

  it('formats cells as text', async () => {
    const made = await table().create({ Name: 'Text', Amount: 1250.5, Paid: true });
    const [record] = await table()
      .select({
        cellFormat: 'string',
        timeZone: 'Europe/Berlin',
        userLocale: 'en',
        sort: [{ field: 'No.', direction: 'desc' }],
        maxRecords: 1,
      })
      .firstPage();
    expect(record?.id).toBe(made.id);
    expect(record?.fields).toEqual({
      Name: 'Text',
      Amount: '1250.50',
      Paid: 'checked',
      'No.': String(made.get('No.')),
    });
  });

  it('maps our errors to its own', async () => {
    const fields = { Name: 'x' };
    const other = new Airtable({ apiKey: 'patNobody', endpointUrl }).base(baseId);
    expect(await failure(other('Q3 / Budget').create(fields))).toMatchObject({
      error: 'AUTHENTICATION_REQUIRED',
      statusCode: 401,
    });
    expect(await failure(base('Nowhere').create(fields))).toMatchObject({
      error: 'NOT_AUTHORIZED',
      statusCode: 403,
    });
    expect(await failure(table().update(newId('record'), fields))).toMatchObject({
      error: 'NOT_FOUND',
      statusCode: 404,
    });
    const gone = newId('record');
    expect(await failure(table().update([{ id: gone, fields }]))).toEqual({
      error: 'ROW_DOES_NOT_EXIST',
      message: `Record ID ${gone} does not exist in this table`,
      statusCode: 422,
    });
    await table().create([{ fields: { Name: 'twin' } }, { fields: { Name: 'twin' } }]);
    const upsert = { performUpsert: { fieldsToMergeOn: ['Name'] } };
    expect(
      await failure(table().update([{ fields: { Name: 'twin' } } as never], upsert as never)),
    ).toMatchObject({
      error: 'INVALID_RECORDS',
      message: expect.stringContaining('Cannot update more than one record'),
      statusCode: 422,
    });
    expect(await failure(table().create({ Nope: 1 }))).toMatchObject({
      error: 'UNKNOWN_FIELD_NAME',
      message: 'Unknown field name: "Nope"',
      statusCode: 422,
    });
    expect(await failure(table().create({ 'No.': 7 }))).toMatchObject({
      error: 'INVALID_VALUE_FOR_COLUMN',
      message: 'Field "No." cannot accept a value because the field is computed',
    });
    expect(await failure(table().create({ Amount: 'seven' as never }))).toMatchObject({
      error: 'INVALID_VALUE_FOR_COLUMN',
      message: 'Field "Amount" cannot accept the provided value',
    });
  });
});
