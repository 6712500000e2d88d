import Airtable from 'airtable';
import { inject } from 'vitest';
import { newBase, newPerson, type Person } from '../people';

const NAMES = ['Q4/2026 Pipeline', '100% done?', 'a+b & c#1', 'Größe – Maß'];

describe('tables whose names hold what addresses reserve, through the gateway', () => {
  const system = inject('system');
  let mia: Person;
  let baseId: string;

  beforeAll(async () => {
    mia = await newPerson(system, 'Mia');
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    const tables = NAMES.map((name) => ({ name, fields, records: [{ Name: name }] }));
    ({ baseId } = await newBase(system, mia, 'Reserved', tables));
  });

  const ask = async (path: string, method = 'GET', body?: object) => {
    const answer = await fetch(`${system.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${mia.token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read as they come; the assertions say their shape.
    return { status: answer.status, body: (await answer.json()) as any };
  };

  it.each(NAMES)('%s is found by every verb and by the npm package airtable', async (name) => {
    const url = `/v0/${baseId}/${encodeURIComponent(name)}`;
    const made = await ask(url, 'POST', { fields: { Name: 'made' } });
    const one = `${url}/${made.body.id}`;
    const answers = [
      made,
      await ask(url),
      await ask(`${url}/listRecords`, 'POST', {}),
      await ask(one),
      await ask(one, 'PATCH', { fields: { Name: 'patched' } }),
      await ask(one, 'PUT', { fields: { Name: 'put' } }),
      await ask(one, 'DELETE'),
      await ask(`/v0/meta/bases/${baseId}/tables/${encodeURIComponent(name)}/fields`, 'POST', {
        name: 'Added',
        type: 'multilineText',
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const base = new Airtable({ apiKey: mia.token, endpointUrl: system.baseUrl }).base(baseId);
    const records = await base(name).select().all();
    expect(records.map((record) => record.get('Name'))).toEqual([name]);
  });

  it.each([
    ['encoded twice', 'Q4%252F2026%2520Pipeline'],
    ['with plus signs for blanks', 'Q4%2F2026+Pipeline'],
    ['with its slash as it is', 'Q4/2026%20Pipeline'],
  ])('%s is another address', async (_how, segment) => {
    const answer = await ask(`/v0/${baseId}/${segment}`);
    expect(answer.status).toBe(segment.includes('/') ? 404 : 403);
  });
});
