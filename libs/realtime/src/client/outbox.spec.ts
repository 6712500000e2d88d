import { Room } from '../room/room';
import type { RoomUser } from '../room/ports';
import { SimulatedBase } from '../testing/simulated-base';
import { ALPHA, TABLE_ID } from '../testing/simulated-fields';
import { SimulatedClient } from '../testing/simulated-client';
import { VirtualWorld } from '../testing/virtual-world';

async function start() {
  const world = new VirtualWorld();
  const base = new SimulatedBase();
  base.levels.set('usr0', 'edit');
  base.execute(
    { userId: 'usr0', resources: null },
    {
      id: 'seed',
      kind: 'records.create',
      tableId: TABLE_ID,
      records: [{ id: 'rec0', cells: { [ALPHA]: 'old' } }],
    },
  );
  const room = new Room<RoomUser>({
    log: { read: (after, limit) => world.answer('log', () => base.read(after, limit)) },
    access: {
      levels: (members) => world.answer('access', () => members.map((member) => base.levelOf(member))),
    },
    execute: (user, op) => world.answer('ops', () => base.execute(user, op)),
    timers: world.timers,
    onFault: (error) => {
      throw error;
    },
  });
  const open = async (kept?: SimulatedClient['kept']) => {
    const page = new SimulatedClient('usr0', null, world, base, room, kept);
    page.rows.setVisible({ start: 0, end: 40 });
    await world.settle();
    return page;
  };
  const away = async (page: SimulatedClient) => {
    page.online = false;
    page.disconnect();
    await world.settle();
  };
  const back = async (page: SimulatedClient) => {
    page.online = true;
    do await world.settle();
    while (page.session.state !== 'online');
  };
  const write = (page: SimulatedClient, value: string) =>
    page.session.updateRecords(TABLE_ID, [{ id: 'rec0', cells: { [ALPHA]: value } }]);
  const written = () => base.log.filter(({ opId }) => opId !== 'seed').length;
  return { world, base, room, open, away, back, write, written };
}

describe('ops that wait', () => {
  it('outlive the page: the next one shows them at once and sends them, in order, once', async () => {
    const { base, open, away, write, written } = await start();
    const first = await open();
    await away(first);
    write(first, 'one');
    write(first, 'two');
    const [added] = first.session.createRecords(TABLE_ID, [{ cells: { [ALPHA]: 'three' } }]);
    first.session.close();
    expect([written(), first.kept.size]).toEqual([0, 3]);

    const next = await open(first.kept);
    expect([written(), next.kept.size, next.session.pendingCount]).toEqual([3, 0, 0]);
    expect(base.ids()).toEqual(['rec0', added]);
    expect(next.rows.cellAt(0, ALPHA)).toBe('two');
    await open(next.kept);
    expect(written()).toBe(3);
  });

  it('are not carried out twice when the page went before it heard of the answer', async () => {
    const { world, open, write, written } = await start();
    const first = await open();
    write(first, 'new');
    // As far as the base, and no further.
    while (written() === 0) await world.step(0);
    first.session.close();
    expect(first.kept.size).toBe(1);
    const next = await open(first.kept);
    expect([written(), next.kept.size, next.rows.cellAt(0, ALPHA)]).toEqual([1, 0, 'new']);
  });

  it('leave when they are refused', async () => {
    const { world, base, open, write, written } = await start();
    const page = await open();
    base.levels.set('usr0', 'read');
    write(page, 'never');
    await world.settle();
    expect([written(), page.kept.size, page.rejected.length]).toEqual([0, 0, 1]);
  });

  it('that another page sent are taken back by what undoes them', async () => {
    const { world, base, open, away, back, write, written } = await start();
    const first = await open();
    await away(first);
    write(first, 'one');
    const [added = ''] = first.session.createRecords(TABLE_ID, [{ cells: { [ALPHA]: 'three' } }]);
    await open(first.kept);
    expect([written(), base.ids()]).toEqual([2, ['rec0', added]]);
    expect([first.session.undo(), first.session.undo(), first.rows.cellAt(0, ALPHA)]).toEqual([
      'done',
      'done',
      'old',
    ]);
    await back(first);
    expect([base.all(null).map(({ cells }) => cells[ALPHA]), first.kept.size]).toEqual([['old'], 0]);
    first.session.redo();
    await world.settle();
    expect([first.session.pendingCount, first.rows.cellAt(0, ALPHA)]).toEqual([0, 'one']);
  });

  it('that another page is sending are taken back by what undoes them', async () => {
    const { world, base, room, open, away, back, write, written } = await start();
    const first = await open();
    await away(first);
    write(first, 'one');
    const other = new SimulatedClient('usr0', null, world, base, room, first.kept);
    while (other.session.state !== 'online') await world.step(0);
    expect([written(), [...first.kept.values()].map(({ isClaimed }) => isClaimed)]).toEqual([0, [true]]);
    first.session.undo();
    await back(first);
    expect([base.all(null)[0]?.cells[ALPHA], other.rows.cellAt(0, ALPHA), first.kept.size]).toEqual([
      'old',
      'old',
      0,
    ]);
  });

  it('and were taken back are not sent by a page that had taken them up', async () => {
    const { world, base, room, open, away, write, written } = await start();
    const first = await open();
    await away(first);
    write(first, 'one');
    const other = new SimulatedClient('usr0', null, world, base, room, first.kept);
    expect([other.session.pendingCount, first.session.undo()]).toEqual([1, 'done']);
    await world.settle();
    expect([written(), other.session.pendingCount, other.rows.cellAt(0, ALPHA)]).toEqual([0, 0, 'old']);
  });

  it('and were taken back by a page that did not see the claim of another yet are not sent', async () => {
    const { world, base, room, open, away, write, written } = await start();
    const first = await open();
    await away(first);
    write(first, 'one');
    const other = new SimulatedClient('usr0', null, world, base, room, first.kept);
    while (other.session.state !== 'online') await world.step(0);
    // What a page writes others see a moment later.
    for (const kept of first.kept.values()) kept.isClaimed = false;
    expect([other.session.pendingCount, first.session.undo(), first.kept.size]).toEqual([1, 'done', 0]);
    await world.settle();
    expect([written(), other.session.pendingCount, other.rows.cellAt(0, ALPHA)]).toEqual([0, 0, 'old']);
  });

  it('are sent by a page that was closed and opened again just after it had claimed them', async () => {
    const { world, base, room, open, away, write, written } = await start();
    const first = await open();
    await away(first);
    write(first, 'one');
    first.session.close();
    const other = new SimulatedClient('usr0', null, world, base, room, first.kept);
    while (other.session.state !== 'online') await world.step(0);
    other.session.close();
    other.session.open();
    await world.settle();
    expect([written(), other.session.pendingCount, first.kept.size]).toEqual([1, 0, 0]);
  });

  it('of a long act that is stopped are those that no page has sent', async () => {
    const { world, base, open, away, back, written } = await start();
    const first = await open();
    await away(first);
    first.session.asOneAct(() => {
      for (let at = 0; at < 5; at += 1)
        first.session.createRecords(TABLE_ID, [{ cells: { [ALPHA]: String(at) } }]);
    });
    await open(first.kept);
    expect(written()).toBe(5);
    expect(first.session.act?.cancel()).toEqual({ done: 5, left: 0 });
    await back(first);
    first.session.undo();
    await world.settle();
    expect(base.ids()).toEqual(['rec0']);
  });

  it('say since when the oldest of them waits', async () => {
    const { world, open, write } = await start();
    const page = await open();
    page.online = false;
    page.disconnect();
    write(page, 'one');
    const since = world.timers.now();
    await world.advance(3_000);
    write(page, 'two');
    expect(page.session.pendingSince).toBe(since);
    page.online = true;
    await world.settle();
    expect(page.session.pendingSince).toBeUndefined();
  });
});
