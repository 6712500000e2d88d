import type { Choice, Field, FieldRules, FieldRulesChange } from '@pyairtable/contracts';

/** A field as asked for: options in the write form. */
export interface FieldDraft {
  name: string;
  type: Field['type'];
  description?: string;
  options?: Record<string, unknown>;
  /** All that it is to have; absent: those that it has. */
  rules?: FieldRules;
}

/** What a field is to become: its type, with options in the write form. */
export type Conversion = Pick<FieldDraft, 'type' | 'options'>;

/** What is changed of a field; null takes its description away. */
export type FieldUpdate = Partial<Pick<FieldDraft, 'name' | 'options'>> & {
  description?: string | null;
  rules?: FieldRulesChange;
  /** Of a select, instead of `options`: to be made, and to go where nothing uses them. */
  addChoices?: readonly Choice[];
  dropChoices?: readonly string[];
};

/** A computed field to be shown before it is made, or as `fieldId` would become. */
export interface FieldPreviewWanted extends Conversion {
  fieldId?: string;
  viewId?: string;
}
