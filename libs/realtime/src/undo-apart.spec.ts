import * as fc from 'fast-check';
import { ALPHA, BETA, TABLE_ID } from './testing/simulated-fields';
import type { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 100);

/** What Mia does, with or without a connection, and Noor, who writes when nothing of Mia's is on its way. */
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      rows: fc.array(fc.nat(2), { maxLength: 3 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('redo' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('noor' as const), row: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('away' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('back' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('steps' as const), count: fc.nat(12) }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** What is left when one of two people takes all of theirs back: what the other wrote, and what there was. */
async function leavesTheOther(events: readonly Event[], field: string): Promise<void> {
  const { world, base, clients } = startRoom(3, null);
  const [mia, noor] = clients as [SimulatedClient, SimulatedClient];
  for (const { rows } of clients) rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const left = base.all(null).map(({ cells }) => cells[field]);
  let value = 100;
  const next = () => (field === BETA ? ++value : `${++value}`);
  const write = (who: SimulatedClient, rows: readonly number[]) => {
    const cells = { [field]: next() };
    who.session.updateRecords(
      TABLE_ID,
      rows.map((row) => ({ id: `rec${row}`, cells })),
    );
    return cells[field];
  };
  const back = async () => {
    mia.online = true;
    do await world.settle();
    while (mia.session.state !== 'online');
  };
  for (const event of events) {
    if (event.kind === 'write' && event.rows.length > 0) write(mia, [...new Set(event.rows)]);
    if (event.kind === 'undo') mia.session.undo();
    if (event.kind === 'redo') mia.session.redo();
    if (event.kind === 'steps') for (let at = 0; at < event.count; at += 1) await world.step(at);
    if (event.kind === 'back') await back();
    if (event.kind === 'away') {
      mia.online = false;
      mia.disconnect();
    }
    if (event.kind !== 'noor') continue;
    await world.settle();
    left[event.row] = write(noor, [event.row]);
    await world.settle();
  }
  while (mia.session.canUndo) mia.session.undo();
  await back();
  expect(base.all(null).map(({ cells }) => cells[field])).toEqual(left);
  expect([0, 1, 2].map((row) => mia.rows.cellAt(row, field))).toEqual(left);
  expect([mia.session.pendingCount, mia.kept.size]).toEqual([0, 0]);
}

it.each([
  ['texts', ALPHA],
  ['numbers', BETA],
])(
  'leaves the %s of others and nothing of its own when all is taken back',
  async (_, field) => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40, size: 'max' }), (events) =>
        leavesTheOther(events, field),
      ),
      { numRuns: RUNS },
    );
  },
  120_000,
);
