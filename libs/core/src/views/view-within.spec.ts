import type { FilterCondition, View } from '@pyairtable/contracts';
import { shownModel } from '../index';
import { viewWithin } from './view-settings';

it('looks at each condition a few times, however many fields they are about', () => {
  const ids = Array.from({ length: 100 }, (_, at) => `fld${at}`);
  const fields = ids.map((id, at) => ({ id, name: id, type: at === 0 ? 'number' : 'singleLineText' }));
  const table = shownModel([
    { id: 'tblT', name: 'T', recordCount: 0, primaryFieldId: 'fld1', fields, views: [] },
  ] as unknown as Parameters<typeof shownModel>[0]).table('tblT');
  let looks = 0;
  const conditions = [...ids, 'fldGone'].map((id): FilterCondition => {
    const condition = { fieldId: id, operator: 'isGreater' as const, value: 1 };
    return Object.defineProperty(condition, 'fieldId', { get: () => (looks++, id) });
  });
  const view: View = { id: 'viwV', name: 'V', type: 'grid', filter: { conjunction: 'and', conditions } };
  const { filter } = viewWithin(view, table);
  expect(filter?.conditions).toEqual([conditions[0]]);
  expect(looks / conditions.length).toBeLessThan(5);
});
