import type { FieldFamily } from './field-type';

/** Kinds of the values that formulas read of cells. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'date';

const KINDS: Readonly<Record<Exclude<FieldFamily, 'query'>, ValueKind>> = {
  text: 'text',
  number: 'number',
  duration: 'number',
  checkbox: 'boolean',
  day: 'date',
  instant: 'date',
  choice: 'text',
  person: 'text',
  links: 'text',
  file: 'text',
  code: 'text',
  button: 'text',
  generated: 'text',
};

/** What formulas read of one value of a family that is stored; of a computed field its result says it. */
export const valueKind = (family: FieldFamily): ValueKind => KINDS[family as keyof typeof KINDS];
