import type { Op } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import { tellRefused } from './tell-refused';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const op = (kind: 'records.create' | 'records.update', ...records: object[]) =>
  ({ id: 'op', kind, tableId: 'tbl', records: records.map((cells) => ({ cells })) }) as Op;

afterEach(() => vi.mocked(showToast).mock.lastCall?.[0].onClose?.());

it.each<[string, Op, string | undefined]>([
  ['the text of a cell', op('records.update', { a: 'one' }), 'one'],
  ['what a new record was to hold', op('records.create', { a: 'Name', b: 12, c: true }), 'Name\t12'],
  ['a line a record of what was pasted', op('records.update', { a: 'x', b: 'y' }, { a: 'z' }), 'x\ty\nz'],
  ['no id of a choice', op('records.create', { a: 'Name', b: 'selAAAAAAAAAAAAAA' }), 'Name'],
  ['nothing where nothing was written', op('records.create', {}), undefined],
  [
    'nothing of a deletion',
    { id: 'op', kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] },
    undefined,
  ],
])('lets %s be copied when it was refused', (_what, refused, text) => {
  const said = vi.spyOn(ui, 'showToast').mockReturnValue('');
  const put: string[] = [];
  vi.stubGlobal('navigator', { clipboard: { writeText: async (written: string) => void put.push(written) } });
  tellRefused({ op: refused, error: { message: 'no' } });
  const { action } = said.mock.lastCall?.[0] ?? {};
  if (text === undefined) return expect(action).toBeUndefined();
  action?.run();
  expect(put).toEqual([text]);
});

it('tells of those that can be copied in one notice, until it is taken away', () => {
  const refuse = (text: string) =>
    tellRefused({ op: op('records.update', { a: text }), error: { message: 'no' } });
  const last = () => vi.mocked(showToast).mock.lastCall?.[0];
  vi.mocked(showToast).mockClear();
  for (const text of ['one', 'two', 'three']) refuse(text);
  expect(new Set(vi.mocked(showToast).mock.calls.map(([{ id }]) => id ?? Math.random())).size).toBe(1);
  expect(last()?.title).toBe('3 changes were not saved');
  // It closes as its action is pressed.
  const copy = last()?.action?.run;
  last()?.onClose?.();
  copy?.();
  expect(copyText).toHaveBeenLastCalledWith('one\ntwo\nthree');
  refuse('four');
  expect(last()?.title).toBe('A change was not saved');
  last()?.action?.run();
  expect(copyText).toHaveBeenLastCalledWith('four');
});
