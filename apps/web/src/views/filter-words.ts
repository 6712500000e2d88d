import { DAY_MODES, type DateOperand, type FilterOperator, SPAN_MODES } from '@pyairtable/contracts';
import type { FilterKind } from '@pyairtable/core';

const WORDS: Record<FilterOperator, string> = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  doesNotContain: 'does not contain',
  isLess: '<',
  isGreater: '>',
  isLessOrEqual: '≤',
  isGreaterOrEqual: '≥',
  isAnyOf: 'is any of',
  isNoneOf: 'is none of',
  hasAnyOf: 'has any of',
  hasAllOf: 'has all of',
  hasNoneOf: 'has none of',
  isExactly: 'is exactly',
  isBefore: 'is before',
  isAfter: 'is after',
  isOnOrBefore: 'is on or before',
  isOnOrAfter: 'is on or after',
  isWithin: 'is within',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
};

/** An operator as people read it. */
export const operatorWords = (operator: FilterOperator, kind: FilterKind): string => {
  if (kind !== 'number') return WORDS[operator];
  return operator === 'is' ? '=' : operator === 'isNot' ? '≠' : WORDS[operator];
};

const MODES: Record<DateOperand['mode'], string> = {
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  oneWeekAgo: 'one week ago',
  oneWeekFromNow: 'one week from now',
  oneMonthAgo: 'one month ago',
  oneMonthFromNow: 'one month from now',
  daysAgo: 'number of days ago',
  daysFromNow: 'number of days from now',
  exactDate: 'exact date',
  pastWeek: 'the past week',
  pastMonth: 'the past month',
  pastYear: 'the past year',
  nextWeek: 'the next week',
  nextMonth: 'the next month',
  nextYear: 'the next year',
  thisCalendarWeek: 'this calendar week',
  thisCalendarMonth: 'this calendar month',
  thisCalendarYear: 'this calendar year',
  pastNumberOfDays: 'the past number of days',
  nextNumberOfDays: 'the next number of days',
};

/** The days, or runs of days, that an operator compares with. */
export const dayChoices = (operator: FilterOperator) =>
  (operator === 'isWithin' ? SPAN_MODES : DAY_MODES).map((value) => ({ value, label: MODES[value] }));
