import type { Op } from '@pyairtable/contracts';
import * as fc from 'fast-check';
import { History } from './history';
import { MadeChoices } from './made-choices';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** What a person does, or how a request that is under way is answered; `which` picks one of those. */
const event = fc.record({
  kind: fc.constantFrom(
    ...(['act', 'edit', 'undo', 'undo', 'undo', 'redo', 'redo', 'stop', 'heard'] as const),
    ...(['answered', 'answered', 'failed', 'failed'] as const),
  ),
  which: fc.nat(3),
  inLog: fc.boolean(),
});

/** A server of cells and of acts that requests take back; each may be taken back only where it stands, and done only where not. */
class World {
  readonly stands = new Map<string, boolean>();
  readonly #requests: { name: string; isDone: boolean; end: (seq: number | null) => void }[] = [];
  readonly takenBack: string[] = [];
  #seq = 0;
  readonly history: History = new History({
    run: (intents, turned) => {
      const ops = intents.map((intent) => ({ ...intent, id: `op${String((this.#seq += 1))}` }) as Op);
      for (const op of ops) {
        const [{ id, cells }] = (op as Extract<Op, { kind: 'records.update' }>).records as [
          { id: string; cells: Record<string, unknown> },
        ];
        this.#turn(id, cells['fldA'] === 'new');
        const before = new Map([[id, { fldA: cells['fldA'] === 'new' ? 'old' : 'new' }]]);
        this.history.record([{ op, before }], turned);
        this.history.confirm(op.id, this.#seq);
      }
    },
    withdraw: () => false,
    choices: new MadeChoices(() => undefined),
    onStep: () => undefined,
    onChange: () => undefined,
  });

  get isAsked(): boolean {
    return this.#requests.length > 0;
  }

  act(name: string): void {
    this.stands.set(name, true);
    const ask = (isDone: boolean) => () =>
      new Promise<number | void>((resolve, reject) => {
        // Nothing is asked for that is so already, or on its way to be.
        expect([name, this.stands.get(name)]).toEqual([name, !isDone]);
        expect(this.#requests.map((request) => request.name)).not.toContain(name);
        const end = (seq: number | null) => (seq === null ? reject(new Error('not reached')) : resolve(seq));
        this.#requests.push({ name, isDone, end });
      });
    this.history.recordAct({ undo: ask(false), redo: ask(true) });
  }

  edit(id: string): void {
    this.stands.set(id, true);
    const records = [{ id, cells: { fldA: 'new' } }];
    const op: Op = { id: `op of ${id}`, kind: 'records.update', tableId: 'tbl', records };
    this.history.record([{ op, before: new Map([[id, { fldA: 'old' }]]) }]);
    this.history.confirm(op.id, (this.#seq += 1));
  }

  answer(isCarriedOut: boolean, which = 0, inLog = false): Promise<unknown> {
    const [request] = this.#requests.splice(which % Math.max(this.#requests.length, 1), 1);
    if (request && isCarriedOut) this.#turn(request.name, request.isDone);
    request?.end(isCarriedOut ? (inLog ? (this.#seq += 1) : 0) : null);
    return turn();
  }

  hear(): void {
    this.history.heard(this.#seq);
  }

  async settle(): Promise<void> {
    do {
      this.hear();
      await this.answer(true);
    } while (this.isAsked);
  }

  #turn(name: string, isDone: boolean): void {
    expect([name, this.stands.get(name)]).toEqual([name, !isDone]);
    this.stands.set(name, isDone);
    if (!isDone) this.takenBack.push(name);
  }
}

it('has all that stands on undo, in the order in which it was done, whatever was pressed, and failed, meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 25 }), async (events) => {
      const world = new World();
      const { history, stands, takenBack } = world;
      for (const [at, { kind, which, inLog }] of events.entries()) {
        if (kind === 'act') world.act(`act ${String(at)}`);
        else if (kind === 'edit') world.edit(`edit ${String(at)}`);
        else if (kind === 'stop') history.stopWaiting();
        else if (kind === 'heard') world.hear();
        else if (kind === 'undo' || kind === 'redo') history[kind]();
        else await world.answer(kind === 'answered', which, inLog);
      }
      await world.settle();
      expect(history.waiting).toBeUndefined();
      const standing = [...stands].flatMap(([name, isDone]) => (isDone ? [name] : []));
      takenBack.length = 0;
      while (history.canUndo) {
        history.undo();
        await world.settle();
      }
      expect(takenBack).toEqual(standing.toReversed());
    }),
    { numRuns: 1_500 },
  );
});
