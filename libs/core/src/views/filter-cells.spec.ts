import type { Field, FilterCondition, FilterGroup, Table } from '@pyairtable/contracts';
import { shownModel } from '../model/shown-model';
import type { TableModel } from '../model/table-model';
import { filterCells } from './filter-cells';

const field = (id: string, type: string, more: object = {}) =>
  ({ id, name: id, type, options: {}, ...more }) as unknown as Field;
const CHOICES = {
  options: {
    choices: [
      { id: 'selA', name: 'A' },
      { id: 'selB', name: 'B' },
    ],
  },
};
const TABLE = {
  id: 'tblOne',
  name: 'One',
  primaryFieldId: 'fldText',
  views: [],
  fields: [
    field('fldText', 'singleLineText'),
    field('fldState', 'singleSelect', { ...CHOICES, rules: { default: 'selA' } }),
    field('fldTags', 'multipleSelects', CHOICES),
    field('fldHours', 'number', { options: { precision: 1 } }),
    field('fldDone', 'checkbox', { rules: { default: true } }),
    field('fldDay', 'date', { options: { dateFormat: { name: 'iso', format: 'YYYY-MM-DD' } } }),
    field('fldWho', 'singleCollaborator'),
    field('fldLinks', 'multipleRecordLinks', { options: { linkedTableId: 'tblOne' } }),
    field('fldLink', 'multipleRecordLinks', {
      options: { linkedTableId: 'tblOne', prefersSingleRecordLink: true },
    }),
    field('fldCode', 'singleLineText', { rules: { unique: true } }),
    field('fldWhen', 'createdTime', { options: {} }),
  ],
} as unknown as Table;
const table = shownModel([TABLE]).tableById('tblOne') as TableModel;

const condition = (
  fieldId: string,
  operator: FilterCondition['operator'],
  value?: FilterCondition['value'],
): FilterCondition => ({ fieldId, operator, ...(value === undefined ? {} : { value }) });
const all = (...conditions: FilterGroup['conditions']): FilterGroup => ({ conjunction: 'and', conditions });
const any = (...conditions: FilterGroup['conditions']): FilterGroup => ({ conjunction: 'or', conditions });
const given = (filter: FilterGroup) =>
  filterCells(filter, table, { userId: 'usrMe', now: Date.parse('2026-11-29T12:00:00Z') });

describe('a record made under a filter', () => {
  it('is given what the filter says where that is one value', () => {
    expect(
      given(
        all(
          condition('fldText', 'is', 'Fern'),
          condition('fldState', 'is', 'selB'),
          condition('fldTags', 'hasAllOf', ['selA', 'selB']),
          condition('fldHours', 'is', 0),
          condition('fldDay', 'is', { mode: 'tomorrow' }),
          all(condition('fldWho', 'isAnyOf', ['me'])),
        ),
      ),
    ).toEqual({
      fldText: 'Fern',
      fldState: 'selB',
      fldTags: ['selA', 'selB'],
      fldHours: 0,
      fldDay: '2026-11-30',
      fldWho: 'usrMe',
    });
    expect(given(all(condition('fldTags', 'hasAnyOf', ['selA'])))).toEqual({ fldTags: ['selA'] });
  });

  it('is given several records in a field that takes several, and one at most in one of one', () => {
    const links = (...ids: string[]) =>
      given(all(condition('fldLinks', 'hasAllOf', ids), condition('fldLink', 'hasAllOf', ids)));
    expect(links('recA', 'recB')).toEqual({ fldLinks: ['recA', 'recB'] });
    expect(links('recA')).toEqual({ fldLinks: ['recA'], fldLink: ['recA'] });
  });

  it('is given the day that it is in the zone of the condition', () => {
    const today = (timeZone: string) =>
      given(all(condition('fldDay', 'is', { mode: 'today', timeZone })))['fldDay'];
    expect(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'no zone'].map(today)).toEqual([
      '2026-11-30',
      '2026-11-29',
      '2026-11-29',
    ]);
  });

  it('is given nothing where many values would do', () => {
    for (const filter of [
      all(condition('fldText', 'contains', 'Fern'), condition('fldState', 'isAnyOf', ['selA', 'selB'])),
      all(condition('fldTags', 'hasAnyOf', ['selA', 'selB']), condition('fldState', 'isNot', 'selA')),
      all(condition('fldHours', 'isGreater', 2), condition('fldDay', 'isWithin', { mode: 'nextWeek' })),
      any(condition('fldState', 'is', 'selA'), condition('fldText', 'is', 'Fern')),
      all(any(condition('fldState', 'is', 'selA'), condition('fldText', 'is', 'Fern'))),
      all(condition('fldState', 'is', 'selA'), condition('fldState', 'is', 'selB')),
      all(condition('fldText', 'is'), condition('fldWhen', 'isEmpty'), condition('fldText', 'isNotEmpty')),
    ])
      expect(given(filter)).toEqual({});
  });

  it('has no cell that only one record may have, and none that a default fills where it is to be empty', () => {
    expect(
      given(
        all(
          condition('fldCode', 'is', 'A1'),
          condition('fldState', 'isEmpty'),
          condition('fldDone', 'is', false),
          condition('fldText', 'isEmpty'),
        ),
      ),
    ).toEqual({ fldState: null, fldDone: null });
    expect(given(any(condition('fldDone', 'is', true)))).toEqual({ fldDone: true });
  });
});
