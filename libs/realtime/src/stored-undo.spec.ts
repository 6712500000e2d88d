import { ALPHA, TABLE_ID } from './testing/simulated-fields';
import { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

/** Mia, who takes something back without a connection and then reloads the page, and Noor, who writes meanwhile. */
async function start() {
  const { world, base, room, clients } = startRoom(10, null);
  const [mia, noor] = clients as [SimulatedClient, SimulatedClient];
  mia.rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const writeAs = (who: SimulatedClient, value: string, ...ids: string[]) =>
    who.session.updateRecords(
      TABLE_ID,
      ids.map((id) => ({ id, cells: { [ALPHA]: value } })),
    );
  const cut = async () => {
    mia.online = false;
    mia.disconnect();
    while (mia.session.state === 'online') await world.step(0);
  };
  const told: [number, boolean][] = [];
  const missed: boolean[] = [];
  const reload = async (page: SimulatedClient = mia) => {
    page.session.close();
    const next = new SimulatedClient('usr0', null, world, base, room, page.kept);
    next.session.subscribe((event) => {
      if (event.type === 'step') told.push([event.kept, event.isDone]);
      if (event.type === 'reload') missed.push(event.missed);
    });
    next.rows.setVisible({ start: 0, end: 40 });
    await world.settle();
    return next;
  };
  const alpha = (at: number) => base.all(null)[at]?.cells[ALPHA];
  return { world, base, room, mia, noor, writeAs, cut, reload, alpha, told, missed };
}

it('leaves what others wrote over an edit that was taken back before a reload, and says so', async () => {
  const { world, mia, noor, writeAs, cut, reload, alpha, told } = await start();
  writeAs(mia, 'new', 'rec3', 'rec4');
  await world.settle();
  await cut();
  mia.session.undo();
  writeAs(noor, 'by Noor', 'rec3');
  await world.settle();
  const next = await reload();
  expect([alpha(3), alpha(4), next.rows.cellAt(3, ALPHA)]).toEqual(['by Noor', '4', 'by Noor']);
  expect([next.session.pendingCount, next.kept.size, told]).toEqual([0, 0, [[1, true]]]);
});

it('does so where the edit itself was not answered before the reload', async () => {
  const { world, base, mia, noor, writeAs, reload, alpha } = await start();
  writeAs(mia, 'new', 'rec3', 'rec4');
  while (base.head < 11) await world.step(1);
  mia.session.undo();
  mia.session.close();
  writeAs(noor, 'by Noor', 'rec3');
  await world.settle();
  const next = await reload();
  expect([alpha(3), alpha(4), next.kept.size]).toEqual(['by Noor', '4', 0]);
});

it('does so where the edit was answered after it was taken back, and the page went before that was sent', async () => {
  const { world, base, mia, noor, writeAs, reload, alpha } = await start();
  writeAs(mia, 'new', 'rec3', 'rec4');
  while (base.head < 11) await world.step(1);
  mia.session.undo();
  while (mia.kept.size > 1) await world.step(0);
  mia.session.close();
  const { head } = base;
  writeAs(noor, 'by Noor', 'rec3');
  await world.settle();
  const next = await reload();
  // Either it was on its way already, and Noor wrote over it, or it is checked by the next page.
  expect([head, alpha(3), alpha(4), next.kept.size]).toEqual([11, 'by Noor', '4', 0]);
});

it('keeps a record that others wrote in, although the undo of its creation waited through reloads', async () => {
  const { world, base, mia, noor, cut, reload, told } = await start();
  const made = mia.session.createRecords(TABLE_ID, [{ cells: {} }, { cells: { [ALPHA]: 'mine' } }]);
  await world.settle();
  await cut();
  mia.session.undo();
  noor.session.updateRecords(TABLE_ID, [{ id: made[0] as string, cells: { [ALPHA]: 'by Noor' } }]);
  await world.settle();
  const next = await reload(await reload());
  expect([base.rowCount, base.ids().includes(made[0] as string), told]).toEqual([11, true, [[1, true]]]);
  expect(next.kept.size).toBe(0);
});

it('is sent as it was where nobody wrote meanwhile, with what was written after it', async () => {
  const { world, mia, writeAs, cut, reload, alpha } = await start();
  writeAs(mia, 'new', 'rec3', 'rec4');
  await world.settle();
  await cut();
  mia.session.undo();
  writeAs(mia, 'after', 'rec4');
  const next = await reload();
  expect([alpha(3), alpha(4), next.rows.cellAt(4, ALPHA), next.kept.size]).toEqual([
    '3',
    'after',
    'after',
    0,
  ]);
});

it.each([false, true])(
  'takes nothing back where the log no longer says what others wrote before the reload; claimed by a page before: %s',
  async (isClaimed) => {
    const { world, base, mia, noor, writeAs, cut, reload, alpha, told, missed } = await start();
    writeAs(mia, 'new', 'rec3', 'rec4');
    await world.settle();
    await cut();
    mia.session.undo();
    for (const kept of mia.kept.values()) kept.isClaimed = isClaimed;
    writeAs(noor, 'by Noor', 'rec3');
    writeAs(noor, 'too', 'rec5');
    await world.settle();
    base.cut(1);
    const next = await reload();
    expect([alpha(3), alpha(4), next.session.pendingCount, next.kept.size]).toEqual(['by Noor', 'new', 0, 0]);
    // The page itself has missed nothing.
    expect([told, missed]).toEqual([[[1, false]], []]);
    writeAs(next, 'goes on', 'rec6');
    await world.settle();
    expect([alpha(6), next.session.canUndo]).toEqual(['goes on', true]);
  },
);

it('sends nothing again that takes something back where the log no longer says what others wrote', async () => {
  const { world, base, mia, noor, writeAs, cut, alpha } = await start();
  writeAs(mia, 'new', 'rec3', 'rec4');
  await world.settle();
  // It was sent, and never arrived.
  mia.session.undo();
  await cut();
  writeAs(noor, 'by Noor', 'rec3');
  writeAs(noor, 'too', 'rec5');
  await world.settle();
  base.cut(1);
  mia.online = true;
  while (mia.session.pendingCount > 0) if (!(await world.step(0))) await world.advance(1_000);
  expect([alpha(3), alpha(4), mia.kept.size]).toEqual(['by Noor', 'new', 0]);
});

it('waits for nothing that was refused before the reload', async () => {
  const { world, mia, noor, writeAs, reload, alpha, told } = await start();
  noor.session.deleteRecords(TABLE_ID, ['rec3']);
  writeAs(mia, 'refused', 'rec3');
  for (let at = 4; at < 10; at += 1) writeAs(mia, 'new', `rec${at}`);
  for (let press = 0; press < 7; press += 1) mia.session.undo();
  while (mia.rejected.length === 0) await world.step(0);
  // What was written to the record that is gone is taken back last: its turn has not come.
  expect(mia.session.pendingCount).toBeGreaterThan(7);
  const next = await reload();
  writeAs(next, 'after', 'rec9');
  await world.settle();
  // The page that was left has told that it was refused.
  expect([next.session.pendingCount, next.kept.size, told]).toEqual([0, 0, []]);
  expect(['rec4', 'rec9'].map((id) => next.session.recordOf(TABLE_ID, id)?.cells[ALPHA])).toEqual([
    '4',
    'after',
  ]);
  expect(alpha(2)).toBe('2');
});

it('waits for nothing that another page sent in vain, and says that it is not taken back', async () => {
  const { world, base, room, mia, noor, writeAs, cut, reload, told } = await start();
  await cut();
  writeAs(mia, 'refused', 'rec3');
  noor.session.deleteRecords(TABLE_ID, ['rec3']);
  await world.settle();
  const other = new SimulatedClient('usr0', null, world, base, room, mia.kept);
  while (![...mia.kept.values()].some(({ isClaimed }) => isClaimed)) await world.step(0);
  mia.session.undo();
  while (mia.kept.size > 1) if (!(await world.step(0))) await world.advance(1_000);
  // The other page does not know of the undo, which waits alone.
  expect([other.session.pendingCount, mia.kept.size]).toEqual([0, 1]);
  const next = await reload();
  writeAs(next, 'after', 'rec4');
  await world.settle();
  expect([next.session.pendingCount, next.kept.size, told]).toEqual([0, 0, [[1, false]]]);
});

it('takes back what another page still has to send, once that is done', async () => {
  const { world, base, room, mia, writeAs, cut, reload, alpha, told } = await start();
  await cut();
  writeAs(mia, 'new', 'rec3');
  const other = new SimulatedClient('usr0', null, world, base, room, mia.kept);
  while (![...mia.kept.values()].some(({ isClaimed }) => isClaimed)) await world.step(0);
  other.online = false;
  other.disconnect();
  mia.session.undo();
  const next = await reload();
  expect([alpha(3), next.session.pendingCount, next.kept.size]).toEqual(['3', 0, 0]);
  other.online = true;
  while (other.session.pendingCount > 0) if (!(await world.step(0))) await world.advance(1_000);
  expect([alpha(3), other.session.pendingCount, told]).toEqual(['3', 0, []]);
});

it('does again, after a reload, what was taken back by less than was asked for', async () => {
  const { world, mia, noor, writeAs, cut, reload, alpha } = await start();
  writeAs(mia, 'new', 'rec3', 'rec4');
  await world.settle();
  // It was sent, and never arrived.
  mia.session.undo();
  await cut();
  mia.session.redo();
  writeAs(noor, 'by Noor', 'rec3');
  await world.settle();
  mia.online = true;
  // What is left of the undo has another id, and no answer yet.
  const ids = new Set(mia.kept.keys());
  while ([...mia.kept.keys()].every((id) => ids.has(id)))
    if (!(await world.step(0))) await world.advance(1_000);
  const next = await reload();
  writeAs(next, 'after', 'rec5');
  await world.settle();
  expect([next.session.pendingCount, next.kept.size]).toEqual([0, 0]);
  expect([alpha(3), alpha(4), alpha(5)]).toEqual(['by Noor', 'new', 'after']);
});
