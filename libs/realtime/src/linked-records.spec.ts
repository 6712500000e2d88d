import { ALPHA, COMPUTED_FIELDS, PEERS, TABLE_ID } from './testing/simulated-fields';
import { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

const MADE = 'recMadeWithALink0';

/** Two people before three records that link to one another; `link` makes a record and links another to it, as one act. */
async function start() {
  const { world, base, room, clients } = startRoom(3, null, COMPUTED_FIELDS);
  const [mia, noor] = clients as [SimulatedClient, SimulatedClient];
  mia.rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const { session } = mia;
  const linkOnly = (id: string, to: string[] | null) =>
    session.updateRecords(TABLE_ID, [{ id, cells: { [PEERS]: to } }]);
  const link = (id: string) =>
    session.asOneAct(() => {
      session.createRecords(TABLE_ID, [{ id: MADE, cells: { [ALPHA]: 'new' } }]);
      linkOnly(id, [MADE]);
    });
  const deleteMeanwhile = async (id: string, act: () => void) => {
    noor.session.deleteRecords(TABLE_ID, [id]);
    act();
    await world.settle();
  };
  const cut = async () => {
    mia.online = false;
    mia.disconnect();
    while (session.state === 'online') await world.step(0);
  };
  /** The next page of Mia's browser. */
  const reload = async () => {
    session.close();
    const next = new SimulatedClient('usr0', null, world, base, room, mia.kept);
    await world.settle();
    return next;
  };
  return { world, base, mia, noor, session, link, linkOnly, deleteMeanwhile, cut, reload };
}

describe('a record that is made with the link to it', () => {
  it('is taken back with that by one press of undo, and brought back by one of redo', async () => {
    const { world, base, session, link } = await start();
    link('rec0');
    expect(session.hasMade(MADE)).toBe(true);
    await world.settle();
    session.undo();
    await world.settle();
    expect([base.ids(), session.canUndo, session.hasMade(MADE)]).toEqual([
      ['rec0', 'rec1', 'rec2'],
      false,
      false,
    ]);
    session.redo();
    await world.settle();
    expect([base.ids().includes(MADE), base.all(null)[0]?.cells[PEERS]]).toEqual([
      true,
      [{ id: MADE, title: 'new' }],
    ]);
  });

  it('is not made where the person wrote to the cell after the press', async () => {
    const { world, base, session, link, linkOnly } = await start();
    const act = session.beginAct({ giveUp: () => undefined });
    linkOnly('rec0', ['rec1']);
    act.do(() => link('rec0'));
    await world.settle();
    expect(base.ids()).toEqual(['rec0', 'rec1', 'rec2']);
  });

  it('goes with the refusal of the link, and leaves nothing to take back', async () => {
    const { base, mia, session, link, deleteMeanwhile } = await start();
    await deleteMeanwhile('rec0', () => link('rec0'));
    expect([base.ids(), mia.rejected.length, session.canUndo, session.hasMade(MADE)]).toEqual([
      ['rec1', 'rec2'],
      1,
      false,
      false,
    ]);
  });

  it('stays where something else links to it that is not refused, and goes with the last that is', async () => {
    const one = await start();
    await one.deleteMeanwhile('rec0', () => {
      one.link('rec0');
      one.linkOnly('rec1', [MADE]);
    });
    expect(one.base.ids()).toEqual(['rec1', 'rec2', MADE]);
    const both = await start();
    both.noor.session.deleteRecords(TABLE_ID, ['rec1']);
    await both.deleteMeanwhile('rec0', () => {
      both.link('rec0');
      both.linkOnly('rec1', [MADE]);
    });
    expect(both.base.ids()).toEqual(['rec2']);
  });

  it('is not what was made before, by an act of its own', async () => {
    const { base, session, linkOnly, deleteMeanwhile } = await start();
    await deleteMeanwhile('rec0', () => {
      session.createRecords(TABLE_ID, [{ id: MADE, cells: { [ALPHA]: 'new' } }]);
      linkOnly('rec0', [MADE]);
    });
    expect(base.ids()).toEqual(['rec1', 'rec2', MADE]);
  });

  describe('by a page that goes before it was sent', () => {
    it('goes with the refusal of the link', async () => {
      const { base, link, deleteMeanwhile, cut, reload } = await start();
      await cut();
      await deleteMeanwhile('rec0', () => link('rec0'));
      const next = await reload();
      expect([base.ids(), next.rejected.length, next.kept.size]).toEqual([['rec1', 'rec2'], 1, 0]);
    });

    it.each([
      ['goes where only the link was not answered by then', false, ['rec1', 'rec2']],
      ['stays where others have written in it by then', true, ['rec1', 'rec2', MADE]],
    ])('%s', async (_, isWritten, left) => {
      const { world, base, mia, noor, link, reload } = await start();
      link('rec0');
      while (!base.ids().includes(MADE)) await world.step(0);
      mia.session.close();
      noor.session.deleteRecords(TABLE_ID, ['rec0']);
      if (isWritten) noor.session.updateRecords(TABLE_ID, [{ id: MADE, cells: { [ALPHA]: 'theirs' } }]);
      await world.settle();
      const next = await reload();
      expect([base.ids(), next.kept.size]).toEqual([left, 0]);
    });

    it('stays where something else links to it', async () => {
      const one = await start();
      await one.cut();
      await one.deleteMeanwhile('rec0', () => {
        one.link('rec0');
        one.linkOnly('rec1', [MADE]);
      });
      await one.reload();
      expect(one.base.ids()).toEqual(['rec1', 'rec2', MADE]);
    });

    it('stays with the link where that is taken', async () => {
      const { base, link, cut, reload } = await start();
      await cut();
      link('rec0');
      await reload();
      expect([base.ids().includes(MADE), base.all(null)[0]?.cells[PEERS]]).toEqual([
        true,
        [{ id: MADE, title: 'new' }],
      ]);
    });
  });
});
