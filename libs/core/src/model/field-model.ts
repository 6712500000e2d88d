import type { Field } from '@pyairtable/contracts';
import type { Computed } from '../computed/computed';
import {
  type FieldStorage,
  type FieldType,
  fieldType,
  fieldWith,
  type FilledBy,
  filledBy,
} from '@pyairtable/field-types';

/** Which side of a junction table a link field reads: its own records are in column `own`, the linked ones in `other`. */
export interface LinkEnd {
  /** Id that names the junction table. */
  pairId: string;
  own: 'a' | 'b';
  other: 'a' | 'b';
  linkedTableId: string;
  /** Absent in a link of a table to itself. */
  inverseFieldId?: string;
}

interface FieldAnswers {
  readonly behaviour: FieldType;
  /** Where its cells are, and the SQL over them. */
  readonly storage: FieldStorage;
  /** Present where the server writes its cells of its own accord. */
  readonly filledBy?: FilledBy;
  /** Present exactly for link fields that are stored. */
  readonly link?: LinkEnd;
  /** Its table keeps when a cell of it was last changed, as a formula asks for that. */
  readonly stamped?: true;
  /** Present for fields that are computed as they are read, once their base is known. */
  readonly computed?: Computed;
}

/** A field that answers for itself: whoever plans or writes SQL asks it, never the name of its type. */
export type FieldModel = Field & FieldAnswers;

export type LinkField = FieldModel & { link: LinkEnd };

export function fieldModel(field: Field, link?: LinkEnd, stamped?: boolean): FieldModel {
  const behaviour = fieldType(field.type);
  const filled = filledBy(field);
  return {
    ...field,
    behaviour,
    storage: behaviour.storage(field.options),
    ...(filled ? { filledBy: filled } : {}),
    ...(link ? { link } : {}),
    ...(stamped ? { stamped } : {}),
  };
}

/** A field as the APIs show it. */
export function shownField({ id, name, type, description, rules, options }: Field): Field {
  return fieldWith(
    { id, name, type, ...(description ? { description } : {}), ...(rules ? { rules } : {}) },
    options,
  );
}
