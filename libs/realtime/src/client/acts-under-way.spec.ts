import type { Field, Op } from '@pyairtable/contracts';
import { History } from './history';
import { MadeChoices } from './made-choices';
import type { Intent } from './step';

const field = (type: string) => ({ id: 'fldA', name: 'A', type }) as unknown as Field;
const [TEXT, NUMBER] = [field('singleLineText'), field('number')];
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** Somebody who writes cells, and does what is taken back and done again by requests. */
function start() {
  const ran: Intent[][] = [];
  const told: unknown[] = [];
  const history: History = new History({
    run: (intents, turn) => {
      ran.push(intents);
      const ops = intents.map((intent) => ({ ...intent, id: `turn-${String(ran.length)}` }) as Op);
      history.record(
        ops.map((op) => ({ op, before: new Map() })),
        turn,
      );
    },
    withdraw: () => false,
    choices: new MadeChoices(() => undefined),
    onStep: () => undefined,
    onChange: () => told.push(stacks()),
  });
  const stacks = () => [history.canUndo, history.canRedo, history.waiting];
  const edit = (id: string, seq: number, was = 'old', is = 'new') => {
    const cells = (value: string) => ({ fldA: value });
    const records = [{ id: 'rec', cells: cells(is) }];
    const op: Op = { id, kind: 'records.update', tableId: 'tbl', records };
    history.record([{ op, before: new Map([['rec', cells(was)]]) }]);
    history.confirm(id, seq);
  };
  /** What was asked for, and how the latest of it is answered. */
  const asked: string[] = [];
  let latest: { resolve: (seq?: number) => void; reject: (error: Error) => void };
  const act = (name: string) => {
    const ask = (kind: string) => () => {
      asked.push(`${kind} ${name}`);
      return new Promise<number | void>((resolve, reject) => (latest = { resolve, reject }));
    };
    return history.recordAct({ undo: ask('undo'), redo: ask('redo') });
  };
  const answer = (seq?: number) => {
    latest.resolve(seq);
    return turn();
  };
  const fail = () => {
    latest.reject(new Error('not reached'));
    return turn();
  };
  const texts = () => ran.map(([intent]) => JSON.stringify(intent).match(/"fldA":"(\w+)"/)?.[1]);
  return { history, texts, told, stacks, edit, act, asked, answer, fail };
}

/** The same, who wrote "new" over "old", and then gave the field another type. */
function startConverted() {
  const started = start();
  started.edit('a', 1);
  started.history.convertField(TEXT, NUMBER);
  started.act('A');
  return started;
}

it('takes back what was written before an act once that is taken back and heard of, however soon that is asked for', async () => {
  const { history, texts, answer } = startConverted();
  expect([history.undo(), history.undo(), texts(), history.waiting?.undo]).toEqual(['done', 'waits', [], 1]);
  await answer(7);
  history.heard(6);
  expect([texts(), history.waiting?.undo]).toEqual([[], 1]);
  history.convertField(NUMBER, TEXT);
  history.heard(7);
  expect([texts(), history.waiting]).toEqual([['old'], undefined]);
});

it('takes nothing back behind an act that was not carried out, cells and acts, nor what is called off', async () => {
  const { history, texts, asked, act, answer, fail } = startConverted();
  act('B');
  for (const _ of [1, 2, 3]) history.undo();
  await fail();
  expect([texts(), asked, history.canRedo, history.waiting]).toEqual([[], ['undo B'], false, undefined]);
  for (const _ of [1, 2, 3]) history.undo();
  await answer();
  history.convertField(NUMBER, TEXT);
  await answer();
  expect([asked.slice(1), texts()]).toEqual([['undo B', 'undo A'], ['old']]);

  const other = startConverted();
  other.history.undo();
  other.history.undo();
  other.history.redo();
  await other.answer();
  expect([other.texts(), other.history.canUndo]).toEqual([[], true]);
});

it('puts acts back in their order that were not done again, and an act whose redo was asked for before its undo had failed', async () => {
  const { history, asked, act, answer, fail, stacks } = start();
  act('A');
  act('B');
  history.undo();
  history.redo();
  await fail();
  expect([asked.splice(0), stacks()]).toEqual([['undo B'], [true, false, undefined]]);
  for (const step of [() => history.undo(), () => history.redo()])
    for (const end of [fail, answer]) {
      step();
      step();
      await end();
      if (end === answer) await end();
    }
  expect(asked).toEqual(['undo B', 'undo B', 'undo A', 'redo A', 'redo A', 'redo B']);
  expect(stacks()).toEqual([true, false, undefined]);
});

it('puts an act back behind what was written while its undo had no answer yet, but not one that was refused itself', async () => {
  const { history, asked, act, edit, fail, texts } = start();
  act('A');
  history.undo();
  edit('n', 1);
  // Written behind the act, it waits for no answer.
  expect(history.undo()).toBe('done');
  await fail();
  expect([history.undo(), asked, texts()]).toEqual(['done', ['undo A', 'undo A'], ['old']]);

  const refused = start();
  const forget = refused.act('A');
  refused.history.undo();
  forget();
  await refused.fail();
  expect(refused.stacks()).toEqual([false, false, undefined]);
});

it('is not done again where that fails behind something new', async () => {
  const { history, act, edit, answer, fail, stacks } = start();
  act('A');
  history.undo();
  await answer();
  history.redo();
  edit('n', 1);
  await fail();
  expect(stacks()).toEqual([true, false, undefined]);
  history.undo();
  expect([history.canUndo, history.canRedo]).toEqual([false, true]);
});

it('tells of what an answer changes', async () => {
  const { history, act, fail, told, stacks } = start();
  act('A');
  act('B');
  history.undo();
  history.undo();
  await fail();
  expect([told.at(-1), stacks()]).toEqual([
    [true, false, undefined],
    [true, false, undefined],
  ]);
});
