import { randomUUID } from 'node:crypto';
import type { Field } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

/** More than one call of a function of PostgreSQL could name. */
const MANY = 55;

describe('a table with very many links', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let hub: { id: string; fields: Field[] };
  let spokes: { id: string }[];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const names = Array.from({ length: MANY }, (_, at) => `Spoke ${at}`);
    const base = await api.base(
      mia,
      names.map((name) => ({ name, fields: [{ name: 'Name', type: 'singleLineText' }] })),
    );
    baseId = base.id;
    spokes = base.tables;
    const { body } = await mia.post(`/v1/bases/${baseId}/tables`, {
      name: 'Hub',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        ...spokes.map(({ id }, at) => ({
          name: `L${at}`,
          type: 'multipleRecordLinks',
          options: { linkedTableId: id },
        })),
      ],
    });
    hub = body;
  });
  afterAll(() => api?.stop());

  it('is written by titles in all of them at once, read, emptied of them, deleted and brought back', async () => {
    const url = `/v0/${baseId}/Hub`;
    const links = Object.fromEntries(spokes.map((_, at) => [`L${at}`, [`S${at}`]]));
    const made = await mia.post(url, { fields: { Name: 'A', ...links }, typecast: true });
    expect(made.status).toBe(200);
    const { id, fields } = made.body;
    expect(Object.keys(fields)).toHaveLength(MANY + 1);

    const none = Object.fromEntries(spokes.map((_, at) => [`L${at}`, []]));
    const emptied = await mia.patch(`${url}/${id}`, { fields: none });
    expect([emptied.status, emptied.body.fields]).toEqual([200, { Name: 'A' }]);
    const filled = await mia.patch(`${url}/${id}`, { fields });
    expect([filled.status, filled.body.fields]).toEqual([200, fields]);

    expect((await mia.delete(`${url}/${id}`)).status).toBe(200);
    const { body } = await mia.get(`/v1/bases/${baseId}`);
    const back = await mia.post(`/v1/bases/${baseId}/ops`, {
      id: randomUUID(),
      kind: 'records.restore',
      seq: body.seq,
    });
    expect(back.status).toBe(200);
    expect((await mia.get(`${url}/${id}`)).body.fields).toEqual(fields);
    expect((await mia.get(`/v1/bases/${baseId}/export`)).status).toBe(200);
  });

  it('may be asked for the times of all their cells, and exported with them', async () => {
    const named = hub.fields.slice(1).map(({ name }) => `{${name}}`);
    const asked = await mia.post(`/v1/bases/${baseId}/tables/${hub.id}/fields`, {
      name: 'Touched',
      type: 'formula',
      options: { formula: `LAST_MODIFIED_TIME(${named.join(', ')})` },
    });
    expect(asked.status).toBe(201);
    expect((await mia.get(`/v1/bases/${baseId}/export`)).status).toBe(200);
  });
});
