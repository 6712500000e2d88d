import type { Change } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('writes of records', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;

  const log = () =>
    api.sql<Pick<Change, 'seq' | 'changes'>>(`SELECT seq, changes FROM "${baseId}".change ORDER BY seq`);

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'T',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Count', type: 'number', options: { precision: 0 } },
          { name: 'No.', type: 'autoNumber' },
        ],
      },
    ]);
    baseId = base.id;
    url = `/v0/${baseId}/T`;
  });
  afterAll(() => api?.stop());

  it.each([
    ['post', {}, 'INVALID_REQUEST_MISSING_FIELDS'],
    ['post', { records: [] }, 'INVALID_RECORDS'],
    ['post', { records: Array.from({ length: 11 }, () => ({ fields: {} })) }, 'INVALID_RECORDS'],
    ['post', { records: [{ fields: {}, extra: 1 }] }, 'INVALID_RECORDS'],
    ['post', { records: [{ fields: {} }], fields: {} }, 'INVALID_REQUEST_UNKNOWN'],
    ['post', { fields: {}, typecast: 'yes' }, 'INVALID_REQUEST_UNKNOWN'],
    ['post', '{"fields":{"Count":NaN}}', 'INVALID_REQUEST_BODY'],
    ['patch', { records: [{ fields: {} }] }, 'INVALID_RECORDS'],
    [
      'patch',
      { records: [{ fields: {} }], performUpsert: { fieldsToMergeOn: [] } },
      'INVALID_REQUEST_UNKNOWN',
    ],
    ['put', { records: [{ id: 'rec1', fields: {} }] }, 'INVALID_RECORDS'],
  ] as const)('refuse %s %j with %s', async (method, body, type) => {
    const answer = await mia[method](url, body);
    expect([answer.status, answer.body.error.type]).toEqual([422, type]);
  });

  it('take nothing of a batch with one bad value, and burn no number', async () => {
    const refused = await mia.post(url, {
      records: [{ fields: { Name: 'ok' } }, { fields: { Count: 'no' } }],
    });
    expect(refused.body.error).toEqual({
      type: 'INVALID_VALUE_FOR_COLUMN',
      message: 'Field "Count" cannot accept the provided value',
    });
    const made = await mia.post(url, { fields: { Name: 'first' } });
    expect(made.body.fields['No.']).toBe(1);
    expect((await mia.get(url)).body.records).toHaveLength(1);
  });

  it('apply the same record twice in order, and answer in the order of the request', async () => {
    const { body } = await mia.post(url, { records: [{ fields: { Name: 'a' } }, { fields: { Name: 'b' } }] });
    const [a, b] = body.records.map(({ id }: { id: string }) => id);
    const answer = await mia.patch(url, {
      records: [
        { id: b, fields: { Count: 1 } },
        { id: a, fields: { Name: 'x', Count: 5 } },
        { id: b, fields: { Count: 2 } },
      ],
    });
    expect(answer.body.records.map(({ id, fields }: { id: string; fields: object }) => [id, fields])).toEqual(
      [
        [b, { Name: 'b', Count: 2, 'No.': expect.any(Number) }],
        [a, { Name: 'x', Count: 5, 'No.': expect.any(Number) }],
        [b, { Name: 'b', Count: 2, 'No.': expect.any(Number) }],
      ],
    );
  });

  it('change nothing when one record of a batch is missing', async () => {
    const { body } = await mia.post(url, { fields: { Name: 'stays' } });
    const before = (await log()).length;
    const missing = { error: { type: 'MODEL_ID_NOT_FOUND', message: 'Record not found' } };
    const patched = await mia.patch(url, {
      records: [
        { id: body.id, fields: { Name: 'gone' } },
        { id: newId('record'), fields: {} },
      ],
    });
    expect([patched.status, patched.body.error.type]).toEqual([422, 'ROW_DOES_NOT_EXIST']);
    const deleted = await mia.delete(`${url}?records[]=${body.id}&records[]=${newId('record')}`);
    expect([deleted.status, deleted.body]).toEqual([404, missing]);
    expect((await mia.get(`${url}/${body.id}`)).body.fields['Name']).toBe('stays');
    expect((await log()).length).toBe(before);
  });

  it('succeed when nothing changes, and accept null for every writable field', async () => {
    const { body } = await mia.post(url, { fields: { Name: null, Count: null } });
    expect((await mia.patch(`${url}/${body.id}`, { fields: { Name: null } })).body).toEqual(body);
    expect((await mia.patch(`${url}/${body.id}`, { fields: {} })).body).toEqual(body);
  });

  it('are one statement each, for one record and for ten', async () => {
    const records = Array.from({ length: 10 }, (_, at) => ({ fields: { Name: `n${at}`, Count: at } }));
    const ten = await mia.post(url, { records });
    const one = await mia.post(url, { fields: { Name: 'n' } });
    const patched = await mia.patch(url, {
      records: ten.body.records.map(({ id }: { id: string }) => ({ id, fields: { Count: 7 } })),
    });
    const single = await mia.patch(`${url}/${one.body.id}`, { fields: { Count: 7, Name: 'm' } });
    const ids = ten.body.records.map(({ id }: { id: string }) => `records[]=${id}`).join('&');
    const gone = await mia.delete(`${url}?${ids}`);
    expect([ten, one, patched, single, gone].map(({ status, statements }) => [status, statements])).toEqual(
      Array.from({ length: 5 }, () => [200, 1]),
    );
  });

  it('number the log without gaps or repeats when many write at once, and keep every write', async () => {
    const { body } = await mia.post(url, {
      records: Array.from({ length: 4 }, () => ({ fields: { Count: 0 } })),
    });
    const ids = body.records.map(({ id }: { id: string }) => id);
    const before = (await log()).length;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        at % 3 === 0
          ? mia.post(url, { fields: { Name: `c${at}` } })
          : at % 3 === 1
            ? mia.patch(`${url}/${ids[at % 4]}`, { fields: { Count: at } })
            : mia.patch(url, {
                records: [...ids].reverse().map((id: string) => ({ id, fields: { Name: `r${at}` } })),
              }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const entries = await log();
    expect(entries.length).toBe(before + 60);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
    const numbers = answers.filter((_, at) => at % 3 === 0).map((answer) => answer.body.fields['No.']);
    expect(new Set(numbers).size).toBe(20);
    // Each entry's before is the entry before it: nobody's write was overlooked.
    const last = new Map<string, unknown>();
    for (const { changes } of entries.slice(before)) {
      for (const change of changes) {
        if (change.kind !== 'records') continue;
        for (const { id, before: was, after: is } of change.updated ?? []) {
          for (const [field, cell] of Object.entries(was)) {
            const key = `${id}.${field}`;
            if (last.has(key)) expect(cell).toEqual(last.get(key));
          }
          for (const [field, cell] of Object.entries(is)) last.set(`${id}.${field}`, cell);
        }
      }
    }
    const [{ count } = { count: -1 }] = await api.sql<{ count: number }>(
      `SELECT record_count AS count FROM "${baseId}".table_counter`,
    );
    expect((await mia.get(`${url}?pageSize=100`)).body.records).toHaveLength(count);
  });
});
