import Type, { type Static } from 'typebox';
import { DEFAULT_LIMITS } from './limits';

/** A default for people's cells: whoever makes the record. */
export const CURRENT_USER = 'currentUser';

const DefaultCell = Type.Union([
  Type.String({ maxLength: DEFAULT_LIMITS.text }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 64 }), { maxItems: DEFAULT_LIMITS.items }),
]);
/** A raw cell that many records can have: no object, which would have to be a copy in each. */
export type DefaultCell = Static<typeof DefaultCell>;

/** What a field gives its new cells, and asks of what is written to them. */
export interface FieldRules {
  /** The cell of a new record that is made without one; for people's cells also CURRENT_USER. */
  default?: DefaultCell;
  /** A write leaves no cell empty. Cells that were empty before stay until they are written. */
  required?: true;
  /** No two records hold the same. Empty cells are not counted. */
  unique?: true;
}

/** Some rules to set or, with null and false, to take away; those that are absent stay. */
export const FieldRulesChange = Type.Object(
  {
    default: Type.Optional(Type.Union([DefaultCell, Type.Null()])),
    required: Type.Optional(Type.Boolean()),
    unique: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type FieldRulesChange = Static<typeof FieldRulesChange>;
