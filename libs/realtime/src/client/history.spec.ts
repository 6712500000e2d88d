import type { Op, RawCell } from '@pyairtable/contracts';
import { History, type Intent } from './history';

const TABLE = 'tblAAAAAAAAAAAAAA';

function start() {
  const ran: { intents: Intent[]; to: 'undo' | 'redo' }[] = [];
  const history = new History((intents, to) => {
    ran.push({ intents, to });
    history.record(
      intents.map((intent, index) => ({
        op: { ...intent, id: `${to}-${ran.length}-${index}` } as Op,
        before: new Map(),
      })),
      to,
    );
  });
  return { history, ran };
}

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
    history.record([
      { op: { id: 'b', kind: 'records.delete', tableId: TABLE, recordIds: ['rec1'] }, before: new Map() },
    ]);
    history.undo();
    history.clear();
    history.confirm('b', 7);
    expect([history.canUndo, history.canRedo, history.undo(), ran]).toEqual([false, false, false, []]);
  });

  it('takes an update back to what it replaced, as shown, before the server has answered', () => {
    const { history, ran } = start();
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    expect(history.undo()).toBe(true);
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

  it('puts nothing back into a field that got another type, and the rest of the act all the same', () => {
    const { history, ran } = start();
    const op = { ...update('b', 'new'), records: [{ id: 'rec1', cells: { fldA: 'new', fldB: 'new' } }] };
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.record([{ op, before: new Map([['rec1', { fldA: 'new', fldB: 'old' }]]) }]);
    history.forgetField('fldA');
    history.undo();
    expect(ran[0]?.intents).toMatchObject([{ records: [{ id: 'rec1', cells: { fldB: 'old' } }] }]);
    expect(
      Object.keys((ran[0]?.intents[0] as { records: { cells: object }[] }).records[0]?.cells ?? {}),
    ).toEqual(['fldB']);
    expect(history.canUndo).toBe(false);
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
    const { history, ran } = start();
    history.record([
      { op: { id: 'd', kind: 'records.delete', tableId: TABLE, recordIds: ['rec1'] }, before: new Map() },
    ]);
    expect(history.undo()).toBe(true);
    expect(ran).toEqual([]);
    history.confirm('d', 7);
    expect(ran).toEqual([{ to: 'redo', intents: [{ kind: 'records.restore', seq: 7 }] }]);
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
    expect([history.canUndo, history.undo()]).toEqual([false, false]);
    history.record([{ op: update('b', 1), before: before(0) }]);
    history.undo();
    history.record([{ op: update('c', 2), before: before(0) }]);
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });

  it('takes what was done outside of the log back in its turn', () => {
    const { history, ran } = start();
    const did: string[] = [];
    history.recordAct({
      tableId: 'tblOfTheView',
      undo: () => did.push('undo'),
      redo: () => did.push('redo'),
    });
    expect(history.tables('undo')).toEqual(['tblOfTheView']);
    history.record([{ op: update('a', 'new'), before: before('old') }]);
    history.undo();
    expect([ran.length, did]).toEqual([1, []]);
    history.undo();
    expect([did, history.canUndo]).toEqual([['undo'], false]);
    history.redo();
    history.redo();
    expect([ran.length, did, history.canRedo]).toEqual([2, ['undo', 'redo'], false]);
  });
});
