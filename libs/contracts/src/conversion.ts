import type { FieldRules } from './field-rules';
import type { ViewSettings } from './view';

/** A view, and those of its settings of which fields that are others cannot give all any more. */
export interface ViewLosses {
  viewId: string;
  settings: (keyof ViewSettings)[];
}

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
  /** Views that lose conditions, colours or summaries: of the field, of its other side, or of what is computed from them. */
  views: ViewLosses[];
}
