import type { Field, Op, RawCell } from '@pyairtable/contracts';
import { History } from './history';
import { MadeChoices } from './made-choices';
import type { Intent } from './step';

const TABLE = 'tblAAAAAAAAAAAAAA';

function start({ sent = true } = {}) {
  const ran: { intents: Intent[]; to: 'undo' | 'redo' }[] = [];
  const steps: [string, readonly string[]][] = [];
  const outcomes: { kept: number; converted?: number; isDone: boolean }[] = [];
  const withdrawn: string[] = [];
  const history = new History({
    run: (intents, turn) => {
      const { to } = turn;
      ran.push({ intents, to });
      if (intents.length === 0) return;
      history.record(
        intents.map((intent, index) => ({
          op: { ...intent, id: `${to}-${ran.length}-${index}` } as Op,
          before: new Map(),
        })),
        turn,
      );
    },
    withdraw: (ops) => {
      if (!sent) withdrawn.push(...ops.map(({ id }) => id));
      return !sent;
    },
    choices: new MadeChoices(() => undefined),
    onChange: () => undefined,
    onStep(kind, { tableIds, kept, converted, isDone }) {
      steps.push([kind, tableIds]);
      outcomes.push({ kept, isDone, ...(converted ? { converted } : {}) });
    },
  });
  return { history, ran, steps, outcomes, withdrawn };
}

const field = (type: string, ...choices: string[]) =>
  ({ id: 'fldA', name: 'A', type, options: { choices: choices.map((id) => ({ id })) } }) as unknown as Field;
const [TEXT, NUMBER] = [field('singleLineText'), field('number')];

const deletion = (id: string, recordId = 'rec1'): Op => ({
  id,
  kind: 'records.delete',
  tableId: TABLE,
  recordIds: [recordId],
});
const update = (id: string, value: RawCell): Op => ({
  id,
  kind: 'records.update',
  tableId: TABLE,
  records: [{ id: 'rec1', cells: { fldA: value } }],
});
const before = (value: RawCell) => new Map([['rec1', { fldA: value }]]);
const change = (seq: number, part: object) =>
  ({
    seq,
    at: '',
    actor: null,
    source: 'client',
    changes: [{ kind: 'records', tableId: TABLE, ...part }],
  }) as const;

describe('history', () => {
  it('has nothing to take back once it is cleared, not even what waits to be known', () => {
    const { history, ran } = start();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.record([{ op: deletion('b'), before: new Map() }]);
    history.undo();
    history.clear();
    history.confirm('b', 7);
    expect([history.canUndo, history.canRedo, history.undo(), ran]).toEqual([false, false, 'nothing', []]);
  });

  it('takes an update back to what it replaced, as shown, before the server has answered', () => {
    const { history, ran } = start();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    expect(history.undo()).toBe('done');
    expect(ran).toEqual([
      {
        to: 'redo',
        intents: [
          { kind: 'records.update', tableId: TABLE, records: [{ id: 'rec1', cells: { fldA: 'old' } }] },
        ],
      },
    ]);
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
  });

  it('takes an update back to what the log says it replaced, once that is known', () => {
    const { history, ran } = start();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.confirm(
      'a',
      5,
      change(5, {
        updated: [{ id: 'rec1', before: { fldA: 'by another' }, after: { fldA: 'new' } }],
      }) as never,
    );
    history.undo();
    expect(ran[0]?.intents).toMatchObject([{ records: [{ cells: { fldA: 'by another' } }] }]);
  });

  it('says of records that it takes away again which act made them, and of others that none did', () => {
    const { history, ran } = start();
    const records = [{ id: 'rec1', cells: {} }];
    const back = (opId: string) => {
      history.confirm(
        opId,
        6,
        change(6, { created: [{ id: 'rec1', n: 1, createdTime: '', cells: {} }] }) as never,
      );
    };
    const lastOf = () => ran.at(-1)?.intents[0];
    history.record([{ op: { id: 'a', kind: 'records.create', tableId: TABLE, records }, before: new Map() }]);
    history.confirm('a', 4);
    history.undo();
    expect(lastOf()).toMatchObject({ kind: 'records.delete', undoes: 'a' });
    history.confirm('redo-1-0', 5);
    history.redo();
    back('undo-2-0');
    history.undo();
    expect(lastOf()).toMatchObject({ kind: 'records.delete', undoes: 'a' });

    history.record([{ op: deletion('b'), before: new Map() }]);
    history.confirm('b', 7);
    history.undo();
    back('redo-4-0');
    history.redo();
    expect(lastOf()).toEqual({ kind: 'records.delete', tableId: TABLE, recordIds: ['rec1'] });
  });

  it('leaves what others wrote since, and says so', () => {
    const { history, ran, outcomes } = start();
    const written = (seq: number, after: RawCell) =>
      change(seq, { updated: [{ id: 'rec1', before: {}, after: { fldA: after } }] }) as never;
    history.record([{ op: update('a', 'Bold'), before: before('Ash') }]);
    history.confirm('a', 5);
    history.changedByOthers(written(6, 'Cedar'));
    history.undo();
    expect([ran[0]?.intents ?? [], outcomes]).toEqual([[], [{ kept: 1, isDone: false }]]);
    const two = { id: 'b', kind: 'records.update', tableId: TABLE } as const;
    const records = ['rec1', 'rec2'].map((id) => ({ id, cells: { fldA: 'Bold' } }));
    history.record([
      { op: { ...two, records }, before: new Map(records.map(({ id }) => [id, { fldA: 'Ash' }])) },
    ]);
    // Before the act in the log: it is what that wrote over.
    history.changedByOthers(written(7, 'Cedar'));
    history.confirm('b', 8);
    history.changedByOthers(written(9, 'Fir'));
    history.undo();
    expect(ran.at(-1)?.intents).toMatchObject([{ records: [{ id: 'rec2', cells: { fldA: 'Ash' } }] }]);
    expect(outcomes[1]).toEqual({ kept: 1, isDone: true });
  });

  it('leaves records that it made and others have filled in since, and says so', () => {
    const { history, ran, outcomes } = start();
    const made = ['rec1', 'rec2'].map((id) => ({ id, cells: {} }));
    const filled = (seq: number, cells: Record<string, RawCell>) =>
      change(seq, { updated: [{ id: 'rec1', before: {}, after: cells }] }) as never;
    history.record([
      { op: { id: 'a', kind: 'records.create', tableId: TABLE, records: made }, before: new Map() },
    ]);
    history.confirm('a', 5);
    history.changedByOthers(filled(6, { fldA: 'Cedar', fldB: 'tall' }));
    history.undo();
    expect([ran[0]?.intents, outcomes[0]]).toEqual([
      [{ kind: 'records.delete', tableId: TABLE, recordIds: ['rec2'], undoes: 'a' }],
      { kept: 2, isDone: true },
    ]);
  });

  it('leaves records that others fill in while it waits to be sent that they are taken away', () => {
    const { history, outcomes } = start();
    history.record([
      {
        op: { id: 'a', kind: 'records.create', tableId: TABLE, records: [{ id: 'rec1', cells: {} }] },
        before: new Map(),
      },
    ]);
    history.confirm('a', 5);
    history.undo();
    history.changedByOthers(
      change(6, { updated: [{ id: 'rec1', before: {}, after: { fldA: 'Cedar' } }] }) as never,
    );
    const taking = { ...deletion('redo-1-0'), recordIds: ['rec1'] } as Op;
    expect(history.left(taking)).toBeNull();
    expect(outcomes.at(-1)).toEqual({ kept: 1, isDone: false });
  });

  it('takes a record away that others have filled in and emptied again', () => {
    const { history, ran } = start();
    history.record([{ op: deletion('d'), before: new Map() }]);
    history.confirm('d', 5);
    history.undo();
    history.confirm(
      'redo-1-0',
      6,
      change(6, { created: [{ id: 'rec1', n: 1, createdTime: '', cells: {} }] }) as never,
    );
    for (const [seq, cell] of ['Cedar', null].entries())
      history.changedByOthers(
        change(7 + seq, { updated: [{ id: 'rec1', before: {}, after: { fldA: cell } }] }) as never,
      );
    history.redo();
    expect(ran.at(-1)?.intents).toEqual([{ kind: 'records.delete', tableId: TABLE, recordIds: ['rec1'] }]);
  });

  it('takes back what others brought to the same again', () => {
    const { history, ran } = start();
    history.record([{ op: update('a', 'Bold'), before: before('Ash') }]);
    history.confirm('a', 5);
    for (const [seq, cell] of ['Cedar', 'Bold'].entries())
      history.changedByOthers(
        change(6 + seq, { updated: [{ id: 'rec1', before: {}, after: { fldA: cell } }] }) as never,
      );
    history.undo();
    expect(ran[0]?.intents).toMatchObject([{ records: [{ id: 'rec1', cells: { fldA: 'Ash' } }] }]);
  });

  it('puts nothing back into a field that got another type, and the rest of the act all the same', () => {
    const { history, ran, outcomes } = start();
    const op = { ...update('b', 'new'), records: [{ id: 'rec1', cells: { fldA: 'new', fldB: 'new' } }] };
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.record([{ op, before: new Map([['rec1', { fldA: 'new', fldB: 'old' }]]) }]);
    history.convertField(TEXT, NUMBER);
    history.undo();
    expect(ran[0]?.intents).toMatchObject([{ records: [{ id: 'rec1', cells: { fldB: 'old' } }] }]);
    expect(
      Object.keys((ran[0]?.intents[0] as { records: { cells: object }[] }).records[0]?.cells ?? {}),
    ).toEqual(['fldB']);
    expect(history.canUndo).toBe(true);
    expect([history.undo(), ran.at(-1)?.intents, history.canUndo]).toEqual(['done', [], false]);
    expect(outcomes).toEqual([
      { kept: 1, converted: 1, isDone: true },
      { kept: 1, converted: 1, isDone: false },
    ]);
  });

  it('tells of a field that got another type also where nobody knew what its cells were, and what others wrote', () => {
    const { history, outcomes } = start();
    history.record([{ op: update('a', 'new'), before: new Map([['rec1', null]]) }]);
    history.convertField(TEXT, NUMBER);
    history.confirm('a', 5, change(5, { updated: [] }) as never);
    history.record([{ op: update('b', 'new'), before: before('old') }]);
    history.confirm('b', 6);
    const updated = [{ id: 'rec1', before: { fldA: 'new' }, after: { fldA: 'theirs' } }];
    history.changedByOthers(change(7, { updated }) as never);
    history.convertField(TEXT, NUMBER);
    history.undo();
    history.undo();
    expect(outcomes).toEqual([
      { kept: 1, converted: 1, isDone: false },
      { kept: 1, converted: 1, isDone: false },
    ]);
  });

  it('puts cells back into a field that has its former type again, done and undone, and those of the other type then', () => {
    const { history, ran } = start();
    const cells = (value: RawCell) => ({ fldA: value });
    let seq = 0;
    const confirm = (id: string, was: RawCell, is: RawCell) => {
      const updated = [{ id: 'rec1', before: cells(was), after: cells(is) }];
      history.confirm(id, ++seq, change(seq, { updated }) as never);
    };
    const press = (kind: 'undo' | 'redo', was: RawCell, is: RawCell) => {
      history[kind]();
      expect(ran.at(-1)?.intents).toMatchObject([{ records: [{ id: 'rec1', cells: cells(is) }] }]);
      confirm(`${kind === 'undo' ? 'redo' : 'undo'}-${String(ran.length)}-0`, was, is);
    };
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    confirm('a', 'old', 'new');
    history.convertField(TEXT, NUMBER);
    history.recordAct({
      undo: () => history.convertField(NUMBER, TEXT),
      redo: () => history.convertField(TEXT, NUMBER),
    });
    history.record([{ op: update('b', 2), before: before('1') }]);
    confirm('b', 1, 2);
    for (let round = 0; round < 2; round++) {
      press('undo', 2, 1);
      history.undo();
      press('undo', 'new', 'old');
      expect(history.canUndo).toBe(false);
      press('redo', 'old', 'new');
      history.redo();
      press('redo', 1, 2);
    }
  });

  it.each<[string, Field, Field, boolean]>([
    ['another type', TEXT, NUMBER, false],
    ['and the former one', TEXT, TEXT, true],
    [
      'and the former one without the choices that it had',
      field('singleSelect', 'selA'),
      field('singleSelect', 'selB'),
      false,
    ],
    [
      'and the former one with more choices',
      field('singleSelect', 'selA'),
      field('singleSelect', 'selB', 'selA'),
      true,
    ],
  ])('says that nothing was undone in a field that others gave %s', (_, then, now, isDone) => {
    const { history, ran, outcomes } = start();
    history.record([{ op: update('a', 'selA'), before: before('selA') }]);
    history.confirm('a', 5);
    history.convertField(then, NUMBER);
    if (now !== NUMBER) history.convertField(NUMBER, now);
    history.undo();
    expect([ran[0]?.intents.length, outcomes]).toEqual([
      isDone ? 1 : 0,
      [isDone ? { kept: 0, isDone } : { kept: 1, converted: 1, isDone }],
    ]);
  });

  it('leaves a cell alone that another had brought to the same before', () => {
    const { history, ran } = start();
    const both = { fldA: 'new', fldB: 'same' };
    const op = { ...update('a', 'new'), records: [{ id: 'rec1', cells: both }] };
    history.record([{ op, before: new Map([['rec1', { fldA: 'old', fldB: 'old' }]]) }]);
    const updated = [{ id: 'rec1', before: { fldA: 'old' }, after: { fldA: 'new' } }];
    history.confirm('a', 5, change(5, { updated }) as never);
    history.undo();
    expect(ran[0]?.intents).toMatchObject([{ records: [{ cells: { fldA: 'old', fldB: 'same' } }] }]);
  });

  it('takes back nothing in records that were not loaded when the op changed nothing', () => {
    const { history, ran } = start();
    history.record([{ op: update('a', 'first'), before: before('old') }]);
    history.confirm('a', 5);
    history.record([{ op: update('b', 'as it is'), before: new Map([['rec1', null]]) }]);
    history.confirm('b', 5);
    const records = ['rec1', 'rec2'].map((id) => ({ id, cells: { fldA: 'x' } }));
    const shown = new Map([
      ['rec1', { fldA: 'shown' }],
      ['rec2', null],
    ]);
    const both: Op = { id: 'c', kind: 'records.update', tableId: TABLE, records };
    history.record([{ op: both, before: shown }]);
    history.confirm('c', 5);
    history.undo();
    expect(ran[0]?.intents).toMatchObject([{ records: [{ id: 'rec1', cells: { fldA: 'shown' } }] }]);
    expect(JSON.stringify(ran[0])).not.toContain('rec2');
    history.undo();
    expect(ran[1]?.intents).toMatchObject([{ records: [{ cells: { fldA: 'old' } }] }]);
    expect(history.canUndo).toBe(false);
  });

  it('waits with undoing a deletion until its number is known', () => {
    const { history, ran, steps } = start();
    history.record([{ op: deletion('d'), before: new Map() }]);
    expect(history.undo()).toBe('waits');
    expect([ran, steps]).toEqual([[], []]);
    history.confirm('d', 7);
    expect(ran).toEqual([{ to: 'redo', intents: [{ kind: 'records.restore', seq: 7 }] }]);
    expect(steps).toEqual([['undo', [TABLE]]]);
    // And the restore is undone by deleting what it brought back.
    history.confirm(
      'redo-1-0',
      8,
      change(8, { created: [{ id: 'rec1', n: 1, createdTime: '', cells: {} }] }) as never,
    );
    history.redo();
    expect(ran[1]).toEqual({
      to: 'undo',
      intents: [{ kind: 'records.delete', tableId: TABLE, recordIds: ['rec1'] }],
    });
  });

  it('takes an act of several ops back in reverse order, without those that were refused', () => {
    const { history, ran } = start();
    history.record(['a', 'b', 'c'].map((id) => ({ op: update(id, id), before: before(`before ${id}`) })));
    history.reject('b');
    history.undo();
    expect(ran[0]?.intents.map((intent) => JSON.stringify(intent).match(/before \w/)?.[0])).toEqual([
      'before c',
      'before a',
    ]);
  });

  it('forgets an act that was refused altogether, and what could be redone once something new is done', () => {
    const { history } = start();
    history.record([{ op: update('a', 1), before: before(0) }]);
    history.reject('a');
    expect([history.canUndo, history.undo()]).toEqual([false, 'nothing']);
    history.record([{ op: update('b', 1), before: before(0) }]);
    history.undo();
    history.record([{ op: update('c', 2), before: before(0) }]);
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });

  it('takes what was done outside of the log back in its turn', () => {
    const { history, ran, steps } = start();
    const did: string[] = [];
    history.recordAct({
      tableId: 'tblOfTheView',
      undo: () => void did.push('undo'),
      redo: () => void did.push('redo'),
    });
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.undo();
    expect([ran.length, did]).toEqual([1, []]);
    history.undo();
    expect([did, history.canUndo, steps.at(-1)]).toEqual([['undo'], false, ['undo', ['tblOfTheView']]]);
    history.redo();
    history.redo();
    expect([ran.length, did, history.canRedo]).toEqual([2, ['undo', 'redo'], false]);
  });

  it('takes a deletion back although something else was done before its number was known', () => {
    const { history, ran } = start();
    history.record([{ op: deletion('d'), before: new Map() }]);
    history.undo();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.confirm('d', 7);
    expect(ran).toEqual([{ to: 'redo', intents: [{ kind: 'records.restore', seq: 7 }] }]);
    // As if it had been taken back at the press: what was done since ends what could be redone.
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
    history.undo();
    expect(ran[1]?.intents).toMatchObject([{ kind: 'records.update' }]);
  });

  it('takes back as many acts as it was asked to, the later ones first', () => {
    const { history, ran, steps } = start();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.record([{ op: deletion('d'), before: new Map() }]);
    expect([history.undo(), history.undo(), history.undo()]).toEqual(['waits', 'waits', 'nothing']);
    history.confirm('d', 7);
    expect(ran.map(({ intents }) => intents[0]?.kind)).toEqual(['records.restore', 'records.update']);
    expect(steps).toHaveLength(2);
  });

  it('does not wait with what was done after that which waits', () => {
    const { history, ran } = start();
    history.record([{ op: deletion('d'), before: new Map() }]);
    history.undo();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    expect(history.undo()).toBe('done');
    history.confirm('d', 7);
    expect(ran.map(({ intents }) => intents[0]?.kind)).toEqual(['records.update', 'records.restore']);
    history.redo();
    expect(ran[2]?.intents).toMatchObject([{ kind: 'records.update' }]);
    expect(history.canRedo).toBe(false);
  });

  it('takes no act back whose undo was taken back before it could be done', () => {
    const { history, ran, steps } = start();
    history.record([{ op: deletion('d'), before: new Map() }]);
    expect([history.undo(), history.canUndo, history.canRedo]).toEqual(['waits', false, true]);
    expect([history.redo(), history.canUndo, history.canRedo]).toEqual(['done', true, false]);
    history.confirm('d', 7);
    expect([ran, steps, history.canUndo, history.canRedo]).toEqual([[], [], true, false]);
  });

  it('waits no more for a deletion that was refused', () => {
    const { history, ran } = start();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.record([{ op: deletion('d'), before: new Map() }]);
    history.undo();
    history.undo();
    history.reject('d');
    expect(ran.map(({ intents }) => intents[0]?.kind)).toEqual(['records.update']);
  });

  it('does what waited to be redone before what was done since', () => {
    const { history, ran } = start();
    history.record([
      {
        op: { ...deletion('c'), kind: 'records.create', records: [{ id: 'rec1', cells: {} }] } as Op,
        before: new Map(),
      },
    ]);
    history.undo();
    expect(history.redo()).toBe('waits');
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.confirm('redo-1-0', 7);
    expect(ran[1]).toEqual({ to: 'undo', intents: [{ kind: 'records.restore', seq: 7 }] });
    history.undo();
    expect(ran[2]?.intents).toMatchObject([{ kind: 'records.update' }]);
    expect(history.canUndo).toBe(true);
  });

  it('takes a deletion that was not sent back at once, and makes it again as it was', () => {
    const { history, ran, steps, withdrawn } = start({ sent: false });
    history.record([{ op: deletion('d'), before: new Map() }]);
    expect([history.undo(), withdrawn, ran]).toEqual(['done', ['d'], []]);
    expect([history.canUndo, history.canRedo, steps]).toEqual([false, true, [['undo', [TABLE]]]]);
    history.redo();
    expect(ran).toMatchObject([{ to: 'undo', intents: [{ kind: 'records.delete', recordIds: ['rec1'] }] }]);
    expect(steps.at(-1)).toEqual(['redo', [TABLE]]);
    expect([history.undo(), withdrawn]).toEqual(['done', ['d', 'undo-1-0']]);
  });

  it('keeps what can be redone when nothing is left of an act that waited to be taken back before it', () => {
    const { history } = start();
    const unknown = () => new Map([['rec1', null]]);
    history.record([
      { op: update('a', 'new'), before: unknown() },
      { op: update('b', 'new'), before: unknown() },
    ]);
    history.undo();
    history.record([{ op: update('c', 'newer'), before: before('new') }]);
    history.undo();
    const written = (seq: number, was: RawCell, is: RawCell) =>
      change(seq, { updated: [{ id: 'rec1', before: { fldA: was }, after: { fldA: is } }] }) as never;
    history.confirm('a', 7, written(7, 'old', 'new'));
    history.changedByOthers(written(8, 'new', 'by another'));
    history.reject('b');
    expect([history.redo(), history.canUndo]).toEqual(['done', true]);
  });

  it('does not take back what was refused while that waited for a later act', () => {
    const { history, ran } = start();
    const undo = vi.fn();
    const forget = history.recordAct({ undo, redo: vi.fn() });
    history.record([{ op: deletion('d'), before: new Map() }]);
    history.undo();
    history.undo();
    forget();
    history.confirm('d', 7);
    expect([ran.length, undo.mock.calls, history.canRedo]).toEqual([1, [], true]);
  });

  it('writes nothing again to a field that got another type since, not even what was never sent', () => {
    const { history, ran, outcomes } = start({ sent: false });
    history.record([{ op: update('a', 'new'), before: new Map([['rec1', null]]) }]);
    history.record([
      {
        op: { ...update('b', 'new'), records: [{ id: 'rec1', cells: { fldA: 'new', fldB: 'new' } }] } as Op,
        before: new Map([['rec1', null]]),
      },
    ]);
    history.undo();
    history.undo();
    history.convertField(TEXT, NUMBER);
    history.redo();
    history.redo();
    expect(ran.flatMap(({ intents }) => intents)).toMatchObject([{ records: [{ cells: { fldB: 'new' } }] }]);
    expect(history.canRedo).toBe(false);
    expect(outcomes.slice(2)).toEqual([
      { kept: 1, converted: 1, isDone: false },
      { kept: 1, converted: 1, isDone: true },
    ]);
  });

  it('sends nothing that says nothing where that was taken back behind the new type, and says so', () => {
    const { history, ran, outcomes } = start({ sent: false });
    history.record([{ op: update('a', 'new'), before: new Map([['rec1', null]]) }]);
    history.convertField(TEXT, NUMBER);
    history.undo();
    history.redo();
    expect([ran.flatMap(({ intents }) => intents), history.canRedo]).toEqual([[], false]);
    expect(outcomes).toEqual([
      { kept: 1, converted: 1, isDone: true },
      { kept: 1, converted: 1, isDone: false },
    ]);
  });
});
