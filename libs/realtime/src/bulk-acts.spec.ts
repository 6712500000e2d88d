import { ALPHA, BETA, TABLE_ID } from './testing/simulated-fields';
import type { SimulatedClient } from './testing/simulated-client';
import { type SimulatedRoom, startRoom } from './testing/simulated-room';

const ROWS = 3_000;
/** As many rows as a simulated client keeps, and those of one op. */
const MOST_HELD = 400 + 500;
const never = () => new AbortController().signal;

/** A value that comes while the world moves on. */
async function soon<T>({ world }: SimulatedRoom, promise: Promise<T>): Promise<T> {
  await world.settle();
  return promise;
}

async function start(
  sortedBy: string | null,
): Promise<SimulatedRoom & { mia: SimulatedClient; noor: SimulatedClient }> {
  const room = startRoom(ROWS, sortedBy);
  const [mia, noor] = room.clients as [SimulatedClient, SimulatedClient];
  for (const { rows } of room.clients) rows.setVisible({ start: 0, end: 40 });
  await room.world.settle();
  return { ...room, mia, noor };
}

const allIds = (room: SimulatedRoom, { rows }: SimulatedClient) =>
  soon(room, rows.chosenIds(0, rows.rowCount, never()));

describe.each([
  ['creation order', null],
  ['sorted order', ALPHA],
])('acts on more rows than are loaded, in %s', (_order, sortedBy) => {
  it('name the rows as they are shown, and wait for what is not saved', async () => {
    const all = await start(sortedBy);
    const { mia, base } = all;
    expect(await allIds(all, mia)).toEqual(base.all(sortedBy).map(({ id }) => id));
    mia.session.deleteRecords(TABLE_ID, [mia.rows.rowAt(0)?.id as string]);
    const ids = await soon(all, mia.rows.chosenIds(5, 700, never()));
    expect(ids).toEqual(
      base
        .all(sortedBy)
        .slice(5, 700)
        .map(({ id }) => id),
    );
    expect(ids[0]).toBe(mia.rows.rowAt(5)?.id);
    await expect(mia.rows.chosenIds(0, 200_001, never())).rejects.toThrow('At most 200,000 records');
  });

  it('delete all of them without reading the view again for each block, and say how far they are', async () => {
    const all = await start(sortedBy);
    const { mia, base, world } = all;
    const ids = await allIds(all, mia);
    // Not one screen but all that is held: as rows go, those behind them must not be read for nothing.
    for (let at = 0; at < 1_000; at += 200) {
      mia.rows.setVisible({ start: at, end: at + 40 });
      await world.settle();
    }
    mia.rows.setVisible({ start: 0, end: 40 });
    await world.settle();
    const windows = mia.windows;
    const seen = new Set<number>();
    mia.session.subscribe(({ type }) => {
      if (type === 'act') seen.add(mia.session.act?.settled ?? -1);
    });
    mia.session.deleteRecords(TABLE_ID, ids);
    expect([mia.rows.rowCount, mia.session.act]).toMatchObject([0, { records: ROWS, settled: 0, ops: 6 }]);
    await world.settle();
    expect([base.rowCount, mia.rows.rowCount, mia.session.act]).toEqual([0, 0, null]);
    expect([...seen]).toEqual([0, 1, 2, 3, 4, 5, -1]);
    expect(mia.windows - windows).toBe(0);
    mia.session.undo();
    expect(mia.session.act).toMatchObject({ kind: 'records.restore', records: ROWS, settled: 0, ops: 6 });
    await world.settle();
    expect([base.rowCount, mia.rows.rowCount, mia.session.canUndo]).toEqual([ROWS, ROWS, false]);
  });

  it('hold few rows when all of them come back', async () => {
    const all = await start(sortedBy);
    const { mia, noor, world } = all;
    mia.session.deleteRecords(TABLE_ID, await allIds(all, mia));
    await world.settle();
    mia.session.undo();
    let most = 0;
    const held = ({ rows }: SimulatedClient) =>
      Array.from({ length: rows.rowCount }, (_, at) => rows.rowAt(at)).filter(Boolean).length;
    for (const client of [mia, noor])
      client.session.subscribe(({ type }) => {
        if (type === 'act' || type === 'pending') most = Math.max(most, held(mia), held(noor));
      });
    await world.settle();
    expect(mia.rows.rowCount).toBe(ROWS);
    expect(Math.max(most, held(mia), held(noor))).toBeLessThanOrEqual(MOST_HELD);
  });

  it('delete the rest when somebody else was first with some', async () => {
    const all = await start(sortedBy);
    const { mia, noor, base, world } = all;
    const ids = await allIds(all, mia);
    noor.session.deleteRecords(TABLE_ID, ids.slice(700, 703));
    mia.session.deleteRecords(TABLE_ID, ids);
    await world.settle();
    expect([base.rowCount, mia.rejected.length, mia.session.pendingCount]).toEqual([0, 0, 0]);
    expect([mia.rows.rowCount, noor.rows.rowCount]).toEqual([0, 0]);
    mia.session.undo();
    await world.settle();
    expect(base.rowCount).toBe(ROWS - 3);
  });

  it('write the rest in one op, refused before the log tells of the deletion', async () => {
    const all = await start(sortedBy);
    const { mia, noor, base, world } = all;
    const [gone, ...kept] = [0, 1, 2].map((at) => mia.rows.rowAt(at)?.id as string);
    noor.session.deleteRecords(TABLE_ID, [gone as string]);
    mia.session.updateRecords(
      TABLE_ID,
      [gone as string, ...kept].map((id) => ({ id, cells: { [BETA]: -1 } })),
    );
    await world.settle();
    expect([mia.rejected.length, mia.kept.size, mia.session.pendingCount]).toEqual([0, 0, 0]);
    expect(base.all(sortedBy).flatMap(({ id, cells }) => (cells[BETA] === -1 ? [id] : []))).toEqual(kept);
    mia.session.undo();
    await world.settle();
    expect(base.all(sortedBy).filter(({ cells }) => cells[BETA] === -1)).toEqual([]);
  });

  it('stop where they are when cancelled; what was done can be undone', async () => {
    const all = await start(sortedBy);
    const { mia, base, world } = all;
    const ids = await allIds(all, mia);
    mia.online = false;
    mia.disconnect();
    await world.settle();
    mia.session.deleteRecords(TABLE_ID, ids);
    mia.session.act?.cancel();
    expect([mia.rows.rowCount, mia.session.act, mia.session.canUndo]).toEqual([ROWS, null, false]);
    mia.online = true;
    await world.advance(20_000);
    await world.settle();
    expect([base.rowCount, mia.session.pendingCount]).toEqual([ROWS, 0]);
  });

  it('stop halfway, also online: what was not sent stays, and it is told how much', async () => {
    const all = await start(sortedBy);
    const { mia, noor, base, world } = all;
    const ids = await allIds(all, mia);
    /** Cancels the present act when its first op is settled, and answers what it says it came to. */
    const stopSoon = async () => {
      const told: unknown[] = [];
      const ends = mia.session.subscribe(({ type }) => {
        const { act } = mia.session;
        if (type !== 'act' || act?.settled !== 1 || told.length > 0) return;
        told.push(act.cancel());
      });
      await world.settle();
      ends();
      return told;
    };
    mia.session.deleteRecords(TABLE_ID, ids);
    expect(await stopSoon()).toEqual([{ done: ROWS - base.rowCount, left: base.rowCount }]);
    expect(base.rowCount).toBeGreaterThanOrEqual(ROWS / 2);
    expect([mia.rows.rowCount, noor.rows.rowCount]).toEqual([base.rowCount, base.rowCount]);
    mia.session.undo();
    await world.settle();
    expect(base.rowCount).toBe(ROWS);

    mia.session.deleteRecords(TABLE_ID, ids);
    await world.settle();
    mia.session.undo();
    expect(await stopSoon()).toEqual([{ done: base.rowCount, left: ROWS - base.rowCount }]);
    expect(base.rowCount).toBeLessThanOrEqual(ROWS / 2);
    expect([mia.rows.rowCount, noor.rows.rowCount]).toEqual([base.rowCount, base.rowCount]);
  });

  it('clear cells of rows that are not loaded, and bring back what only the log knows', async () => {
    const all = await start(sortedBy);
    const { mia, base, world } = all;
    const ids = await allIds(all, mia);
    const before = base.all(sortedBy);
    const read = await soon(all, mia.rows.chosenRows(ids, [BETA], never()));
    expect(ids.map((id) => read.get(id)?.cells[BETA])).toEqual(before.map(({ cells }) => cells[BETA]));
    mia.session.updateRecords(
      TABLE_ID,
      ids.map((id) => ({ id, cells: { [BETA]: null } })),
    );
    // Not answered yet: the undo waits for the log.
    mia.session.undo();
    await world.settle();
    expect(base.all(sortedBy).map(({ cells }) => cells[BETA])).toEqual(
      before.map(({ cells }) => cells[BETA]),
    );
    expect(mia.session.canRedo).toBe(true);
  });
});

it('takes several acts made as one back by one undo', async () => {
  const all = await start(null);
  const { mia, base, world } = all;
  mia.session.asOneAct(() => {
    mia.session.updateRecords(TABLE_ID, [{ id: 'rec0', cells: { [ALPHA]: 'new' } }]);
    mia.session.createRecords(TABLE_ID, [{ cells: { [ALPHA]: 'made' } }]);
  });
  await world.settle();
  expect([base.rowCount, base.all(null)[0]?.cells[ALPHA]]).toEqual([ROWS + 1, 'new']);
  mia.session.undo();
  await world.settle();
  expect([base.rowCount, base.all(null)[0]?.cells[ALPHA], mia.session.canUndo]).toEqual([ROWS, '0', false]);
});
