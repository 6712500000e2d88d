import * as fc from 'fast-check';
import type { BegunAct } from './client/begun-act';
import { ALPHA, TABLE_ID } from './testing/simulated-fields';
import type { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 150);
const ROWS = 3;
const idOf = (row: number) => `rec${row}`;

/** What Mia does, with or without a connection, and Noor, who writes when nothing of Mia's is on its way. */
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      rows: fc.uniqueArray(fc.nat(ROWS - 1), { minLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), row: fc.nat(ROWS - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('begin' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('do' as const), row: fc.nat(ROWS - 1) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('redo' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('noor' as const), row: fc.nat(ROWS - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('away' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('back' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('steps' as const), count: fc.nat(12) }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** What is left when one of two people takes all of theirs back: what the other wrote, and what there was. */
async function leavesTheOther(events: readonly Event[]): Promise<void> {
  const { world, base, clients, faults } = startRoom(ROWS, null);
  const [mia, noor] = clients as [SimulatedClient, SimulatedClient];
  const { session, rows } = mia;
  for (const client of clients) client.rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const left = base.all(null).map(({ cells }) => cells[ALPHA]);
  let value = 100;
  const write = (who: SimulatedClient, ids: readonly string[]) => {
    const cells = { [ALPHA]: `${++value}` };
    who.session.updateRecords(
      TABLE_ID,
      ids.flatMap((id) => (who.rows.indexOf(id) === undefined ? [] : { id, cells })),
    );
    return cells[ALPHA];
  };
  const back = async () => {
    mia.online = true;
    do await world.settle();
    while (session.state !== 'online');
  };
  let begun: BegunAct | null = null;
  const end = (row = 0) => {
    begun?.do(() => write(mia, [idOf(row)]));
    begun?.end();
    begun = null;
  };
  const happen = async (event: Event) => {
    switch (event.kind) {
      case 'write':
        write(mia, event.rows.map(idOf));
        return false;
      case 'delete':
        if (rows.indexOf(idOf(event.row)) !== undefined) session.deleteRecords(TABLE_ID, [idOf(event.row)]);
        return false;
      case 'create':
        session.createRecords(TABLE_ID, [{ cells: { [ALPHA]: 'made' } }]);
        return false;
      case 'begin':
        begun ??= session.beginAct({ giveUp: () => undefined });
        return false;
      case 'do':
        end(event.row);
        return false;
      case 'undo':
        return session.undo() === 'waits';
      case 'redo':
        return session.redo() === 'waits';
      case 'noor':
        await world.settle();
        if (base.ids().includes(idOf(event.row))) left[event.row] = write(noor, [idOf(event.row)]);
        await world.settle();
        return false;
      case 'away':
        mia.online = false;
        mia.disconnect();
        return false;
      case 'back':
        await back();
        return false;
      case 'steps':
        for (let at = 0; at < event.count; at += 1) await world.step(at);
        return false;
    }
  };
  for (const event of events) {
    // What is done over an act that waits to be taken back is another question.
    if (await happen(event)) await back();
  }
  end();
  do {
    while (session.canUndo) session.undo();
    await back();
  } while (session.canUndo);
  expect(base.all(null).map(({ id, cells }) => [id, cells[ALPHA]])).toEqual(
    left.map((cell, row) => [idOf(row), cell]),
  );
  expect(left.map((_, row) => rows.cellAt(row, ALPHA))).toEqual(left);
  expect([rows.rowCount, mia.kept.size, mia.rejected, faults]).toEqual([ROWS, 0, [], []]);
}

it('leaves what others wrote and nothing of its own when all is taken back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40, size: 'max' }), leavesTheOther),
    { numRuns: RUNS },
  );
}, 120_000);
