import type { FieldRules } from './field-rules';

/** What becomes of a field's cells that are not empty when it gets another type. */
export interface ConversionReport {
  kept: number;
  /** They look another way. */
  changed: number;
  /** They are empty afterwards; of a type that the server fills or computes, they are made anew. */
  lost: number;
  /** Some of the cells that do not stay as they are, of each kind. */
  samples: { before: string; after: string }[];
  /** Names that become choices. */
  newChoices: string[];
  /** Records that are made in the linked table, by the titles of the first. */
  newRecords: { count: number; titles: string[] };
  /** Rules that the field has and cannot keep: it cannot be unique where two cells become the same. */
  lostRules: (keyof FieldRules)[];
  /** Ids of fields whose cells are made of those of the field, at first hand or through others. */
  dependents: string[];
}
