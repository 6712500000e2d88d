import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdminClient, importBaseFile } from '@pyairtable/admin';
import type { OpResult } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import Airtable from 'airtable';
import { LogFollower } from './log-follower';
import { startSystem, type RunningSystem } from './start-system';

const WRITERS = 6;
/** Between two kills: long enough for the writers to be at work again. */
const WORK_MS = 2_500;
const RETRY_MS = 50;

/**
 * The process is killed while several programs write without pause. One kind of writer repeats an op under its id until
 * it is acknowledged, as a browser does; one repeats a plain create under its Idempotency-Key; one is an unmodified
 * Airtable client that never repeats.
 */
describe('a kill -9 during a stream of writes', () => {
  let system: RunningSystem;
  let token: string;
  let baseId: string;
  const tableId = newId('table');
  const fieldId = newId('field');

  beforeAll(async () => {
    system = await startSystem();
    const admin = new AdminClient({ url: system.baseUrl, operatorToken: system.operatorToken });
    ({ token } = await admin.createToken({ email: system.demo.email, name: 'fault test' }));
    const table = {
      id: tableId,
      name: 'Log',
      fields: [{ id: fieldId, name: 'Name', type: 'singleLineText' }],
    };
    const file = { name: 'Faults', workspace: 'Faults', tables: [table] };
    ({ baseId } = await importBaseFile(admin, file, { owner: system.demo.email }));
  });
  afterAll(async () => {
    expect(await system.stop()).toBe(0);
  });

  const call = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(new URL(path, system.baseUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });

  /** Creates one record per op; a failed call is made again with the same op until it is acknowledged. */
  async function writeOps(
    writer: number,
    running: AbortSignal,
    acknowledged: Map<string, string>,
  ): Promise<void> {
    for (let turn = 0; !running.aborted; turn += 1) {
      const name = `op ${writer}.${turn}`;
      const op = {
        id: randomUUID(),
        kind: 'records.create',
        tableId,
        records: [{ cells: { [fieldId]: name } }],
      };
      const { recordIds } = (await untilAcknowledged(() => call(`/v1/bases/${baseId}/ops`, op))) as OpResult;
      acknowledged.set(name, recordIds[0] as string);
    }
  }

  /** Creates records as Airtable's API does it, each under a key; a failed call is made again with the same key. */
  async function writeKeyed(
    writer: number,
    running: AbortSignal,
    acknowledged: Map<string, string>,
  ): Promise<void> {
    for (let turn = 0; !running.aborted; turn += 1) {
      const name = `keyed ${writer}.${turn}`;
      const headers = { 'idempotency-key': randomUUID() };
      const create = () => call(`/v0/${baseId}/${tableId}`, { fields: { Name: name } }, headers);
      acknowledged.set(name, ((await untilAcknowledged(create)) as { id: string }).id);
    }
  }

  async function untilAcknowledged(send: () => Promise<Response>): Promise<unknown> {
    for (;;) {
      const answer = await send().catch(() => undefined);
      if (answer?.ok) return answer.json();
      // A fault of ours to mend, not one to wait out.
      if (answer && answer.status < 500 && answer.status !== 429)
        throw new Error(`${answer.status} ${await answer.text()}`);
      await sleep(RETRY_MS);
    }
  }

  /** Creates records with Airtable's own client; what fails is left, whether or not it was stored. */
  async function writeByClient(
    writer: number,
    running: AbortSignal,
    acknowledged: Map<string, string>,
  ): Promise<void> {
    const table = new Airtable({ apiKey: token, endpointUrl: system.baseUrl }).base(baseId)(tableId);
    for (let turn = 0; !running.aborted; turn += 1) {
      const name = `client ${writer}.${turn}`;
      try {
        acknowledged.set(name, (await table.create({ Name: name })).id);
      } catch {
        await sleep(RETRY_MS);
      }
    }
  }

  async function storedRecords(): Promise<{ id: string; name: string }[]> {
    const table = new Airtable({ apiKey: token, endpointUrl: system.baseUrl }).base(baseId)(tableId);
    const records = await table.select({ pageSize: 100 }).all();
    return records.map(({ id, fields }) => ({ id, name: String(fields['Name']) }));
  }

  it.each(['api', 'gateway', 'postgres'])(
    'of %s loses no acknowledged write, stores none twice, and every follower resumes without a gap',
    async (victim) => {
      const acknowledged = new Map<string, string>();
      const before = new Set((await storedRecords()).map(({ id }) => id));
      const head = async () => {
        const answer = await fetch(new URL(`/v1/bases/${baseId}/changes?after=0&limit=1`, system.baseUrl), {
          headers: { authorization: `Bearer ${token}` },
        });
        return ((await answer.json()) as { head: number }).head;
      };
      const after = await head();
      const followers = [1, 2].map(() => new LogFollower({ baseUrl: system.baseUrl, baseId, token, after }));
      const stop = new AbortController();
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        ([writeOps, writeByClient, writeKeyed][writer % 3] as typeof writeOps)(
          writer,
          stop.signal,
          acknowledged,
        ),
      );
      try {
        for (let kill = 0; kill < 2; kill += 1) {
          await sleep(WORK_MS);
          const count = acknowledged.size;
          system.kill(victim);
          await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(count + 20);
        }
        await sleep(WORK_MS);
      } finally {
        stop.abort();
        await Promise.all(writers);
      }

      const stored = (await storedRecords()).filter(({ id }) => !before.has(id));
      const names = stored.map(({ name }) => name);
      expect(new Set(names).size, 'a record stands twice').toBe(names.length);
      const idOf = new Map(stored.map(({ id, name }) => [name, id]));
      const lost = [...acknowledged].filter(([name, id]) => idOf.get(name) !== id);
      expect(lost, 'acknowledged writes that are not there').toEqual([]);
      expect(acknowledged.size).toBeGreaterThan(100);

      const end = await head();
      for (const follower of followers) {
        await expect.poll(() => follower.last, { timeout: 15_000 }).toBe(end);
        const numbers = follower.changes.map(({ seq }) => seq);
        expect(numbers).toEqual(Array.from({ length: end - after }, (_, index) => after + 1 + index));
        const created = follower.changes.flatMap(({ changes }) =>
          changes.flatMap((change) => (change.kind === 'records' ? (change.created ?? []) : [])),
        );
        expect(created.map(({ id }) => id).sort()).toEqual(stored.map(({ id }) => id).sort());
        expect(follower.reloads).toBe(0);
        expect(follower.connections).toBeGreaterThan(victim === 'postgres' ? 0 : 2);
        follower.close();
      }
    },
  );
});
