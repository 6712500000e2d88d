import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { faultOf } from '../malformed/judge-answer';
import { malformedRequest, type Places } from '../malformed/malformed-request';
import { Random } from '../malformed/random';
import { rawExchange } from '../malformed/raw-exchange';
import { newBase, newPerson, type Person } from '../people';

const REQUESTS = process.env['SOAK'] ? 40_000 : 2_000;
const SEED = Number(process.env['MALFORMED_SEED'] ?? Math.trunc(Math.random() * 0xffff_ffff));
const STRANGERS = 12;
const WRITERS = 4;
const SHOWN = 20;

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
  it(
    'are answered without a fault of ours, and cost nobody else a write',
    async () => {
      const system = inject('system');
      const url = new URL(system.baseUrl);
      const [stranger, innocent] = await Promise.all([newPerson(system, 'Sten'), newPerson(system, 'Ina')]);
      const theirs = await placeOf(stranger, 'Strange');
      const ours = await placeOf(innocent, 'Innocent');
      const { id: recordId } = (await (await theirs.create('first')).json()) as { id: string };
      const places: Places = {
        host: url.host,
        baseId: theirs.baseId,
        tableId: 'T',
        recordId,
        token: stranger.token,
      };

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

      const random = new Random(SEED);
      const faults: string[] = [];
      let sent = 0;
      const send = async () => {
        while (sent < REQUESTS && faults.length < SHOWN) {
          sent += 1;
          const request = malformedRequest(random, places);
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

      expect(faults).toEqual([]);
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
