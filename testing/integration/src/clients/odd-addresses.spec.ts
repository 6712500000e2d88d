import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { inject } from 'vitest';
import { newBase, newPerson } from '../people';

const FIELDS = [{ name: 'Name', type: 'singleLineText' }];

/** An address as it is written: fetch would take dots for steps, encoded or not. */
async function read(path: string, token: string): Promise<{ status: number | undefined; body: unknown }> {
  const asking = get(new URL(inject('system').baseUrl), {
    path,
    headers: { authorization: `Bearer ${token}` },
  });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await json(answer) };
}

it('reaches tables named by dots under their encoded names, and by no others', async () => {
  const mia = await newPerson(inject('system'), 'Mia');
  const names = ['.', '..'];
  const tables = names.map((name) => ({ name, fields: FIELDS, records: [{ Name: `in ${name}` }] }));
  const { baseId } = await newBase(inject('system'), mia, 'Dots', tables);
  for (const [at, path] of ['%2E', '%2e%2E'].entries()) {
    const { status, body } = await read(`/v0/${baseId}/${path}?maxRecords=1`, mia.token);
    expect([status, body]).toMatchObject([200, { records: [{ fields: { Name: `in ${names[at]}` } }] }]);
  }
  for (const path of [`/v0/${baseId}/..`, `/v0/${baseId}/.`, `/v0/%2e%2e/${baseId}`, `/${baseId}/%2E`])
    expect(await read(path, mia.token)).toEqual({ status: 404, body: { error: 'NOT_FOUND' } });
});

it('answers escapes that are no text by the envelope, at every door', async () => {
  const mia = await newPerson(inject('system'), 'Mia');
  for (const path of [
    '/%ff',
    '/sign-in/%C3%28',
    '/v0/%E0%A4%A',
    '/v1/%zz',
    '/mcp/%ff',
    '/bff/%ff',
    '/api/auth/%ff',
  ])
    expect(await read(path, mia.token)).toMatchObject({
      status: 400,
      body: { error: { type: 'MALFORMED_REQUEST', message: expect.any(String) } },
    });
});
