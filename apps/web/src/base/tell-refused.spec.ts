import type { Op } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import type { MockInstance } from 'vitest';
import { tellRefused } from './tell-refused';

let said: MockInstance<typeof ui.showToast>;
let copied: string[];

beforeEach(() => {
  said = vi.spyOn(ui, 'showToast').mockReturnValue('');
  copied = [];
  const writeText = (text: string) => Promise.resolve(void copied.push(text));
  vi.stubGlobal('navigator', { clipboard: { writeText } });
});

afterEach(() => {
  said.mock.lastCall?.[0].onClose?.();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const op = (kind: 'records.create' | 'records.update', ...records: object[]) =>
  ({ id: 'op', kind, tableId: 'tbl', records: records.map((cells) => ({ cells })) }) as Op;

it.each<[string, Op, string | undefined]>([
  ['the text of a cell', op('records.update', { a: 'one' }), 'one'],
  ['what a new record was to hold', op('records.create', { a: 'Name', b: 12, c: true }), 'Name\t12'],
  ['a line a record of what was pasted', op('records.update', { a: 'x', b: 'y' }, { a: 'z' }), 'x\ty\nz'],
  [
    'no id of a choice of which nothing is known',
    op('records.create', { a: 'Name', b: 'selAAAAAAAAAAAAAA' }),
    'Name',
  ],
  ['nothing where nothing was written', op('records.create', {}), undefined],
  [
    'nothing of a deletion',
    { id: 'op', kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] },
    undefined,
  ],
])('lets %s be copied when it was refused', (_what, refused, text) => {
  tellRefused({ op: refused, error: { message: 'no' }, names: {} });
  const { action } = said.mock.lastCall?.[0] ?? {};
  if (text === undefined) return expect(action).toBeUndefined();
  action?.run();
  expect(copied).toEqual([text]);
});

it('tells of those that can be copied in one notice, until it is taken away', () => {
  const refuse = (text: string) =>
    tellRefused({ op: op('records.update', { a: text }), error: { message: 'no' }, names: {} });
  const last = () => said.mock.lastCall?.[0];
  for (const text of ['one', 'two', 'three']) refuse(text);
  expect(new Set(said.mock.calls.map(([{ id }]) => id ?? Math.random())).size).toBe(1);
  expect(last()?.title).toBe('3 changes were not saved');
  // It closes as its action is pressed.
  const copy = last()?.action?.run;
  last()?.onClose?.();
  copy?.();
  expect(copied).toEqual(['one\ntwo\nthree']);
  refuse('four');
  expect(last()?.title).toBe('A change was not saved');
  last()?.action?.run();
  expect(copied.at(-1)).toBe('four');
});

const NAMES = {
  selAAAAAAAAAAAAAA: 'green',
  selBBBBBBBBBBBBBB: 'red',
  recAAAAAAAAAAAAAA: 'Fern',
  fldS: 'Stage',
};

it.each<[string, Op, string, string]>([
  [
    'a choice that was picked',
    {
      ...op('records.update'),
      records: [{ id: 'recAAAAAAAAAAAAAA', cells: { fldS: 'selAAAAAAAAAAAAAA' } }],
    } as Op,
    '“green” in “Stage” of “Fern”: no',
    'green',
  ],
  [
    'several',
    {
      ...op('records.update'),
      records: [{ id: 'recAAAAAAAAAAAAAA', cells: { fldS: ['selAAAAAAAAAAAAAA', 'selBBBBBBBBBBBBBB'] } }],
    } as Op,
    '“green, red” in “Stage” of “Fern”: no',
    'green, red',
  ],
  [
    'what a record was made with',
    op('records.create', { fldS: 'selAAAAAAAAAAAAAA', fldN: 'Oak' }),
    '“green, Oak”: no',
    'green\tOak',
  ],
  ['what was pasted', op('records.update', { fldS: 'selAAAAAAAAAAAAAA' }, { fldS: 'x' }), 'no', 'green\nx'],
])('names %s, its field and its record', (_what, refused, description, text) => {
  tellRefused({ op: refused, error: { message: 'no' }, names: NAMES });
  const told = said.mock.lastCall?.[0];
  expect(told?.description).toBe(description);
  told?.action?.run();
  expect(copied).toEqual([text]);
});
