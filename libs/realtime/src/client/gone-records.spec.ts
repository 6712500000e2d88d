import type { Op } from '@pyairtable/contracts';
import { VirtualWorld } from '../testing/virtual-world';
import { GoneRecords } from './gone-records';

const tableId = 'tblAAAAAAAAAAAAAA';
const REFUSAL = { type: 'ROW_DOES_NOT_EXIST', message: 'no such record' };
const update = (...ids: string[]): Op => ({
  id: 'op',
  kind: 'records.update',
  tableId,
  records: ids.map((id) => ({ id, cells: { fld: 'new' } })),
});

function start() {
  const world = new VirtualWorld();
  const gone = new GoneRecords(world.timers);
  const left: (Op | null)[] = [];
  let seq = 0;
  const hear = (what: 'deleted' | 'created', id: string) => {
    const line = what === 'deleted' ? { id, n: 1, before: {} } : { id, n: 1, createdTime: '', cells: {} };
    const changes = [{ kind: 'records' as const, tableId, [what]: [line] }];
    gone.applied({ seq: (seq += 1), at: '', actor: 'usr', source: 'client', changes });
  };
  const refuse = (op: Op, type = REFUSAL.type) =>
    gone.whatIsLeft(op, { ...REFUSAL, type }, (what) => void left.push(what));
  return { world, gone, left, hear, refuse };
}

it('tell a record that was deleted from one that is not loaded, and from one that is back', () => {
  const { gone, hear } = start();
  hear('deleted', 'rec1');
  expect([gone.has('rec1'), gone.has('rec2')]).toEqual([true, false]);
  hear('created', 'rec1');
  expect(gone.has('rec1')).toBe(false);
});

it('are not remembered over a base that was brought back, whose log tells of none', () => {
  const { gone, hear } = start();
  hear('deleted', 'rec1');
  gone.forget();
  expect(gone.has('rec1')).toBe(false);
});

it.each(['before', 'after'])('leave an op its other records, when the log tells %s the refusal', (when) => {
  const { left, hear, refuse } = start();
  if (when === 'before') hear('deleted', 'rec1');
  refuse(update('rec1', 'rec2'));
  expect(left).toHaveLength(when === 'before' ? 1 : 0);
  if (when === 'after') hear('deleted', 'rec1');
  expect(left).toMatchObject([{ records: [{ id: 'rec2' }] }]);
});

it.each<[string, Op]>([
  ['update', update('rec1', 'rec2')],
  ['delete', { id: 'op', kind: 'records.delete', tableId, recordIds: ['rec1', 'rec2'] }],
])('leave the same op on each page that sends it, to be done once: %s', (_, op) => {
  const pages = [start(), start()];
  for (const { hear, refuse } of pages) {
    hear('deleted', 'rec1');
    refuse(op);
  }
  const [one, other] = pages.map(({ left }) => left[0]?.id);
  expect([one === other, one === op.id]).toEqual([true, false]);
});

it.each<[string, (...ids: string[]) => Op]>([
  ['update', update],
  ['delete', (...recordIds) => ({ id: 'op', kind: 'records.delete', tableId, recordIds })],
])('leave one op where records go one by one, and another where one is back: %s', (_, make) => {
  const [slow, quick, back] = [start(), start(), start()];
  slow.hear('deleted', 'rec1');
  slow.refuse(make('rec1', 'rec2', 'rec3'));
  slow.hear('deleted', 'rec2');
  slow.refuse(slow.left[0] as Op);
  for (const id of ['rec1', 'rec2']) quick.hear('deleted', id);
  quick.refuse(make('rec1', 'rec2', 'rec3'));
  expect(slow.left.at(-1)).toEqual(quick.left.at(-1));

  back.hear('deleted', 'rec1');
  back.refuse(make('rec1', 'rec2', 'rec3'));
  expect(back.left[0]?.id).not.toBe(quick.left[0]?.id);
});

it('let an op on nothing but gone records fail at once', () => {
  const { left, hear, refuse } = start();
  const op = update('rec1');
  refuse(op);
  hear('deleted', 'rec2');
  expect(left).toEqual([]);
  hear('deleted', 'rec1');
  refuse(op);
  expect(left).toEqual([op, op]);
  refuse({ id: 'x', kind: 'records.delete', tableId, recordIds: ['rec1'] });
  expect(left.at(-1)).toBeNull();
});

it('wait for the log for a while, and no longer than they are asked', async () => {
  const { world, gone, left, refuse } = start();
  const op = update('rec1', 'rec2');
  refuse(op, 'INVALID_PERMISSIONS');
  refuse(op);
  expect(left).toEqual([op]);
  await world.advance(3_500);
  expect(left).toEqual([op, op]);
  refuse(op);
  gone.close();
  await world.advance(3_500);
  expect(left).toHaveLength(2);
});
