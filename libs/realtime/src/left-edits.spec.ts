import { ALPHA, TABLE_ID } from './testing/simulated-fields';
import { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

/** A page of Mia that is open, and another of the same browser that writes without a connection and is closed. */
async function start() {
  const { world, base, room, clients } = startRoom(10, null);
  const open = clients[0] as SimulatedClient;
  await world.settle();
  // The sockets of one person are counted page by page: those of two pages must not be called alike.
  open.session.redial();
  const left = new SimulatedClient('usr0', null, world, base, room, open.kept);
  for (const page of [open, left]) page.rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const write = (page: SimulatedClient, value: string, id: string) =>
    page.session.updateRecords(TABLE_ID, [{ id, cells: { [ALPHA]: value } }]);
  const cut = async (page: SimulatedClient) => {
    page.online = false;
    page.disconnect();
    while (page.session.state === 'online') await world.step(0);
  };
  const later = async () => {
    for (let looks = 0; looks < 4; looks += 1) {
      open.session.takeUpLeft();
      await world.advance(3_000);
      while (await world.step(0));
    }
  };
  const alpha = (at: number) => base.all(null)[at]?.cells[ALPHA];
  return { world, open, left, write, cut, later, alpha };
}

it('sends what another page of the base left, once that has had the time to send it itself', async () => {
  const { world, open, left, write, cut, later, alpha } = await start();
  await cut(left);
  write(left, 'left', 'rec1');
  write(left, 'left', 'rec2');
  left.session.close();
  await later();
  expect([alpha(1), open.kept.size, open.session.pendingCount]).toEqual(['1', 2, 0]);
  open.session.takeUpLeft();
  expect([open.rows.cellAt(1, ALPHA), open.session.pendingCount]).toEqual(['left', 2]);
  await world.settle();
  expect([alpha(1), alpha(2), open.kept.size, open.session.pendingCount]).toEqual(['left', 'left', 0, 0]);
});

it('sends nothing of that while it has no connection itself, and its own edits once', async () => {
  const { world, open, left, write, cut, later, alpha } = await start();
  await cut(left);
  await cut(open);
  write(left, 'left', 'rec1');
  write(open, 'own', 'rec2');
  left.session.close();
  await later();
  open.session.takeUpLeft();
  expect(open.session.pendingCount).toBe(1);
  open.online = true;
  open.session.reconnectNow();
  await world.settle();
  await later();
  expect([alpha(1), alpha(2), open.kept.size]).toEqual(['1', 'own', 1]);
  open.session.takeUpLeft();
  await world.settle();
  expect([alpha(1), open.kept.size, open.session.canUndo]).toEqual(['left', 0, true]);
});

it('leaves what another page took back to the page that is opened next', async () => {
  const { world, open, left, write, cut, later, alpha } = await start();
  write(left, 'new', 'rec1');
  await world.settle();
  await cut(left);
  write(left, 'left', 'rec2');
  left.session.undo();
  left.session.undo();
  left.session.close();
  await later();
  open.session.takeUpLeft();
  await world.settle();
  expect([alpha(1), alpha(2), open.kept.size]).toEqual(['new', '2', 1]);
});

it('leaves a long act to the page that is at it, which can stop it', async () => {
  const { world, open, left: busy } = await start();
  busy.session.createRecords(
    TABLE_ID,
    Array.from({ length: 8_000 }, () => ({ cells: { [ALPHA]: 'new' } })),
  );
  for (let seconds = 0; seconds < 9; seconds += 1) {
    const { pendingCount } = busy.session;
    for (let turn = 0; busy.session.pendingCount === pendingCount; turn += 1) await world.step(turn);
    await world.advance(1_000);
    if (seconds % 3 === 2) open.session.takeUpLeft();
  }
  expect(open.session.pendingCount).toBe(0);
  expect(busy.session.act?.cancel().left).toBeGreaterThan(1_000);
});
