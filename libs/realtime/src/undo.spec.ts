import { ALPHA, TABLE_ID } from './testing/simulated-fields';
import type { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

/** One person before ten records, and what was told of undo. */
async function start() {
  const { world, base, clients } = startRoom(10, null);
  const mia = clients[0] as SimulatedClient;
  mia.rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const told: string[] = [];
  mia.session.subscribe((event) => {
    if (event.type === 'step') told.push(event.kind);
  });
  const write = (id: string) => mia.session.updateRecords(TABLE_ID, [{ id, cells: { [ALPHA]: 'new' } }]);
  return { world, base, mia, noor: clients[1] as SimulatedClient, told, write };
}

it('brings deleted records back although the next edit came before the answer', async () => {
  const { world, base, mia, told, write } = await start();
  mia.session.deleteRecords(TABLE_ID, ['rec3']);
  expect([mia.session.undo(), told]).toEqual(['waits', []]);
  write('rec0');
  await world.settle();
  expect([base.rowCount, told, mia.rows.rowAt(0)?.cells[ALPHA]]).toEqual([10, ['undo'], 'new']);
});

it('takes a deletion and the edit before it back by two presses before the answer', async () => {
  const { world, base, mia, told, write } = await start();
  write('rec3');
  mia.session.deleteRecords(TABLE_ID, ['rec3']);
  mia.session.undo();
  mia.session.undo();
  await world.settle();
  expect([base.rowCount, base.all(null)[3]?.cells[ALPHA], told]).toEqual([10, '3', ['undo', 'undo']]);
});

it('takes a deletion back at once while there is no connection', async () => {
  const { world, base, mia, told, write } = await start();
  mia.online = false;
  mia.disconnect();
  while (mia.session.state === 'online') await world.step(0);
  mia.session.deleteRecords(TABLE_ID, ['rec3']);
  mia.session.undo();
  write('rec0');
  expect([mia.rows.rowCount, mia.rows.indexOf('rec3'), told]).toEqual([10, 3, ['undo']]);
  expect([mia.session.pendingCount, mia.kept.size]).toEqual([1, 1]);
  mia.session.undo();
  mia.session.deleteRecords(TABLE_ID, ['rec4']);
  mia.session.undo();
  mia.session.redo();
  expect(mia.rows.indexOf('rec4')).toBeUndefined();
  mia.online = true;
  mia.session.reconnectNow();
  await world.settle();
  expect(base.ids()).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9].map((at) => `rec${at}`));
  expect(base.all(null)[0]?.cells[ALPHA]).toBe('0');
});

it('leaves what somebody else has written over an edit, and takes the edit before it back', async () => {
  const { world, base, mia, noor, write } = await start();
  write('rec1');
  write('rec0');
  await world.settle();
  noor.session.updateRecords(TABLE_ID, [{ id: 'rec0', cells: { [ALPHA]: 'by Noor' } }]);
  await world.settle();
  mia.session.undo();
  mia.session.undo();
  await world.settle();
  expect([0, 1].map((at) => base.all(null)[at]?.cells[ALPHA])).toEqual(['by Noor', '1']);
});
