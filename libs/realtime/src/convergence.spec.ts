import type { Field } from '@pyairtable/contracts';
import * as fc from 'fast-check';
import {
  ALPHA,
  BETA,
  COMPUTED_FIELDS,
  FIELDS,
  MODIFIED,
  PEERS,
  SUM,
  TABLE_ID,
  TOTAL,
} from './testing/simulated-fields';
import { type SimulatedRoom, startRoom } from './testing/simulated-room';

/** One thing that happens; `who` picks a client, the rest pick rows, values and places. */
const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('step' as const), pick: fc.nat(50) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      who: fc.nat(2),
      row: fc.nat(300),
      value: fc.nat(9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      who: fc.nat(2),
      row: fc.nat(300),
      to: fc.array(fc.nat(300), { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('create' as const), who: fc.nat(2), value: fc.nat(9) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), who: fc.nat(2), row: fc.nat(300) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('undo' as const), who: fc.nat(2), redo: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('scroll' as const), who: fc.nat(2), row: fc.nat(300) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), who: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('network' as const), who: fc.nat(2), online: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('level' as const), who: fc.nat(2), edit: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), keep: fc.nat(4) }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

async function happen(event: Event, { world, base, clients }: SimulatedRoom): Promise<void> {
  const client = 'who' in event ? clients[event.who] : undefined;
  const rows = client?.rows;
  const target = rows && 'row' in event ? rows.rowAt(event.row % Math.max(1, rows.rowCount)) : undefined;
  switch (event.kind) {
    case 'step':
      await world.step(event.pick);
      return;
    case 'write':
      if (target) {
        const cells =
          event.value === 0 ? { [ALPHA]: null } : { [ALPHA]: `${event.value}`, [BETA]: event.value };
        client?.session.updateRecords(TABLE_ID, [{ id: target.id, cells }]);
      }
      return;
    case 'link': {
      if (!target || !base.fields.some(({ id }) => id === PEERS)) return;
      const peers = event.to.flatMap((row) => rows?.rowAt(row % rows.rowCount) ?? []);
      const titles = Object.fromEntries(peers.map(({ id, cells }) => [id, String(cells[ALPHA] ?? '')]));
      const ids = [...new Set(peers.map(({ id }) => id))];
      client?.session.updateRecords(TABLE_ID, [{ id: target.id, cells: { [PEERS]: ids } }], titles);
      return;
    }
    case 'create':
      client?.create(event.value, { [ALPHA]: `${event.value}` });
      return;
    case 'delete':
      if (target) client?.session.deleteRecords(TABLE_ID, [target.id]);
      return;
    case 'undo':
      if (event.redo) client?.session.redo();
      else client?.session.undo();
      return;
    case 'scroll':
      rows?.holdPlaces(false);
      rows?.setVisible({ start: event.row, end: event.row + 30 });
      return;
    case 'cut':
      client?.disconnect();
      return;
    case 'network':
      if (!client) return;
      client.online = event.online;
      if (!event.online) client.disconnect();
      return;
    case 'level':
      if (client) base.levels.set(client.userId, event.edit ? 'edit' : 'read');
      return;
    case 'wait':
      await world.advance(event.ms);
      return;
    case 'late':
      base.reserveLate();
      return;
    case 'forget':
      base.cut(event.keep);
      return;
  }
}

async function converges(
  events: Event[],
  initialRows: number,
  sortedBy: string | null,
  fields: Field[],
): Promise<void> {
  const all = startRoom(initialRows, sortedBy, fields);
  const { world, base, clients } = all;
  // Half of the runs begin with pages that are loaded, the other half while everything is on its way.
  if (events.length % 2 === 0) await world.settle();
  for (const event of events) await happen(event, all);
  for (const client of clients) {
    client.online = true;
    base.levels.set(client.userId, 'edit');
    client.rows.holdPlaces(false);
  }
  // More than once: what is still on its way may turn out to be a disconnect, and the next attempt may be 15 s away.
  for (let round = 0; round < 3; round += 1) {
    await world.settle();
    await world.advance(20_000);
  }
  await world.settle();
  for (const client of clients) {
    expect(client.session.state).toBe('online');
    expect(client.session.pendingCount).toBe(0);
    const seen = await client.scrollThrough();
    expect(seen).toEqual(base.all(sortedBy));
    if (sortedBy === null || !client.isGrouped) continue;
    const { groups, summaries } = base.groups(sortedBy);
    expect([client.rows.groups, client.rows.told?.summaries]).toEqual([groups, summaries]);
  }
  const opIds = base.log.map(({ opId }) => opId);
  expect(new Set(opIds).size).toBe(opIds.length);
  expect(opIds.filter((opId) => clients.some(({ rejected }) => rejected.includes(opId ?? '')))).toEqual([]);
  expect(all.faults).toEqual([]);
}

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 60);

describe('browsers that edit, scroll, lose their connection and their rights in any order', () => {
  it.each([
    ['in creation order', null, FIELDS],
    ['in sorted order', ALPHA, FIELDS],
    ['in the order of who changed them', MODIFIED, FIELDS],
    ['with computed cells', null, COMPUTED_FIELDS],
    ['in the order of a rollup', SUM, COMPUTED_FIELDS],
    ['in the order of a formula over one', TOTAL, COMPUTED_FIELDS],
  ])(
    'come to show what the server holds, nothing lost and nothing twice, %s',
    async (_, sortedBy, fields) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(event, { minLength: 20, maxLength: 160, size: 'max' }),
          fc.constantFrom(0, 3, 90, 260),
          async (events, initialRows) => {
            await converges(events, initialRows, sortedBy, fields);
          },
        ),
        { numRuns: RUNS },
      );
    },
    120_000,
  );
});
