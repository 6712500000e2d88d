import Type, { type Static, type TSchema } from 'typebox';
import { id } from './id-shape';

/** Bounds of a filter: groups within groups, conditions in all. */
export const FILTER_LIMITS = { depth: 3, conditions: 100, text: 1_000, choices: 100, days: 100_000 } as const;

/** What a condition asks of a cell; which of them a field has, core says. */
export const FILTER_OPERATORS = [
  'is',
  'isNot',
  'contains',
  'doesNotContain',
  'isLess',
  'isGreater',
  'isLessOrEqual',
  'isGreaterOrEqual',
  'isAnyOf',
  'isNoneOf',
  'hasAnyOf',
  'hasAllOf',
  'hasNoneOf',
  'isExactly',
  'isBefore',
  'isAfter',
  'isOnOrBefore',
  'isOnOrAfter',
  'isWithin',
  'isEmpty',
  'isNotEmpty',
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** Days that a date is compared with, as of the day on which it is asked. */
export const DAY_MODES = [
  'today',
  'tomorrow',
  'yesterday',
  'oneWeekAgo',
  'oneWeekFromNow',
  'oneMonthAgo',
  'oneMonthFromNow',
  'daysAgo',
  'daysFromNow',
  'exactDate',
] as const;
/** Runs of days that a date is within. */
export const SPAN_MODES = [
  'pastWeek',
  'pastMonth',
  'pastYear',
  'nextWeek',
  'nextMonth',
  'nextYear',
  'thisCalendarWeek',
  'thisCalendarMonth',
  'thisCalendarYear',
  'pastNumberOfDays',
  'nextNumberOfDays',
] as const;

/** A day or a run of days; `timeZone` is the one whose days are meant where the field has times, GMT unless said. */
export const DateOperand = Type.Object(
  {
    mode: Type.Union([...DAY_MODES, ...SPAN_MODES].map((mode) => Type.Literal(mode))),
    numberOfDays: Type.Optional(Type.Integer({ minimum: 0, maximum: FILTER_LIMITS.days })),
    exactDate: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    timeZone: Type.Optional(Type.String({ maxLength: 64 })),
  },
  { additionalProperties: false },
);
export type DateOperand = Omit<Static<typeof DateOperand>, 'mode'> & {
  mode: (typeof DAY_MODES)[number] | (typeof SPAN_MODES)[number];
};

const Text = Type.String({ maxLength: FILTER_LIMITS.text, pattern: '^[^\\0\\p{Surrogate}]*$' });

/**
 * One condition. `value`: text of text fields, number, boolean of checkboxes, ids of choices, people (or `me`) and records, or a
 * day. Without one where the operator needs it the condition is not complete yet and keeps all records.
 */
export const FilterCondition = Type.Object(
  {
    fieldId: id('field'),
    operator: Type.Union(FILTER_OPERATORS.map((operator) => Type.Literal(operator))),
    value: Type.Optional(
      Type.Union([
        Text,
        Type.Number(),
        Type.Boolean(),
        Type.Array(Text, { maxItems: FILTER_LIMITS.choices }),
        DateOperand,
      ]),
    ),
  },
  { additionalProperties: false },
);
export interface FilterCondition {
  fieldId: string;
  operator: FilterOperator;
  value?: string | number | boolean | string[] | DateOperand;
}

/** Conditions and groups of them, of which all or some must hold. */
export interface FilterGroup {
  conjunction: 'and' | 'or';
  conditions: (FilterCondition | FilterGroup)[];
}

const groupOf = (...parts: TSchema[]) =>
  Type.Object(
    {
      conjunction: Type.Union([Type.Literal('and'), Type.Literal('or')]),
      conditions: Type.Array(Type.Union(parts), { maxItems: FILTER_LIMITS.conditions }),
    },
    { additionalProperties: false },
  );

const innermost = groupOf(FilterCondition);
const middle = groupOf(FilterCondition, innermost);
export const FilterGroup = Type.Unsafe<FilterGroup>(groupOf(FilterCondition, middle));
