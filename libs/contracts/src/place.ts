import Type, { type Static } from 'typebox';

/** `POST …/place` of a table, a field or a view: the one in front of which it is to stand, null for the end. */
export const Place = Type.Object(
  { before: Type.Union([Type.String({ pattern: '^(tbl|fld|viw)[0-9A-Za-z]{14}$' }), Type.Null()]) },
  { additionalProperties: false },
);
export type Place = Static<typeof Place>;
