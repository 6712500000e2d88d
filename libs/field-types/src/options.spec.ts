import type { FieldTypeName, SelectOptions } from '@pyairtable/contracts';
import { fieldType, fieldTypes } from './registry';

const select = fieldTypes.singleSelect;

function choicesOf(input: unknown, previous?: SelectOptions): SelectOptions {
  const outcome = select.normaliseOptions(input, previous);
  if (!outcome.ok || !outcome.value) throw new Error(outcome.ok ? 'no options' : outcome.error.message);
  return outcome.value;
}

describe('options in their write form', () => {
  it.each<[FieldTypeName, unknown, string]>([
    ['checkbox', undefined, '<Field>.options is missing'],
    ['number', {}, '<Field>.options.precision is missing'],
    ['number', { precision: 9 }, '<Field>.options.precision is invalid'],
    ['number', { precision: 1.5 }, '<Field>.options.precision is invalid'],
    ['currency', { precision: 2 }, '<Field>.options.symbol is missing'],
    ['currency', { precision: 8, symbol: '$' }, '<Field>.options.precision is invalid'],
    ['duration', { durationFormat: 'mm:ss' }, '<Field>.options.durationFormat is invalid'],
    ['rating', { icon: 'star', max: 11, color: 'redBright' }, '<Field>.options.max is invalid'],
    ['rating', { icon: 'star', max: 5, color: 'redLight2' }, '<Field>.options.color is invalid'],
    ['date', {}, '<Field>.options.dateFormat is missing'],
    [
      'date',
      { dateFormat: { name: 'us', format: 'D/M/YYYY' } },
      '<Field>.options.dateFormat.format is invalid',
    ],
    [
      'dateTime',
      { dateFormat: { name: 'us' }, timeFormat: { name: '24hour' }, timeZone: 'UTC' },
      '<Field>.options.timeZone is invalid',
    ],
    [
      'dateTime',
      { dateFormat: { name: 'us' }, timeFormat: { name: '24hour' }, timeZone: 'Europe/Atlantis' },
      '<Field>.options.timeZone is invalid',
    ],
    ['dateTime', { dateFormat: { name: 'us' }, timeZone: 'utc' }, '<Field>.options.timeFormat is missing'],
    ['singleSelect', {}, '<Field>.options.choices is missing'],
    ['singleSelect', { choices: [{ name: ' ' }] }, '<Field>.options.choices.0.name is invalid'],
    [
      'singleSelect',
      { choices: [{ name: 'a' }, { name: 'a' }] },
      '<Field>.options.choices.1.name is not unique',
    ],
    [
      'singleSelect',
      { choices: [{ id: 'selHot00000000001', name: 'a' }] },
      '<Field>.options.choices.0.id is not allowed',
    ],
    ['button', { label: ' ' }, '<Field>.options.label is invalid'],
    ['button', { url: 'javascript:alert(1)' }, '<Field>.options.url is invalid'],
    ['button', { url: `https://ex.org/${'x'.repeat(8_000)}` }, '<Field>.options.url is invalid'],
    ['aiText', { prompt: 'Sum up' }, '<Field>.options.prompt is invalid'],
    [
      'aiText',
      { prompt: [{ field: { fieldId: 'Deal' } }] },
      '<Field>.options.prompt.0.field.fieldId is invalid',
    ],
    ['aiText', { prompt: [{ field: {}, more: 1 }] }, '<Field>.options.prompt.0.more is not allowed'],
    ['aiText', { prompt: ['x'.repeat(20_001)] }, '<Field>.options.prompt is invalid'],
    ['aiText', { referencedFieldIds: [] }, '<Field>.options.referencedFieldIds is not allowed'],
    ['externalSyncSource', {}, '<Field>.options.choices is missing'],
    ['multipleAttachments', { isReversed: true }, '<Field>.options.isReversed is not allowed'],
    ['multipleRecordLinks', {}, '<Field>.options.linkedTableId is missing'],
    [
      'multipleRecordLinks',
      { linkedTableId: 'tblLinked00000001', prefersSingleRecordLink: 'yes' },
      '<Field>.options.prefersSingleRecordLink is invalid',
    ],
    [
      'multipleRecordLinks',
      { linkedTableId: 'tblLinked00000001', isReversed: false },
      '<Field>.options.isReversed is not allowed',
    ],
    ['lastModifiedTime', { isValid: true }, '<Field>.options.isValid is not allowed'],
  ])('of %s refuse %o', (name, input, about) => {
    expect(fieldType(name).normaliseOptions(input)).toEqual({
      ok: false,
      error: { type: 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE', message: `Failed schema validation: ${about}` },
    });
  });

  it('give choices ids and, where none is asked for, the colours of the rotation', () => {
    const { choices } = choicesOf({
      choices: [{ name: 'Lead' }, { name: 'Won', color: 'greenBright' }, { name: 'Lost' }],
    });
    expect(choices.map(({ name, color }) => [name, color])).toEqual([
      ['Lead', 'blueLight2'],
      ['Won', 'greenBright'],
      ['Lost', 'tealLight2'],
    ]);
    for (const { id } of choices) expect(id).toMatch(/^sel[0-9A-Za-z]{14}$/);
  });
});

describe('options on update', () => {
  const before = choicesOf({ choices: [{ name: 'Lead' }, { name: 'Won', color: 'greenBright' }] });
  const [lead, won] = before.choices as [{ id: string; name: string }, { id: string; name: string }];

  it('keep the ids and colours of choices named by id or by name, in the new order', () => {
    const { choices } = choicesOf(
      { choices: [{ name: 'New' }, { id: won.id, name: 'Sold' }, { name: 'Lead' }] },
      before,
    );
    expect(choices.slice(1)).toEqual([
      { id: won.id, name: 'Sold', color: 'greenBright' },
      { id: lead.id, name: 'Lead', color: 'blueLight2' },
    ]);
  });

  it('never give one id to two choices, even when two names are swapped', () => {
    const swapped = choicesOf(
      {
        choices: [
          { id: won.id, name: 'Lead' },
          { id: lead.id, name: 'Won' },
        ],
      },
      before,
    );
    expect(swapped.choices.map(({ id }) => id)).toEqual([won.id, lead.id]);
    const taken = choicesOf({ choices: [{ name: 'Lead' }, { id: lead.id, name: 'Renamed' }] }, before);
    expect(new Set(taken.choices.map(({ id }) => id)).size).toBe(2);
    expect(
      select.normaliseOptions(
        {
          choices: [
            { id: lead.id, name: 'a' },
            { id: lead.id, name: 'b' },
          ],
        },
        before,
      ).ok,
    ).toBe(false);
  });

  it('take the address of a button away with an empty one, and keep a formula as it was given', () => {
    const before = { label: 'Visit', url: 'https://ex.org', formula: "{Website} & '?x'" };
    expect(fieldTypes.button.normaliseOptions({ label: 'Go' }, before)).toEqual({
      ok: true,
      value: { ...before, label: 'Go' },
    });
    expect(fieldTypes.button.normaliseOptions({ url: '' }, before)).toEqual({
      ok: true,
      value: { ...before, url: null },
    });
  });

  it('change only what they name', () => {
    const rating = fieldTypes.rating;
    expect(rating.normaliseOptions({ max: 7 }, { icon: 'star', max: 5, color: 'redBright' })).toEqual({
      ok: true,
      value: { icon: 'star', max: 7, color: 'redBright' },
    });
  });

  it('lose what is given as null, where it may be absent', () => {
    const count = fieldTypes.count;
    const before = { isValid: true, recordLinkFieldId: 'fldLinks000000001', filter: '{Paid}' };
    const unfiltered = { isValid: false, recordLinkFieldId: before.recordLinkFieldId };
    expect(count.normaliseOptions({ filter: null }, before)).toEqual({ ok: true, value: unfiltered });
    expect(count.normaliseOptions({}, before)).toEqual({
      ok: true,
      value: { ...unfiltered, filter: '{Paid}' },
    });
  });
});
