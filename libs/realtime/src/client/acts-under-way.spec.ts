import type { Field, Op } from '@pyairtable/contracts';
import { History } from './history';
import { MadeChoices } from './made-choices';
import type { Intent } from './step';

const field = (type: string) => ({ id: 'fldA', name: 'A', type }) as unknown as Field;
const [TEXT, NUMBER] = [field('singleLineText'), field('number')];

/** Somebody who wrote "new" over "old", and then gave the field another type, which is undone by requests. */
function start() {
  const ran: Intent[][] = [];
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
  });
  const cells = (value: string) => ({ fldA: value });
  const op: Op = {
    id: 'a',
    kind: 'records.update',
    tableId: 'tbl',
    records: [{ id: 'rec', cells: cells('new') }],
  };
  history.record([{ op, before: new Map([['rec', cells('old')]]) }]);
  history.confirm('a', 1);
  history.convertField(TEXT, NUMBER);
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const asked = () =>
    new Promise<void>((resolve, reject) => {
      answers.push({ resolve, reject });
    });
  history.recordAct({ undo: asked, redo: asked });
  return { history, ran, answers };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

it('takes back what was written before an act once that is taken back, however soon that is asked for', async () => {
  const { history, ran, answers } = start();
  expect([history.undo(), history.undo(), ran.length, history.waiting?.undo]).toEqual([
    'done',
    'waits',
    0,
    1,
  ]);
  history.convertField(NUMBER, TEXT);
  answers[0]?.resolve();
  await turn();
  expect([ran, history.waiting]).toMatchObject([[[{ records: [{ cells: { fldA: 'old' } }] }]], undefined]);
});

it('takes nothing back behind an act that was not carried out, which the next press means again, nor what is called off', async () => {
  const { history, ran, answers } = start();
  history.undo();
  history.undo();
  answers[0]?.reject(new Error('refused'));
  await turn();
  expect([ran, history.canUndo, history.canRedo, history.waiting]).toEqual([[], true, false, undefined]);
  history.undo();
  history.convertField(NUMBER, TEXT);
  answers[1]?.resolve();
  await turn();
  expect([history.undo(), ran]).toMatchObject(['done', [[{ records: [{ cells: { fldA: 'old' } }] }]]]);

  const other = start();
  other.history.undo();
  other.history.undo();
  other.history.redo();
  other.answers[0]?.resolve();
  await turn();
  expect([other.ran, other.history.canUndo]).toEqual([[], true]);
});

it('is done again by the next press where that was not carried out', async () => {
  const { history, answers } = start();
  history.undo();
  answers[0]?.resolve();
  await turn();
  history.redo();
  answers[1]?.reject(new Error('refused'));
  await turn();
  expect([history.redo(), answers.length]).toEqual(['done', 3]);
});
