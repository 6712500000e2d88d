import type { FilterOperator } from '@pyairtable/contracts';
import type { FieldFamily } from '@pyairtable/field-types';
import { isList, itemType } from '@pyairtable/formula';
import { holdsDays, valueType } from '../computed/value-type';
import type { FieldModel } from '../model/field-model';

/** What conditions see in a field's cells: the kind says which operators there are, and what their values are. */
export type FilterKind =
  | 'text'
  | 'number'
  | 'checkbox'
  | 'day'
  | 'instant'
  | 'choice'
  | 'choices'
  | 'person'
  | 'people'
  | 'links'
  | 'presence';

const EMPTY = ['isEmpty', 'isNotEmpty'] as const;
const DATES = [
  'is',
  'isNot',
  'isWithin',
  'isBefore',
  'isAfter',
  'isOnOrBefore',
  'isOnOrAfter',
  ...EMPTY,
] as const;
const ONE = ['is', 'isNot', 'isAnyOf', 'isNoneOf', ...EMPTY] as const;
const SEVERAL = ['hasAnyOf', 'hasAllOf', 'isExactly', 'hasNoneOf', ...EMPTY] as const;

const OPERATORS: Record<FilterKind, readonly FilterOperator[]> = {
  text: ['contains', 'doesNotContain', 'is', 'isNot', ...EMPTY],
  number: ['is', 'isNot', 'isLess', 'isGreater', 'isLessOrEqual', 'isGreaterOrEqual', ...EMPTY],
  checkbox: ['is'],
  day: DATES,
  instant: DATES,
  choice: ONE,
  choices: SEVERAL,
  person: ONE,
  people: SEVERAL,
  links: [...SEVERAL.slice(0, 4), 'contains', 'doesNotContain', ...EMPTY],
  presence: EMPTY,
};

const KINDS: Record<Exclude<FieldFamily, 'query'>, FilterKind> = {
  text: 'text',
  number: 'number',
  duration: 'number',
  checkbox: 'checkbox',
  day: 'day',
  instant: 'instant',
  choice: 'choice',
  person: 'person',
  links: 'links',
  file: 'presence',
  code: 'text',
  button: 'presence',
  generated: 'text',
};

const several = { choice: 'choices', person: 'people' } as const;

function computedKind(field: FieldModel): FilterKind {
  const type = valueType(field);
  if (isList(type)) return 'text';
  switch (itemType(type)) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'checkbox';
    case 'date':
      return holdsDays(field) ? 'day' : 'instant';
    default:
      return 'text';
  }
}

export function filterKind(field: FieldModel): FilterKind {
  const { family, several: isSeveral } = field.behaviour;
  if (family === 'query' || field.computed) return computedKind(field);
  return isSeveral && (family === 'choice' || family === 'person') ? several[family] : KINDS[family];
}

/** The operators of a field, the one first that a new condition begins with. */
export const filterOperators = (field: FieldModel): readonly FilterOperator[] => OPERATORS[filterKind(field)];
