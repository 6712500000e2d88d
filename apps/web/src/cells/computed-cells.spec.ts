import type { Field, FieldResult, RowCell } from '@pyairtable/contracts';
import { copyTextOf } from '@pyairtable/grid';
import { cellText, type Reader } from './cell-context';
import { copiedValue } from './copied-cell';
import { gridCell } from './grid-cell';
import { isNumeric } from './numeric-fields';

const PEOPLE = 'tblPeople00000000';
const money: FieldResult = { type: 'currency', options: { precision: 2, symbol: '€' } };
const choices = [{ id: 'selA', name: 'eu, west', color: 'greenBright' }];

const formula = (result: FieldResult | null, more: object = {}): Field => ({
  id: 'fldFormula0000000',
  name: 'Total',
  type: 'formula',
  options: { isValid: result !== null, formula: '1', referencedFieldIds: [], result, ...more },
});
const lookup = (type: FieldResult['type'], options?: unknown): Field => ({
  id: 'fldLookup00000000',
  name: 'Theirs',
  type: 'multipleLookupValues',
  options: {
    isValid: true,
    recordLinkFieldId: 'fldLink0000000000',
    fieldIdInLinkedTable: 'fldTarget00000000',
    result: { type, options },
  },
});

const reader: Reader = {
  timeZone: 'UTC',
  locale: 'en-US',
  users: new Map([['usrAda', { name: 'Ada', email: 'ada@example.org' }]]),
  colors: new Map([['usrAda', '#123456']]),
  primaries: new Map([[PEOPLE, formula(money)]]),
};

describe('a formula or rollup', () => {
  it.each<[FieldResult, RowCell, object]>([
    [money, 12.5, { kind: 'number', text: '€12.50', value: 12.5 }],
    [{ type: 'percent', options: { precision: 1 } }, 0.125, { kind: 'number', text: '12.5%', value: 0.125 }],
    [{ type: 'duration', options: { durationFormat: 'h:mm' } }, 5400, { kind: 'number', text: '1:30' }],
    [
      { type: 'date', options: { dateFormat: { name: 'iso', format: 'YYYY-MM-DD' } } },
      '2026-01-31',
      { kind: 'date', text: '2026-01-31' },
    ],
    [{ type: 'singleLineText' }, 'three', { kind: 'text', text: 'three' }],
  ])('is drawn as %o shows it', (result, cell, drawn) => {
    expect(gridCell(cell, formula(result), reader)).toMatchObject(drawn);
  });

  it('stands at the end where it shows numbers', () => {
    expect([isNumeric(formula(money)), isNumeric(formula({ type: 'singleLineText' }))]).toEqual([
      true,
      false,
    ]);
    expect(isNumeric(lookup('currency', money.options))).toBe(false);
  });

  it('names a fault and says why, as the field says it where it is not valid', () => {
    expect(gridCell({ specialValue: 'NaN' }, formula(money), reader)).toEqual({
      kind: 'fault',
      text: 'NaN',
      error: 'Not a number: 0 was divided by 0, for example.',
      align: 'end',
    });
    const reason = 'The field “Amount” that the formula names is not there any more.';
    expect(gridCell({ error: '#ERROR!' }, formula(null, { reason }), reader)).toEqual({
      kind: 'fault',
      text: '#ERROR!',
      error: reason,
    });
  });

  it('is pasted elsewhere with its value, not as it was rounded', () => {
    const target: Field = {
      id: 'fldTarget00000000',
      name: 'Cost',
      type: 'number',
      options: { precision: 8 },
    };
    expect(copiedValue({ field: formula(money), cell: 3.14159 }, target, reader)).toBe(3.14159);
  });
});

describe('a lookup', () => {
  it.each<[Field, RowCell, object]>([
    [
      lookup('singleSelect', { choices }),
      ['selA', 'selA'],
      {
        kind: 'multi-select',
        options: [
          { id: 'selA', text: 'eu, west', color: 'greenBright' },
          { id: 'selA', text: 'eu, west', color: 'greenBright' },
        ],
      },
    ],
    [lookup('createdBy'), ['usrAda'], { kind: 'person', people: [{ id: 'usrAda', name: 'Ada' }] }],
    [
      lookup('multipleRecordLinks', { linkedTableId: PEOPLE }),
      [{ id: 'recA', title: '12.5' }],
      { kind: 'links', links: [{ id: 'recA', title: '€12.50' }] },
    ],
    [
      lookup('checkbox', { icon: 'check', color: 'greenBright' }),
      [true],
      { kind: 'checkbox', checked: true },
    ],
    [
      lookup('rating', { icon: 'star', max: 5, color: 'redBright' }),
      [4],
      { kind: 'rating', value: 4, max: 5 },
    ],
    [lookup('url'), ['example.org'], { kind: 'link', text: 'example.org', href: 'https://example.org' }],
    [lookup('currency', money.options), [12.5, 3], { kind: 'text', text: '€12.50, €3.00' }],
    [
      lookup('checkbox', { icon: 'check', color: 'greenBright' }),
      [true, true],
      { kind: 'text', text: '✓, ✓', copyText: 'checked, checked' },
    ],
    [
      lookup('number', { precision: 0 }),
      [1, { error: '#ERROR!' }],
      { kind: 'text', text: '1, #ERROR!', error: 'Some of the values cannot be computed.' },
    ],
  ])('of %o shows %o as such', (field, cell, drawn) => {
    expect(gridCell(cell, field, reader)).toMatchObject(drawn);
    expect(copyTextOf(gridCell(cell, field, reader))).toBe(cellText(reader, field, cell));
  });

  it('shows nothing where nothing is looked up', () => {
    expect(gridCell(undefined, lookup('checkbox', {}), reader)).toEqual({ kind: 'text', text: '' });
  });

  it('of choices is pasted into a select as these choices', () => {
    const target = {
      id: 'fldTarget00000000',
      name: 'Regions',
      type: 'multipleSelects',
      options: { choices: [{ id: 'selB', name: 'eu, west' }] },
    } as Field;
    const copied = { field: lookup('singleSelect', { choices }), cell: ['selA'] };
    expect(copiedValue(copied, target, reader)).toEqual(['selB']);
  });
});
