import { randomUUID } from 'node:crypto';
import type { Shot } from '../load';
import { sampleRecord } from '../workload';

export const BASE = 'appBench000000001';
export const TABLE = 'tblBench000000001';
export const recordId = (number: number): string => `rec${String(number).padStart(14, '0')}`;
export const rawId = (number: number): string => `raw${String(number).padStart(14, '0')}`;

/** What both sides are asked to do. */
export interface Workload {
  name: string;
  clients: number;
  /** Records that a request makes; 1 for those that make none. */
  records?: number;
  aim?: { ratio: number } | { perSecond: number };
  raw(turn: number): Shot;
  ours(turn: number): Shot;
}

/** What the workloads name. */
export interface Prepared {
  /** Records that are there at the start. */
  count: number;
  /** Of pages spread over the table. */
  offsets: readonly string[];
  /** A record's cells as an op sends them. */
  rawCells(number: number): Record<string, unknown>;
}

const recordsFrom = (first: number, many: number): number[] =>
  Array.from({ length: many }, (_, index) => first + index);

function creates({ count, rawCells }: Prepared, clients: number): Workload[] {
  const numbers = (turn: number, many: number) => recordsFrom(count + turn * many, many);
  const raw = (many: number) => (turn: number) => ({
    method: 'POST' as const,
    path: '/create',
    body: JSON.stringify(numbers(turn, many).map(sampleRecord)),
  });
  const byApi = (many: number) => (turn: number) => ({
    method: 'POST' as const,
    path: `/v0/${BASE}/${TABLE}`,
    body: JSON.stringify({
      records: numbers(turn, many).map((number) => ({ fields: sampleRecord(number) })),
    }),
  });
  const byOp = (many: number) => (turn: number) => ({
    method: 'POST' as const,
    path: `/v1/bases/${BASE}/ops`,
    body: JSON.stringify({
      id: randomUUID(),
      kind: 'records.create',
      tableId: TABLE,
      records: numbers(turn, many).map((number) => ({ cells: rawCells(number) })),
    }),
  });
  return [
    { name: 'create 1', clients, records: 1, raw: raw(1), ours: byApi(1) },
    { name: 'create 10', clients, records: 10, aim: { ratio: 0.6 }, raw: raw(10), ours: byApi(10) },
    {
      name: 'create 1,000 by op',
      clients,
      records: 1_000,
      aim: { perSecond: 10_000 },
      raw: raw(1_000),
      ours: byOp(1_000),
    },
  ];
}

/** Everything is done by one client and by eight; what makes records comes last. */
export function workloads(prepared: Prepared): Workload[] {
  const { count, offsets } = prepared;
  /** Spread over the table, the same sequence in every run. */
  const pick = (turn: number): number => (turn * 7_919 + 17) % count;
  const offset = (turn: number) => offsets[turn % offsets.length] as string;
  const both = [1, 8];
  // Values of its own for each run: a write of what is there already would be another measurement.
  const value = (clients: number, turn: number) => clients * 1_000_000 + turn;
  return [
    ...both.map((clients): Workload => ({
      name: 'list page of 100',
      clients,
      aim: { ratio: 0.6 },
      raw: (turn) => ({ method: 'GET', path: `/list/${((turn % offsets.length) + 1) * 100}` }),
      ours: (turn) => ({
        method: 'GET',
        path: `/v0/${BASE}/${TABLE}?offset=${encodeURIComponent(offset(turn))}`,
      }),
    })),
    ...both.map((clients): Workload => ({
      name: 'read one record',
      clients,
      aim: { ratio: 0.5 },
      raw: (turn) => ({ method: 'GET', path: `/read/${rawId(pick(turn))}` }),
      ours: (turn) => ({ method: 'GET', path: `/v0/${BASE}/${TABLE}/${recordId(pick(turn))}` }),
    })),
    ...both.map((clients): Workload => ({
      name: 'PATCH one cell',
      clients,
      aim: { ratio: clients === 1 ? 0.4 : 0.6 },
      raw: (turn) => ({
        method: 'PATCH',
        path: `/patch/${rawId(pick(turn))}`,
        body: JSON.stringify({ value: value(clients, turn) }),
      }),
      ours: (turn) => ({
        method: 'PATCH',
        path: `/v0/${BASE}/${TABLE}/${recordId(pick(turn))}`,
        body: JSON.stringify({ fields: { Quantity: value(clients, turn) } }),
      }),
    })),
    ...both.flatMap((clients) => creates(prepared, clients)),
  ];
}
