import Type from 'typebox';
import type { ConversionReport } from '../conversion';
import type { FieldPreview } from '../field-preview';
import { FieldRulesChange } from '../field-rules';
import { MAX_DESCRIPTION_LENGTH } from '../limits';
import { Place } from '../place';
import { Field as FieldShape, type Field as SomeField } from '../schema';
import { endpoint } from './endpoint';
import { Row } from './row-shape';
import { closed, Entry, id, maybe, text, wholeNumber } from './shapes';

/** Of a name before it is judged: one that is too long for what it names is refused by an error of its own. */
export const LONGEST_NAME = 1_000;
const MAX_PREVIEWED = 50;

const Field = Type.Unsafe<SomeField>(FieldShape);

/** `options`: as Airtable takes them to make a field of the type. */
export const NewField = closed({
  name: text(LONGEST_NAME),
  type: text(LONGEST_NAME),
  description: maybe(text(MAX_DESCRIPTION_LENGTH)),
  options: Type.Optional(Type.Unknown()),
  rules: Type.Optional(FieldRulesChange),
});

const OF_TABLE = '/v1/bases/{baseId}/tables/{tableId}/fields';
const ONE = `${OF_TABLE}/{fieldId}` as const;

export const createField = endpoint({
  method: 'POST',
  path: OF_TABLE,
  summary: 'Makes a field at the end of a table',
  scopes: ['schema.bases:write'],
  body: NewField,
  status: 201,
  answer: Field,
});

/** A choice by its name, or with the id and colour that it is to have. */
const AddedChoice = Type.Union([
  Type.String(),
  closed({ id: id('choice'), name: Type.String(), color: Type.Optional(Type.String()) }),
]);

/**
 * Instead of `options`, of a select's choices as they are by then: `addChoices` are added, but for those whose name or id is
 * there; of `dropChoices`, which do not come with `rules`, those go that no cell, default, condition or other setting uses.
 */
export const changeField = endpoint({
  method: 'PATCH',
  path: ONE,
  summary: 'Changes name, description, options or rules of a field; null takes the description away',
  scopes: ['schema.bases:write'],
  body: closed({
    name: Type.Optional(text(LONGEST_NAME)),
    description: maybe(text(MAX_DESCRIPTION_LENGTH)),
    options: Type.Optional(Type.Unknown()),
    addChoices: Type.Optional(Type.Array(AddedChoice)),
    dropChoices: Type.Optional(Type.Array(id('choice'))),
    rules: Type.Optional(FieldRulesChange),
  }),
  status: 200,
  answer: Field,
});

const Report = Type.Unsafe<ConversionReport>(
  Type.Object({
    kept: wholeNumber(),
    changed: wholeNumber(),
    lost: wholeNumber(),
    samples: Type.Array(Type.Object({ before: Type.String(), after: Type.String() })),
    newChoices: Type.Array(Type.String()),
    newRecords: Type.Object({ count: wholeNumber(), titles: Type.Array(Type.String()) }),
    dependents: Type.Array(Type.String()),
    lostRules: Type.Array(Type.String()),
    views: Type.Array(Type.Object({ viewId: id('view'), settings: Type.Array(Type.String()) })),
  }),
);

export const convertField = endpoint({
  method: 'POST',
  path: `${ONE}/conversion`,
  summary: 'Makes a field one of another type, or only tells what would become of its cells (`preview`)',
  scopes: ['schema.bases:write', 'data.records:read'],
  body: closed({
    type: Type.String(),
    options: Type.Optional(Type.Unknown()),
    preview: maybe(Type.Boolean()),
  }),
  status: 200,
  answer: Type.Object({
    field: Type.Optional(Field),
    /** Number of its entry, by which it is taken back; absent in a preview. */
    seq: Type.Optional(wholeNumber()),
    report: Report,
  }),
});

/** Not of links: neither those that a conversion made nor those that it ended. What was written since stays, converted back. */
export const undoConversion = endpoint({
  method: 'POST',
  path: `${ONE}/conversion/{seq}/undo`,
  summary:
    'Gives a field the type and the cells back that it had before the conversion of an entry of the log',
  scopes: ['schema.bases:write', 'data.records:read'],
  status: 200,
  answer: Type.Object({ field: Field, seq: wholeNumber() }),
});

/** `name`: else that of the field with "copy" behind it. `cells`: true unless told otherwise. */
export const duplicateField = endpoint({
  method: 'POST',
  path: `${ONE}/duplicate`,
  summary: 'Makes a field like another, with its cells',
  scopes: ['schema.bases:write'],
  body: closed({ name: Type.Optional(text(LONGEST_NAME)), cells: maybe(Type.Boolean()) }),
  status: 201,
  answer: Field,
});

export const previewField = endpoint({
  method: 'POST',
  path: `${OF_TABLE}/preview`,
  summary: 'What a computed field would be, and its cells in some records',
  scopes: ['schema.bases:write', 'data.records:read'],
  reads: true,
  body: closed({
    type: Type.String(),
    options: Type.Optional(Type.Unknown()),
    fieldId: Type.Optional(id('field')),
    recordIds: Type.Array(id('record'), { maxItems: MAX_PREVIEWED }),
  }),
  status: 200,
  answer: Type.Unsafe<FieldPreview>(Type.Object({ field: FieldShape, rows: Type.Array(Row) })),
});

export const deleteField = endpoint({
  method: 'DELETE',
  path: ONE,
  summary: 'Moves a field to the trash',
  scopes: ['schema.bases:write'],
  status: 200,
  answer: Entry,
});

export const placeField = endpoint({
  method: 'POST',
  path: `${ONE}/place`,
  summary: 'Puts a field in front of another, or at the end',
  scopes: ['schema.bases:write'],
  body: Place,
  status: 204,
});
