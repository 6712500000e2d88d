import type { Field } from '@pyairtable/contracts';
import { shownModel } from '@pyairtable/core';
import { viewStep, type ViewArrangement } from './view-step';

const IDS = ['fldName', 'fldA', 'fldB', 'fldC'];
const tableOf = (type: (id: string) => string) =>
  shownModel([
    {
      id: 'tblT',
      name: 'T',
      recordCount: 0,
      primaryFieldId: 'fldName',
      fields: IDS.map((id) => ({ id, name: id, type: type(id) }) as Field),
      views: [],
    },
  ]).table('tblT');
const table = tableOf((id) => (id === 'fldName' ? 'singleLineText' : 'number'));
const texts = tableOf(() => 'singleLineText');
const view = (change: Partial<ViewArrangement> = {}): ViewArrangement => ({ name: 'Grid', ...change });

it('takes back what was hidden, where it stood, and nothing of what others hid meanwhile', () => {
  const before = view();
  const after = view({ visibleFieldIds: ['fldName', 'fldB', 'fldC'] });
  expect(viewStep(after, after, before, table)).toEqual({ visibleFieldIds: IDS });
  const now = view({ visibleFieldIds: ['fldName', 'fldB'] });
  expect(viewStep(now, after, before, table)).toEqual({ visibleFieldIds: ['fldName', 'fldA', 'fldB'] });
});

it('takes back what was shown', () => {
  const before = view({ visibleFieldIds: ['fldName', 'fldC'] });
  const after = view({ visibleFieldIds: ['fldName', 'fldB', 'fldC'] });
  const now = view({ visibleFieldIds: ['fldName', 'fldA', 'fldB', 'fldC'] });
  expect(viewStep(now, after, before, table)).toEqual({ visibleFieldIds: ['fldName', 'fldA', 'fldC'] });
});

it('takes a width back to what it was, or to what it is by itself', () => {
  const after = view({ columnWidths: { fldName: 90, fldA: 300, fldB: 40 } });
  const now = view({ columnWidths: { fldName: 90, fldA: 300, fldB: 500 } });
  const before = view({ columnWidths: { fldB: 40, fldA: 120 } });
  expect(viewStep(now, after, before, table)).toEqual({ columnWidths: { fldName: 260, fldA: 120 } });
  expect(viewStep(now, view({ columnWidths: { fldC: 1 } }), view(), table)).toEqual({
    columnWidths: { fldC: 180 },
  });
});

it('takes a summary back to what it was, or away', () => {
  const after = view({ summaries: { fldA: 'sum', fldB: 'filled' } });
  const before = view({ summaries: { fldA: 'average' } });
  const now = view({ summaries: { fldA: 'sum', fldB: 'filled', fldC: 'max' } });
  expect(viewStep(now, after, before, table)).toEqual({ summaries: { fldA: 'average', fldB: null } });
});

it('takes an order and a name back, without fields that are gone', () => {
  const sort = [
    { fieldId: 'fldGone', direction: 'asc' as const },
    { fieldId: 'fldA', direction: 'desc' as const },
  ];
  expect(viewStep(view({ name: 'New' }), view({ name: 'New' }), view({ sort }), table)).toEqual({
    name: 'Grid',
    sort: [sort[1]],
  });
  expect(viewStep(view({ sort }), view({ sort }), view(), table)).toEqual({ sort: [] });
  const hidden = view({ visibleFieldIds: ['fldName'] });
  expect(viewStep(hidden, hidden, view({ visibleFieldIds: ['fldName', 'fldGone', 'fldB'] }), table)).toEqual({
    visibleFieldIds: ['fldName', 'fldB'],
  });
});

it('takes back nothing that a field which has become of another type cannot give', () => {
  const before = view({
    colors: { fieldId: 'fldA' },
    summaries: { fldA: 'sum', fldB: 'filled' },
    filter: {
      conjunction: 'and',
      conditions: [
        { fieldId: 'fldA', operator: 'isGreater', value: 1 },
        { fieldId: 'fldB', operator: 'isEmpty' },
      ],
    },
  });
  expect(viewStep(view(), view(), before, texts)).toEqual({
    colors: null,
    summaries: { fldA: null, fldB: 'filled' },
    filter: { conjunction: 'and', conditions: [{ fieldId: 'fldB', operator: 'isEmpty' }] },
  });
});
