import type { BegunAct } from './client/begun-act';
import { ALPHA, BETA, TABLE_ID } from './testing/simulated-fields';
import type { SimulatedClient } from './testing/simulated-client';
import { startRoom } from './testing/simulated-room';

/** One person before ten records, and what was told of undo. */
async function start(rows = 10) {
  const { world, base, clients } = startRoom(rows, null);
  const mia = clients[0] as SimulatedClient;
  mia.rows.setVisible({ start: 0, end: 40 });
  await world.settle();
  const told: string[] = [];
  mia.session.subscribe((event) => {
    if (event.type === 'step') told.push(event.kind);
  });
  const write = (value: string | null, ...ids: string[]) =>
    mia.session.updateRecords(
      TABLE_ID,
      ids.map((id) => ({ id, cells: { [ALPHA]: value } })),
    );
  const alphas = () => base.all(null).map(({ cells }) => cells[ALPHA]);
  return { world, mia, session: mia.session, told, write, alphas };
}

describe('an act that is done later than it was asked for', () => {
  it('is given up by undo, in its turn among the acts of the person', async () => {
    const { world, session, told, write, alphas } = await start();
    const givenUp: string[] = [];
    write('first', 'rec0');
    const act = session.beginAct({ tableId: TABLE_ID, giveUp: () => givenUp.push('late') });
    write('last', 'rec1');
    session.undo();
    expect([givenUp, act.isGivenUp]).toEqual([[], false]);
    session.undo();
    expect([givenUp, act.isGivenUp]).toEqual([['late'], true]);
    act.do(() => write('late', 'rec2'));
    act.end();
    await world.settle();
    expect(alphas().slice(0, 3)).toEqual(['first', '1', '2']);
    session.undo();
    await world.settle();
    expect([alphas()[0], told, session.canUndo]).toEqual(['0', ['undo', 'undo', 'undo'], false]);
  });

  it('tells by its signal that it was given up, by undo or by whoever began it', async () => {
    const { session } = await start();
    const [undone, ended, done] = ['undone', 'ended', 'done'].map(() =>
      session.beginAct({ giveUp: () => undefined }),
    ) as [BegunAct, BegunAct, BegunAct];
    done.do(() => undefined);
    done.end();
    ended.end();
    session.undo();
    const acts = [undone, ended, done];
    expect(acts.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
    expect(acts.map(({ isGivenUp }) => isGivenUp)).toEqual([true, true, false]);
  });

  it('stands where it was begun once it is done, and ends nothing that can be redone since', async () => {
    const { world, session, write, alphas } = await start();
    const act = session.beginAct({ giveUp: () => undefined });
    write('after', 'rec1');
    session.undo();
    act.do(() => write('late', 'rec0'));
    session.redo();
    await world.settle();
    expect(alphas().slice(0, 2)).toEqual(['late', 'after']);
    session.undo();
    await world.settle();
    expect(alphas().slice(0, 2)).toEqual(['late', '1']);
    session.undo();
    await world.settle();
    expect([alphas().slice(0, 2), session.canUndo]).toEqual([['0', '1'], false]);
  });

  it('is not written over by redo of what was taken back before it', async () => {
    const { world, session, write, alphas } = await start();
    const act = session.beginAct({ giveUp: () => undefined });
    write('typed', 'rec1');
    session.undo();
    act.do(() => write('late', 'rec1'));
    expect([session.redo(), session.canRedo]).toEqual(['nothing', false]);
    await world.settle();
    expect(alphas()[1]).toBe('late');
    session.undo();
    await world.settle();
    expect([alphas()[1], session.canUndo]).toEqual(['1', false]);
  });

  it('leaves the cells and records alone that the person was at since', async () => {
    const { world, mia, session, write, alphas } = await start();
    write('before', 'rec0');
    const act = session.beginAct({ giveUp: () => undefined });
    write('typed', 'rec1');
    session.deleteRecords(TABLE_ID, ['rec2']);
    await world.settle();
    act.do(() => write(null, 'rec0', 'rec1', 'rec2', 'rec3'));
    await world.settle();
    expect([alphas().slice(0, 3), mia.rejected]).toEqual([[undefined, 'typed', undefined], []]);
  });

  it('writes to what was written since and taken back', async () => {
    const { world, session, write, alphas } = await start();
    const act = session.beginAct({ giveUp: () => undefined });
    write('typed', 'rec1');
    session.undo();
    act.do(() => write('late', 'rec1'));
    await world.settle();
    expect(alphas()[1]).toBe('late');
  });

  it('adds to what was done to its cell since, after it, where it joins that, and not to what was emptied', async () => {
    const { world, session, write, alphas } = await start();
    const begin = () => session.beginAct({ giveUp: () => undefined, joins: true });
    const [joining, emptied] = [begin(), begin()];
    write('red', 'rec0', 'rec1');
    write(null, 'rec1');
    joining.do(() => write('red, green', 'rec0'));
    emptied.do(() => write('green', 'rec1'));
    await world.settle();
    expect(alphas().slice(0, 2)).toEqual(['red, green', undefined]);
    session.undo();
    await world.settle();
    expect(alphas()[0]).toBe('red');
  });

  it('hands its place to another that it begins when it is done', async () => {
    const { world, session, write, alphas } = await start();
    const copied = session.beginAct({ giveUp: () => undefined });
    write('typed', 'rec0');
    let pasted = copied;
    copied.do(() => (pasted = session.beginAct({ giveUp: () => undefined })));
    write('last', 'rec2');
    pasted.do(() => write('pasted', 'rec0', 'rec1', 'rec2'));
    await world.settle();
    expect([alphas().slice(0, 3), session.isExpecting]).toEqual([['typed', 'pasted', 'last'], false]);
    for (let presses = 0; presses < 2; presses += 1) session.undo();
    await world.settle();
    expect(alphas().slice(0, 3)).toEqual(['0', 'pasted', '2']);
  });

  it('is waited for by undo where it cannot be given up', async () => {
    const { world, session, told, write, alphas } = await start();
    write('before', 'rec0');
    const did: string[] = [];
    const act = session.beginAct({ tableId: TABLE_ID });
    expect([session.undo(), session.undo()]).toEqual(['waits', 'waits']);
    act.do(
      () => void session.recordAct({ undo: () => void did.push('undo'), redo: () => void did.push('redo') }),
    );
    await world.settle();
    expect([did, told, alphas()[0]]).toEqual([['undo'], ['undo', 'undo'], '0']);
    session.redo();
    session.redo();
    expect(did).toEqual(['undo', 'redo']);
  });

  it('is waited for by undo whatever is done meanwhile, until that is called off', async () => {
    const { world, session, write, alphas } = await start();
    const act = session.beginAct({ tableId: TABLE_ID });
    expect(session.undo()).toBe('waits');
    write('after', 'rec1');
    expect(session.waiting).toEqual({ undo: 1, redo: 0 });
    session.stopWaiting();
    expect(session.waiting).toBeUndefined();
    act.do(() => write('late', 'rec0'));
    await world.settle();
    expect(alphas().slice(0, 2)).toEqual(['late', 'after']);
    session.undo();
    await world.settle();
    expect(alphas().slice(0, 2)).toEqual(['late', '1']);
    session.undo();
    await world.settle();
    expect([alphas().slice(0, 2), session.canUndo]).toEqual([['0', '1'], false]);
  });

  it('holds up undo no more once nothing came of it', async () => {
    const { world, session, told, write, alphas } = await start();
    write('before', 'rec0');
    const act = session.beginAct({});
    session.undo();
    session.undo();
    act.end();
    await world.settle();
    expect([alphas()[0], told, session.canUndo]).toEqual(['0', ['undo'], false]);
  });

  it('is done after what it reads is left as the acts before it leave it', async () => {
    const { session } = await start();
    const [first, second] = [session.beginAct({}), session.beginAct({})];
    let isExpecting: boolean | undefined;
    second.do(() => (isExpecting = session.isExpecting));
    expect([isExpecting, session.isExpecting]).toEqual([true, true]);
    first.do(() => (isExpecting = session.isExpecting));
    expect([isExpecting, session.isExpecting]).toEqual([false, false]);
  });
});

it('reads records that are not loaded as the edits that are not answered yet leave them', async () => {
  const { world, mia, session, write } = await start(3_000);
  const ids = ['rec2000', 'rec2001'];
  write('new', 'rec2000');
  const read = mia.rows.chosenRows(ids, [ALPHA, BETA], new AbortController().signal);
  write('newer', 'rec2001');
  await world.settle();
  expect([...(await read).values()].map(({ cells }) => cells[ALPHA])).toEqual(['new', 'newer']);
  expect(session.pendingCount).toBe(0);
});
