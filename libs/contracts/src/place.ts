import Type, { type Static } from 'typebox';
import { id } from './id-shape';

/** `POST …/place` of a table, a field or a view: the one in front of which it is to stand, null for the end. */
export const Place = Type.Object(
  { before: Type.Union([id('table', 'field', 'view'), Type.Null()]) },
  { additionalProperties: false },
);
export type Place = Static<typeof Place>;
