import type { Field, RawCell } from '@pyairtable/contracts';
import { aiCellOf, attachmentsOf, barcodeOf, buttonOf, FIELD_TYPES } from '@pyairtable/contracts';
import fc from 'fast-check';
import { filledBy } from './filled-by';
import { keepAttachments } from './multiple-attachments/keep-attachments';
import { fieldType, fieldTypes } from './registry';
import { context, rows } from './testing/samples';

const strict = { ...context, typecast: false };
const withoutIds = (value: unknown) =>
  JSON.parse(JSON.stringify(value ?? null, (key, inner) => (key === 'id' ? 'sel' : inner)));

describe('the registry', () => {
  it('has every field type of the contracts under its own name', () => {
    expect(Object.keys(fieldTypes).sort()).toEqual([...FIELD_TYPES].sort());
    for (const name of FIELD_TYPES) expect(fieldType(name).name).toBe(name);
  });

  it('lets upserts find records by all that people type or choose from a list of the field', () =>
    expect(FIELD_TYPES.filter((name) => !fieldType(name).mergeable)).toEqual([
      'richText',
      'checkbox',
      'singleCollaborator',
      'multipleCollaborators',
      'multipleRecordLinks',
      'multipleAttachments',
      'barcode',
      'button',
      'aiText',
      'externalSyncSource',
      'autoNumber',
      'createdTime',
      'createdBy',
      'lastModifiedTime',
      'lastModifiedBy',
      'formula',
      'rollup',
      'count',
      'multipleLookupValues',
    ]));
});

describe.each(rows)('$title', ({ name, sample }) => {
  const type = fieldType(name);
  const { options } = sample;

  it('turns the write form of its options into the read form', () => {
    const outcome = type.normaliseOptions(sample.input);
    expect(outcome.ok).toBe(true);
    expect(withoutIds(outcome.ok && outcome.value)).toEqual(withoutIds(options));
  });

  it('takes its own read form back on update, unchanged', () => {
    expect(type.normaliseOptions(options, options)).toEqual({ ok: true, value: options });
    expect(type.normaliseOptions({}, options).ok).toBe(true);
  });

  it('refuses an option nobody knows', () => {
    const outcome = type.normaliseOptions({ ...(sample.input as object), colour: 'red' });
    expect(outcome).toEqual({
      ok: false,
      error: {
        type: 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
        message: 'Failed schema validation: <Field>.options.colour is not allowed',
      },
    });
  });

  it('refuses a public value of the wrong kind with an error of the catalogue', () => {
    for (const wrong of sample.wrong) {
      const outcome = type.normalise(wrong, options, strict);
      expect(outcome.ok, JSON.stringify(wrong)?.slice(0, 80)).toBe(false);
      if (!outcome.ok)
        expect([
          'INVALID_VALUE_FOR_COLUMN',
          'INVALID_MULTIPLE_CHOICE_OPTIONS',
          'INVALID_ATTACHMENT_OBJECT',
        ]).toContain(outcome.error.type);
    }
  });

  it('fills cells of its own accord only where nobody else may', () => {
    const fills = filledBy({ type: name, options: options as Field['options'] });
    expect(fills !== undefined).toBe(type.computed && type.family !== 'query');
    if (type.computed) expect(type.mergeable).toBe(false);
  });

  it('keeps its cells as its family says', () => {
    const ofFamily = (cell: unknown): boolean => {
      if (type.family === 'query') return true;
      if (type.family === 'number' || type.family === 'duration') return typeof cell === 'number';
      if (type.family === 'checkbox') return typeof cell === 'boolean';
      if (type.family === 'code') return barcodeOf(cell as RawCell) !== undefined;
      if (type.family === 'button') return buttonOf(cell as RawCell) !== undefined;
      if (type.family === 'generated') return aiCellOf(cell as RawCell) !== undefined;
      if (type.family === 'file') return attachmentsOf([cell] as RawCell).length > 0;
      return typeof cell === 'string';
    };
    fc.assert(
      fc.property(sample.cells, (cell) =>
        type.several ? Array.isArray(cell) && (cell as unknown[]).every(ofFamily) : ofFamily(cell),
      ),
    );
  });

  it('shows an empty cell as no text', () => expect(type.format(null, options, context)).toBe(''));

  it('orders its cells: equal to itself, reversed when swapped, transitive', () => {
    const compare = (a: RawCell, b: RawCell) => Math.sign(type.compare(a, b, options, context));
    fc.assert(
      fc.property(sample.cells, sample.cells, sample.cells, (a, b, c) => {
        expect(compare(a, a)).toBe(0);
        expect(compare(a, b) + compare(b, a)).toBe(0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  if (type.computed) {
    it('takes no value by any way', () => {
      const refusal = {
        ok: false,
        error: {
          type: 'INVALID_VALUE_FOR_COLUMN',
          message: 'Field "X" cannot accept a value because the field is computed',
        },
      };
      expect(type.normalise(null, options, { ...context, typecast: true })).toEqual(refusal);
      expect(type.check(null, options, context)).toEqual(refusal);
      expect(type.parse('', options, context)).toEqual(refusal);
    });
    return;
  }

  it('is cleared by null and by no text', () => {
    expect(type.normalise(null, options, strict)).toEqual({ ok: true, value: { cell: null } });
    expect(type.check(null, options, context)).toEqual({ ok: true, value: null });
    expect(type.parse('', options, context)).toEqual({ ok: true, value: null });
  });

  it('accepts every cell of its own, as a raw cell and in public form, with and without typecast', () => {
    fc.assert(
      fc.property(sample.cells, (cell) => {
        const value = JSON.parse(JSON.stringify(sample.toPublic ? sample.toPublic(cell) : cell));
        expect(type.check(cell, options, context)).toEqual({ ok: true, value: cell });
        for (const typecast of [false, true]) {
          const outcome = type.normalise(value, options, { ...context, typecast });
          if (!outcome.ok) throw new Error(outcome.error.message);
          const { cell: given, needs } = outcome.value;
          const kept = needs?.attachments;
          expect(needs ?? {}).toEqual(kept ? { attachments: kept } : {});
          expect(kept ? keepAttachments(given, cell, kept) : given).toEqual(cell);
        }
      }),
    );
  });

  it(
    sample.lossless
      ? 'reads its own text back as the same cell'
      : 'reads its own text back without complaint',
    () => {
      fc.assert(
        fc.property(sample.cells, (cell) => {
          const outcome = type.parse(type.format(cell, options, context), options, context);
          expect(outcome.ok).toBe(true);
          if (sample.lossless) expect(outcome).toEqual({ ok: true, value: cell });
        }),
      );
    },
  );

  it('never throws on what is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' })),
        (text) => void type.parse(text, options, context),
      ),
    );
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.boolean(),
        (value, typecast) => void type.normalise(value, options, { ...context, typecast }),
      ),
    );
  });
});

describe('what fills a cell', () => {
  const watched = ['fldWatched0000001'];
  it.each([
    ['autoNumber', undefined, { from: 'counter' }],
    ['button', { label: 'Open', url: null }, { from: 'options' }],
    ['aiText', { prompt: [], referencedFieldIds: [] }, { from: 'service' }],
    ['createdTime', undefined, { from: 'creation', value: 'time' }],
    ['createdBy', undefined, { from: 'creation', value: 'person' }],
    ['lastModifiedTime', { referencedFieldIds: watched }, { from: 'change', value: 'time', watched }],
    ['lastModifiedBy', undefined, { from: 'change', value: 'person', watched: [] }],
    ['singleLineText', undefined, undefined],
  ] as const)('of %s', (type, options, filled) =>
    expect(filledBy({ type, ...(options ? { options: { ...options } } : {}) } as never)).toEqual(filled),
  );
});
