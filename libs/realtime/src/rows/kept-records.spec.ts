import { type SimulatedRoom, startRoom } from '../testing/simulated-room';
import type { SimulatedClient } from '../testing/simulated-client';
import {
  ALPHA,
  BETA,
  COMPUTED_FIELDS,
  MODIFIED,
  OWN,
  PEERS,
  SUM,
  TABLE_ID,
} from '../testing/simulated-fields';

const FAR = 'rec700';

/** Two people at the top of a table, one of whom has a record open that stands far below. */
async function start(sortedBy: string | null = null) {
  const room = startRoom(900, sortedBy, COMPUTED_FIELDS);
  const [mia, noor] = room.clients as [SimulatedClient, SimulatedClient];
  for (const { rows } of room.clients) rows.setVisible({ start: 0, end: 40 });
  await room.world.settle();
  const shown: unknown[] = [];
  const end = mia.rows.keep(FAR, () => shown.push(mia.rows.recordOf(FAR)));
  await room.world.settle();
  return { ...room, mia, noor, shown, end };
}

const cell = ({ rows }: SimulatedClient, fieldId: string) => rows.recordOf(FAR)?.cells[fieldId];
const write = ({ session }: SimulatedClient, cells: Record<string, string | number | string[]>, id = FAR) =>
  session.updateRecords(TABLE_ID, [{ id, cells }]);
const onServer = ({ base }: SimulatedRoom) =>
  base.rows(
    [FAR],
    COMPUTED_FIELDS.map(({ id }) => id),
  )[0];

describe('a record that is kept', () => {
  it('is there without its row, and shows what is written to it at once', async () => {
    const { mia, world, shown } = await start();
    expect([mia.rows.indexOf(FAR), cell(mia, BETA)]).toEqual([undefined, 700]);
    write(mia, { [BETA]: 1 });
    expect([cell(mia, BETA), cell(mia, OWN), shown.at(-1)]).toEqual([1, '0-1', mia.rows.recordOf(FAR)]);
    await world.settle();
    expect([cell(mia, BETA), mia.rows.recordOf(FAR)]).toEqual([1, shown.at(-1)]);
    mia.session.undo();
    expect(cell(mia, BETA)).toBe(700);
  });

  it('shows what others write, and what follows from other records', async () => {
    const { mia, noor, world } = await start();
    const peers = noor.session.createRecords(TABLE_ID, [{ cells: { [BETA]: 3 } }, { cells: { [BETA]: 4 } }]);
    await world.settle();
    write(noor, { [ALPHA]: 'theirs', [PEERS]: peers });
    await world.settle();
    expect([cell(mia, ALPHA), cell(mia, MODIFIED), cell(mia, SUM)]).toEqual(['theirs', 'usr1', 7]);
    write(noor, { [BETA]: 100 }, peers[0]);
    await world.settle();
    expect(cell(mia, SUM)).toBe(104);
  });

  it('goes when it is deleted, and comes back', async () => {
    const { mia, noor, world } = await start();
    noor.session.deleteRecords(TABLE_ID, [FAR]);
    await world.settle();
    expect([mia.rows.recordOf(FAR), mia.rows.isMissing(FAR)]).toEqual([undefined, true]);
    noor.session.undo();
    await world.settle();
    expect([cell(mia, BETA), mia.rows.isMissing(FAR)]).toEqual([700, false]);
    mia.session.deleteRecords(TABLE_ID, [FAR]);
    expect([mia.rows.recordOf(FAR), mia.rows.isMissing(FAR)]).toEqual([undefined, true]);
  });

  it('is missing where there is none', async () => {
    const { mia, world } = await start();
    mia.rows.keep('recNobody', () => undefined);
    expect(mia.rows.isMissing('recNobody')).toBe(false);
    await world.settle();
    expect([mia.rows.recordOf('recNobody'), mia.rows.isMissing('recNobody')]).toEqual([undefined, true]);
  });

  it.each([null, BETA])('stays while rows come and go around it, sorted by %s', async (sortedBy) => {
    const { mia, noor, world, shown, ...room } = await start(sortedBy);
    for (const at of [690, 0, 690, 0]) {
      mia.rows.setVisible({ start: at, end: at + 40 });
      await world.settle();
      write(noor, { [BETA]: at + 5_000 });
      await world.settle();
      expect(cell(mia, BETA)).toBe(at + 5_000);
    }
    expect(shown).not.toContain(undefined);
    expect(mia.rows.recordOf(FAR)).toEqual(onServer({ ...room, world } as SimulatedRoom));
  });

  it('is read again after the log was interrupted', async () => {
    const { mia, noor, base, world } = await start();
    mia.online = false;
    mia.disconnect();
    await world.advance(100);
    write(noor, { [BETA]: 5 });
    await world.advance(3_000);
    base.cut(0);
    mia.online = true;
    mia.session.reconnectNow();
    await world.settle();
    expect(cell(mia, BETA)).toBe(5);
  });

  it('is read again as soon as the connection is back', async () => {
    const { mia, world } = await start();
    const from = world.timers.now();
    mia.online = false;
    mia.rows.keep('rec800', () => undefined);
    while (world.timers.now() < from + 30_000) await world.settle();
    expect(mia.rows.recordOf('rec800')).toBeUndefined();
    mia.online = true;
    mia.session.reconnectNow();
    const backAt = world.timers.now();
    while (await world.step(0));
    expect([mia.rows.recordOf('rec800')?.cells[BETA], world.timers.now()]).toEqual([800, backAt]);
  });

  it('is read no more once it is left', async () => {
    const { mia, noor, world, shown, end } = await start();
    end();
    const before = shown.length;
    write(noor, { [BETA]: 5 });
    await world.settle();
    expect([mia.rows.recordOf(FAR), shown.length]).toEqual([undefined, before]);
  });
});
