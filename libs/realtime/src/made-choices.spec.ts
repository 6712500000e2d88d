import { ALPHA, TABLE_ID } from './testing/simulated-fields';
import type { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

const NEW = 'selNew00000000000';
const ON = 'selOn000000000000';

const put = ({ session }: SimulatedClient, id: string, value: string) =>
  session.updateRecords(TABLE_ID, [{ id, cells: { [ALPHA]: value } }]);

/** One person before three records, for whose cells choices were made; `asked` is what was asked of them, with the cell of the first record. */
async function start() {
  const { world, base, clients } = startRoom(3, null);
  const [mia, noor] = clients as [SimulatedClient, SimulatedClient];
  mia.rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const { session } = mia;
  const asked: string[] = [];
  const cell = () => base.all(null)[0]?.cells[ALPHA] as string;
  const ask = (what: string) => (ids: readonly string[]) => {
    asked.push(`${what} ${ids.join()} beside ${cell()}`);
    return Promise.resolve();
  };
  session.knowChoices([NEW], { drop: ask('drop'), add: ask('add') });
  const write = (id: string, value: string) => put(mia, id, value);
  const settled = async (act: () => unknown) => {
    act();
    await world.settle();
  };
  return { world, base, mia, noor, session, asked, cell, write, settled };
}

describe('a choice that was made for a cell', () => {
  it('goes once the cell is taken back, and comes back before it is done again', async () => {
    const { session, asked, write, settled } = await start();
    await settled(() => write('rec0', NEW));
    expect(asked).toEqual([]);
    await settled(() => session.undo());
    expect(asked).toEqual([`drop ${NEW} beside 0`]);
    await settled(() => session.redo());
    expect(asked.slice(1)).toEqual([`add ${NEW} beside 0`]);
    await settled(() => session.undo());
    expect(asked.slice(2)).toEqual([`drop ${NEW} beside 0`]);
  });

  it('goes with a record that was made with it, and comes back with that', async () => {
    const { base, session, asked, settled } = await start();
    await settled(() => session.createRecords(TABLE_ID, [{ cells: { [ALPHA]: NEW } }]));
    await settled(() => session.undo());
    await settled(() => session.redo());
    expect([asked, base.rowCount]).toEqual([[`drop ${NEW} beside 0`, `add ${NEW} beside 0`], 4]);
  });

  it('stays while the act that it was made for stands, whatever else is taken back', async () => {
    const { session, asked, write, settled } = await start();
    await settled(() => write('rec0', NEW));
    await settled(() => write('rec0', ON));
    await settled(() => write('rec1', NEW));
    await settled(() => session.undo());
    await settled(() => session.undo());
    expect(asked).toEqual([]);
    await settled(() => session.undo());
    expect(asked).toEqual([`drop ${NEW} beside 0`]);
  });

  it('is asked for nothing where undo and redo follow each other at once', async () => {
    const { session, asked, cell, write, settled } = await start();
    await settled(() => write('rec0', NEW));
    await settled(() => {
      session.undo();
      session.redo();
    });
    expect([asked, cell()]).toEqual([[], NEW]);
  });

  it('goes although the act was never sent, as soon as there is a connection, and comes back with it', async () => {
    const { world, mia, session, asked, cell, write, settled } = await start();
    mia.online = false;
    mia.disconnect();
    while (session.state === 'online') await world.step(0);
    write('rec0', NEW);
    session.undo();
    expect(asked).toEqual([]);
    await settled(() => {
      mia.online = true;
      session.reconnectNow();
    });
    expect([asked, cell()]).toEqual([[`drop ${NEW} beside 0`], '0']);
    await settled(() => session.redo());
    expect([asked.slice(1), cell()]).toEqual([[`add ${NEW} beside 0`], NEW]);
  });

  it('goes with an act that is refused', async () => {
    const { noor, session, asked, write, settled } = await start();
    await settled(() => {
      noor.session.deleteRecords(TABLE_ID, ['rec1']);
      write('rec1', NEW);
    });
    expect([asked, session.canUndo]).toEqual([[`drop ${NEW} beside 0`], false]);
  });

  it.each([
    ['put into another cell', (noor: SimulatedClient) => [put(noor, 'rec1', NEW), put(noor, 'rec1', ON)]],
    ['replaced', (noor: SimulatedClient) => put(noor, 'rec0', ON)],
    ['deleted with its record', (noor: SimulatedClient) => noor.session.deleteRecords(TABLE_ID, ['rec0'])],
  ])('stays where others have %s, which they may take back', async (_, others) => {
    const { session, noor, asked, write, settled } = await start();
    await settled(() => write('rec0', NEW));
    await settled(() => others(noor));
    await settled(() => session.undo());
    expect(asked).toEqual([]);
  });
});
