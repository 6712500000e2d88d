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

describe('undo without a connection', () => {
  async function apart() {
    const all = await start();
    const { world, base, mia, noor, told } = all;
    const cut = async () => {
      mia.online = false;
      mia.disconnect();
      while (mia.session.state === 'online') await world.step(0);
    };
    const back = async () => {
      mia.online = true;
      while (mia.session.state !== 'online') await world.settle();
      await world.settle();
    };
    const writeAs = (who: SimulatedClient, value: string, ...ids: string[]) =>
      who.session.updateRecords(
        TABLE_ID,
        ids.map((id) => ({ id, cells: { [ALPHA]: value } })),
      );
    const kept: [number, boolean][] = [];
    mia.session.subscribe((event) => {
      if (event.type === 'step') kept.push([event.kept, event.isDone]);
    });
    const alpha = (at: number) => base.all(null)[at]?.cells[ALPHA];
    return { world, base, mia, noor, told, cut, back, writeAs, alpha, kept };
  }

  it('sends nothing of an edit that was made and taken back', async () => {
    const { world, base, mia, noor, cut, back, writeAs, alpha } = await apart();
    await cut();
    writeAs(mia, 'slip', 'rec3');
    mia.session.undo();
    expect([mia.session.pendingCount, mia.kept.size, mia.rows.cellAt(3, ALPHA)]).toEqual([0, 0, '3']);
    writeAs(noor, 'by Noor', 'rec3');
    await world.settle();
    const { head } = base;
    await back();
    expect([base.head, alpha(3), mia.rows.cellAt(3, ALPHA)]).toEqual([head, 'by Noor', 'by Noor']);
    mia.session.redo();
    await world.settle();
    expect(alpha(3)).toBe('slip');
    mia.session.undo();
    await world.settle();
    expect(alpha(3)).toBe('by Noor');
  });

  it('leaves what others write over an older edit before the connection is back, and says so', async () => {
    const { world, mia, noor, cut, back, writeAs, alpha, kept } = await apart();
    writeAs(mia, 'new', 'rec3', 'rec4');
    await world.settle();
    await cut();
    mia.session.undo();
    expect(mia.rows.cellAt(3, ALPHA)).toBe('3');
    writeAs(noor, 'by Noor', 'rec3');
    await world.settle();
    await back();
    expect([alpha(3), alpha(4), mia.rows.cellAt(3, ALPHA)]).toEqual(['by Noor', '4', 'by Noor']);
    expect([mia.session.pendingCount, mia.kept.size, kept]).toEqual([
      0,
      0,
      [
        [0, true],
        [1, true],
      ],
    ]);
    mia.session.redo();
    await world.settle();
    expect([alpha(3), alpha(4)]).toEqual(['by Noor', 'new']);
  });

  it('takes nothing back where the log no longer says what others wrote before the connection is back, and says so', async () => {
    const { world, base, mia, noor, cut, back, writeAs, alpha, kept } = await apart();
    writeAs(mia, 'new', 'rec3', 'rec4');
    await world.settle();
    await cut();
    mia.session.undo();
    writeAs(noor, 'by Noor', 'rec3');
    writeAs(noor, 'too', 'rec5');
    await world.settle();
    base.cut(1);
    await back();
    expect([alpha(3), alpha(4), mia.session.pendingCount, mia.kept.size]).toEqual(['by Noor', 'new', 0, 0]);
    expect(kept.at(-1)).toEqual([1, false]);
  });

  it('takes nothing back of an older edit all of which others wrote over, whatever was done since', async () => {
    const { world, mia, noor, cut, back, writeAs, alpha, kept } = await apart();
    writeAs(mia, 'first', 'rec3');
    writeAs(mia, 'second', 'rec3');
    await world.settle();
    await cut();
    mia.session.undo();
    mia.session.undo();
    writeAs(mia, 'elsewhere', 'rec4');
    writeAs(noor, 'by Noor', 'rec3');
    await world.settle();
    await back();
    expect([alpha(3), alpha(4), mia.kept.size]).toEqual(['by Noor', 'elsewhere', 0]);
    expect(kept.slice(2)).toEqual([
      [1, false],
      [1, false],
    ]);
  });

  it('takes back what an edit really wrote over, where its answer came late', async () => {
    const { world, base, mia, noor, cut, back, writeAs, alpha } = await apart();
    writeAs(noor, 'by Noor', 'rec3');
    while (base.head < 11) await world.step(1);
    writeAs(mia, 'slip', 'rec3');
    await cut();
    mia.session.undo();
    expect(mia.rows.cellAt(3, ALPHA)).toBe('3');
    await world.settle();
    await back();
    expect([alpha(3), mia.rows.cellAt(3, ALPHA)]).toEqual(['by Noor', 'by Noor']);
    expect([mia.session.pendingCount, mia.kept.size]).toEqual([0, 0]);
  });

  it('leaves what others wrote although it was sent into a connection that was dead', async () => {
    const { world, mia, noor, back, writeAs, alpha } = await apart();
    writeAs(mia, 'new', 'rec3');
    await world.settle();
    mia.online = false;
    mia.session.undo();
    mia.disconnect();
    await world.settle();
    writeAs(noor, 'by Noor', 'rec3');
    await world.settle();
    await back();
    expect([alpha(3), mia.session.pendingCount, mia.kept.size]).toEqual(['by Noor', 0, 0]);
  });

  it('brings an older edit to what it was by redo, and takes it back again where others have not been', async () => {
    const { world, base, mia, noor, cut, back, writeAs, alpha } = await apart();
    writeAs(mia, 'new', 'rec3', 'rec4');
    await world.settle();
    const { head } = base;
    await cut();
    mia.session.undo();
    mia.session.redo();
    expect([mia.session.pendingCount, mia.rows.cellAt(3, ALPHA)]).toEqual([0, 'new']);
    mia.session.undo();
    mia.session.redo();
    writeAs(noor, 'by Noor', 'rec3');
    await world.settle();
    await back();
    expect([base.head, alpha(3), alpha(4)]).toEqual([head + 1, 'by Noor', 'new']);
    mia.session.undo();
    await world.settle();
    expect([alpha(3), alpha(4), mia.session.canUndo]).toEqual(['by Noor', '4', false]);
  });
});

it('leaves what was written to a cell after undo was asked for, though that waits for an answer', async () => {
  const { world, base, mia } = await start();
  const write = (value: string) =>
    mia.session.updateRecords(TABLE_ID, [{ id: 'rec1', cells: { [ALPHA]: value } }]);
  const alpha = () => base.all(null)[1]?.cells[ALPHA];
  write('first');
  mia.session.deleteRecords(TABLE_ID, ['rec3']);
  mia.session.undo();
  mia.session.undo();
  write('second');
  await world.settle();
  expect([alpha(), base.rowCount]).toEqual(['second', 10]);
  // As if it had been written when the first was taken back.
  mia.session.undo();
  await world.settle();
  expect([alpha(), mia.session.canUndo]).toEqual(['1', false]);
});

it('leaves a record that was written to after the undo of its creation was asked for', async () => {
  const { world, base, mia } = await start();
  const [made = ''] = mia.session.createRecords(TABLE_ID, [{ cells: {} }]);
  mia.session.deleteRecords(TABLE_ID, ['rec3']);
  mia.session.undo();
  mia.session.undo();
  mia.session.updateRecords(TABLE_ID, [{ id: made, cells: { [ALPHA]: 'typed' } }]);
  await world.settle();
  expect([base.rowCount, base.all(null).at(-1)?.cells[ALPHA], mia.rejected]).toEqual([11, 'typed', []]);
});

it('does nothing again that waited while something new was done, once that is called off', async () => {
  const { world, base, mia, write } = await start();
  mia.session.deleteRecords(TABLE_ID, ['rec3']);
  await world.settle();
  mia.session.undo();
  expect(mia.session.redo()).toBe('waits');
  write('rec0');
  expect(mia.session.waiting).toEqual({ undo: 0, redo: 1 });
  mia.session.stopWaiting();
  await world.settle();
  expect([base.rowCount, mia.session.waiting, mia.session.canRedo]).toEqual([10, undefined, false]);
});
