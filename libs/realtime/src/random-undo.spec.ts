import * as fc from 'fast-check';
import type { BegunAct } from './client/begun-act';
import { ALPHA, TABLE_ID } from './testing/simulated-fields';
import type { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

const WRITTEN = 3;

/** One thing that a person does, or that they wait for; `late` picks one of the acts that were begun. */
const event = fc.record({
  kind: fc.constantFrom(
    ...(['write', 'write', 'write', 'clear', 'delete', 'begin', 'begin', 'do', 'do', 'end'] as const),
    ...(['undo', 'redo', 'wait'] as const),
  ),
  row: fc.nat(WRITTEN - 1),
  late: fc.nat(3),
  joins: fc.boolean(),
});

it('brings by undo of everything what there was, whatever was done later than it was asked for, and waited to be undone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 20 }), async (events) => {
      const { world, base, clients } = startRoom(WRITTEN + 2, null);
      const { session, rows } = clients[0] as SimulatedClient;
      rows.setVisible({ start: 0, end: 40 });
      await world.settle();
      const stored = () => base.all(null).map(({ id, cells }) => [id, cells[ALPHA]]);
      const before = stored();
      const begun: BegunAct[] = [];
      const write = (id: string, value: string | null) =>
        rows.indexOf(id) !== undefined &&
        session.updateRecords(TABLE_ID, [{ id, cells: { [ALPHA]: value } }]);
      for (const [at, { kind, row, late, joins }] of events.entries()) {
        const id = `rec${String(row)}`;
        // An edit that waits to be undone when its record is deleted is not.
        const gone = `rec${String(WRITTEN + (row % 2))}`;
        if (kind === 'write') write(id, `value ${String(at)}`);
        else if (kind === 'clear') write(id, null);
        else if (kind === 'delete' && rows.indexOf(gone) !== undefined)
          session.deleteRecords(TABLE_ID, [gone]);
        else if (kind === 'begin') begun.push(session.beginAct({ giveUp: () => undefined, joins }));
        else if (kind === 'do') begun.splice(late, 1)[0]?.do(() => write(id, `late ${String(at)}`));
        else if (kind === 'end') begun.splice(late, 1)[0]?.end();
        else if (kind === 'undo') session.undo();
        else if (kind === 'redo') session.redo();
        else await world.settle();
      }
      for (const act of begun) act.end();
      await world.settle();
      while (session.canUndo) {
        session.undo();
        await world.settle();
      }
      expect([stored(), session.isExpecting]).toEqual([before, false]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
