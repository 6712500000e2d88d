import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { readServices } from '@pyairtable/nx-polyglot/services';
import { Draw, suiteSeed, workspaceRoot } from '@pyairtable/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { faultOf } from '../malformed/judge-answer';
import { CALLED_TOOLS, KNOWN_REQUESTS } from '../malformed/known-requests';
import { malformedRequest } from '../malformed/malformed-request';
import { mutatedRequest } from '../malformed/mutated-request';
import type { Places } from '../malformed/places';
import { rawExchange } from '../malformed/raw-exchange';
import { Stranger } from '../malformed/stranger-places';
import { McpTools } from './mcp-tools';
import { newBase, newPerson, type Person } from '../people';

const REQUESTS = process.env['SOAK'] ? 40_000 : 2_000;
const SEED = suiteSeed('MALFORMED_SEED');
const STRANGERS = 12;
const WRITERS = 4;
const SHOWN = 20;
/** Requests after which a stranger goes on with another table, and with what is left of the base. */
const MOVES_EVERY = 40;

const TABLE = { name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] };

/** One person's base and table. */
async function placeOf(person: Person, name: string) {
  const { baseId } = await newBase(inject('system'), person, name, [TABLE]);
  const records = new URL(`/v0/${baseId}/T`, inject('system').baseUrl);
  const headers = { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' };
  const create = (text: string) =>
    fetch(records, { method: 'POST', headers, body: JSON.stringify({ fields: { Name: text } }) });
  return { baseId, records, headers, create };
}

describe(`requests as no client should send them (MALFORMED_SEED=${SEED})`, () => {
  it('begin with what every route and every tool takes', async () => {
    const { baseUrl } = inject('system');
    const at = { base: 'x', table: 'x', view: 'x', record: 'x', field: 'x' } as Places;
    const paths = KNOWN_REQUESTS.map(({ url }) => url({ ...at, fields: [] }));
    const prefixes = readServices(workspaceRoot).flatMap(({ routes }) => routes.map(({ prefix }) => prefix));
    const isKnown = (prefix: string) => paths.some((path) => path.startsWith(prefix.replace('*', 'x')));
    expect(prefixes.filter((prefix) => !isKnown(prefix))).toEqual([]);

    const { token } = await newPerson(inject('system'), 'Tara');
    const tools = await McpTools.connect(
      new StreamableHTTPClientTransport(new URL('/mcp', baseUrl), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      }),
    );
    expect((await tools.names()).filter((name) => !CALLED_TOOLS.includes(name))).toEqual([]);
    await tools.close();
  });

  it(
    'are answered without a fault of ours, and cost nobody else a write',
    async () => {
      const system = inject('system');
      const url = new URL(system.baseUrl);
      const [stranger, innocent] = await Promise.all([Stranger.arrive(system), newPerson(system, 'Ina')]);
      const ours = await placeOf(innocent, 'Innocent');

      const failed: string[] = [];
      const written: string[] = [];
      const over = new AbortController();
      const write = async (writer: number) => {
        for (let turn = 0; !over.signal.aborted; turn += 1) {
          const text = `${writer}.${turn}`;
          const answer = await ours.create(text).catch((error: unknown) => String(error));
          if (typeof answer !== 'string' && answer.status === 200) {
            written.push(((await answer.json()) as { id: string }).id);
          } else {
            failed.push(typeof answer === 'string' ? answer : `${answer.status} ${await answer.text()}`);
          }
          await sleep(5);
        }
      };
      const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));

      const draw = new Draw(SEED);
      const faults: string[] = [];
      let places = await stranger.places(draw);
      let sent = 0;
      const send = async () => {
        while (sent < REQUESTS && faults.length < SHOWN) {
          sent += 1;
          if (sent % MOVES_EVERY === 0) places = await stranger.places(draw);
          const request = draw.chance(0.5) ? malformedRequest(draw, places) : mutatedRequest(draw, places);
          const came = await rawExchange({ hostname: url.hostname, port: Number(url.port) }, request);
          const fault = faultOf(request, came);
          if (fault)
            faults.push(
              `${fault}: ${JSON.stringify(Buffer.concat(request.pieces).toString('latin1').slice(0, 600))} (${request.ending}) got ${JSON.stringify(came.toString('latin1').slice(0, 300))}`,
            );
        }
      };
      await Promise.all(Array.from({ length: STRANGERS }, send));
      over.abort();
      await Promise.all(writers);

      expect([...faults, ...(await stranger.unreadable())]).toEqual([]);
      expect(failed).toEqual([]);
      expect(written.length).toBeGreaterThan(WRITERS * 10);
      const stored = new Set<string>();
      for (let offset: string | undefined = ''; offset !== undefined;) {
        ours.records.search = offset ? `offset=${encodeURIComponent(offset)}` : '';
        const page = (await (await fetch(ours.records, { headers: ours.headers })).json()) as {
          records: { id: string }[];
          offset?: string;
        };
        for (const { id } of page.records) stored.add(id);
        offset = page.offset;
      }
      expect(written.filter((id) => !stored.has(id))).toEqual([]);
      expect(stored.size).toBe(written.length);
      expect((await fetch(new URL('/healthz', url))).status).toBe(200);
    },
    process.env['SOAK'] ? 3_600_000 : 300_000,
  );
});
