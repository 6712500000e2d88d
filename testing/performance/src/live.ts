/**
 * `npm run bench -- live`: SOCKETS (50) have one base open while WRITES (20) cells a second are written for SECONDS (60).
 * Counted is the time from sending a write until the last socket has it, through the gateway, as ratio to an UPDATE over one
 * HTTP hop that sends its answer to as many sockets, in the same run. Every socket must hear of every write once.
 */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerFrame } from '@pyairtable/contracts';
import { startSystem } from '@pyairtable/integration';
import { agent, databaseUrl, json, loadOfMachine, makeToken } from './ask-system';
import { Listeners } from './live/listeners';
import { send, type Shot, type Target } from './load';
import { startRawServer } from './raw-server-process';
import { fillRawTable } from './raw-table';
import { importSampleBase } from './records/sample-base';
import { BASE, rawId, recordId, TABLE } from './records/workloads';
import { at, ms, say } from './views/timing';

const COUNT = 10_000;
const SOCKETS = Number(process.env['SOCKETS'] ?? 50);
const WRITES_PER_S = Number(process.env['WRITES'] ?? 20);
const SECONDS = Number(process.env['SECONDS'] ?? 60);
const WARM_UP_WRITES = 40;
/** The last messages are waited for so long. */
const PATIENCE_MS = 10_000;

interface Side {
  name: string;
  target: Target;
  socketPath: string;
  /** The number written, where a message tells of a write. */
  numberIn(message: string): number | undefined;
  shot(record: number, value: number): Shot;
}

const gatewaySide = (target: Target, after: number): Side => ({
  name: 'gateway',
  target,
  socketPath: `/v1/bases/${BASE}/realtime?after=${after}`,
  numberIn: (message) => {
    const frame = JSON.parse(message) as ServerFrame;
    const [change] = frame.t === 'change' ? frame.change.changes : [];
    const [record] = (change?.kind === 'records' && change.updated) || [];
    return record && Number(Object.values(record.after)[0]);
  },
  shot: (record, value) => ({
    method: 'PATCH',
    path: `/v0/${BASE}/${TABLE}/${recordId(record)}`,
    body: JSON.stringify({ fields: { Quantity: value } }),
  }),
});

const rawSide = (url: string): Side => ({
  name: 'raw',
  target: { url, headers: {} },
  socketPath: '/',
  numberIn: (message) => (JSON.parse(message) as { fields: { Quantity: number } }).fields.Quantity,
  shot: (record, value) => ({
    method: 'PATCH',
    path: `/patch/${rawId(record)}`,
    body: JSON.stringify({ value }),
  }),
});

/** Milliseconds of each write until the last socket has heard of it; Infinity where one never did. */
async function watch({ target, socketPath, numberIn, shot }: Side): Promise<number[]> {
  const address = new URL(socketPath, target.url);
  address.protocol = 'ws:';
  const listeners = await Listeners.open(SOCKETS, address, target.headers, numberIn);
  const connections = new Agent({ keepAlive: true });
  const sent: number[] = [];
  const write = async (count: number, first: number) => {
    const answers: Promise<unknown>[] = [];
    const start = performance.now();
    for (let turn = 0; turn < count; turn++) {
      // At its time, whether or not the writes before are answered: a slow answer must not thin the load.
      await pause(Math.max(0, start + (turn * 1_000) / WRITES_PER_S - performance.now()));
      const value = first + turn;
      sent[value] = performance.now();
      answers.push(send(connections, target, shot((value * 7_919) % COUNT, value)));
    }
    await Promise.all(answers);
  };
  await write(WARM_UP_WRITES, 1_000_000);
  const first = 2_000_000;
  const count = WRITES_PER_S * SECONDS;
  await write(count, first);
  const values = Array.from({ length: count }, (_, turn) => first + turn);
  const heardBy = (value: number) => listeners.heard.get(value)?.length ?? 0;
  const deadline = performance.now() + PATIENCE_MS;
  while (values.some((value) => heardBy(value) < SOCKETS) && performance.now() < deadline) await pause(50);
  listeners.close();
  connections.destroy();
  assert.equal(
    values.filter((value) => heardBy(value) !== SOCKETS).length,
    0,
    'writes that not every socket heard of once',
  );
  return values.map(
    (value) => Math.max(...(listeners.heard.get(value) as number[])) - (sent[value] as number),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'pyairtable-bench-'));
try {
  const system = await startSystem({ home: folder });
  try {
    await fillRawTable(databaseUrl(system), COUNT);
    await importSampleBase(system, COUNT);
    const token = await makeToken(system);
    const raw = await startRawServer(databaseUrl(system));
    console.log(`${SOCKETS} sockets, ${WRITES_PER_S} writes a second for ${SECONDS} s; ${loadOfMachine()}`);
    say('write until the last socket has it', '    p50 ms    p95 ms    p99 ms');
    const byHand = await watch(rawSide(raw.url));
    raw.stop();
    const target = { url: system.baseUrl, headers: { authorization: `Bearer ${token}` } };
    const { seq } = await json<{ seq: number }>(target, { method: 'GET', path: `/v1/bases/${BASE}` });
    const ours = await watch(gatewaySide(target, seq));
    const shares = [0.5, 0.95, 0.99];
    say('raw', ...shares.map((share) => ms(at(byHand, share))));
    say('gateway, none lost', ...shares.map((share) => ms(at(ours, share))));
    say('ratio', ...shares.map((share) => (at(ours, share) / at(byHand, share)).toFixed(2).padStart(10)));
    console.log(loadOfMachine());
  } finally {
    await system.stop();
  }
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
