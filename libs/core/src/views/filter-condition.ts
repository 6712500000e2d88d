import type { DateOperand, FilterCondition, FilterOperator } from '@pyairtable/contracts';
import { quoteText } from '@pyairtable/formula';
import type { Caller } from '../access/caller';
import type { FieldModel } from '../model/field-model';
import { daysOf, instantsOf, todayIn, zoneOf } from './filter-days';
import { partOf } from './filter-operand';
import { type FilterKind, filterKind, filterOperators } from './filter-operators';

/** Who asks, and when: what `me` and `today` are. */
export interface Asking {
  userId: string;
  /** Milliseconds. */
  now: number;
}

/** A caller asking now. */
export const askingOf = ({ userId }: Pick<Caller, 'userId'>): Asking => ({ userId, now: Date.now() });

/** Stands for who asks in the value of a condition on people. */
export const ME = 'me';

const not = (condition: string) => `NOT(${condition})`;
const all = (conditions: readonly string[]) => `AND(${conditions.join(', ')})`;
const any = (conditions: readonly string[]) => `OR(${conditions.join(', ')})`;
const filled = (id: string) => `{${partOf(id, 'filled')}}`;
/** Empty cells do not hold: for comparisons they count as 0, or fail. */
const whereFilled = (id: string, condition: string) => `IF(${filled(id)}, ${condition}, FALSE())`;

/** A negative operator's positive one: it holds for empty cells, and where the other does not. */
const OPPOSITE: Partial<Record<FilterOperator, FilterOperator>> = {
  isNot: 'is',
  doesNotContain: 'contains',
  isNoneOf: 'isAnyOf',
  hasNoneOf: 'hasAnyOf',
  isEmpty: 'isNotEmpty',
};

function text(id: string, operator: FilterOperator, value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  // Joined when it is a list.
  const [own, wanted] = [`LOWER({${id}} & "")`, `LOWER(${quoteText(value)})`];
  return operator === 'is' ? `${own} = ${wanted}` : `FIND(${wanted}, ${own}) > 0`;
}

const COMPARISONS: Partial<Record<FilterOperator, string>> = {
  is: '=',
  isLess: '<',
  isGreater: '>',
  isLessOrEqual: '<=',
  isGreaterOrEqual: '>=',
};

function number(id: string, operator: FilterOperator, value: unknown): string | undefined {
  if (typeof value !== 'number') return undefined;
  return whereFilled(id, `{${id}} ${COMPARISONS[operator]} ${decimal(value)}`);
}

/** As formulas write numbers: without an exponent. */
function decimal(value: number): string {
  const written = String(value);
  if (!written.includes('e')) return written.startsWith('-') ? `(${written})` : written;
  return `VALUE(${quoteText(value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 17 }))})`;
}

function date(
  id: string,
  kind: 'day' | 'instant',
  operator: FilterOperator,
  value: unknown,
  now: number,
): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const operand = value as DateOperand;
  const zone = zoneOf(operand);
  const span = daysOf(operand, todayIn(now, zone));
  if (!span) return undefined;
  const { first, after } = instantsOf(span, kind === 'day' ? 'GMT' : zone);
  const [start, end] = [first, after].map((ms) => `DATETIME_PARSE("${new Date(ms).toISOString()}")`);
  const before = (instant: string | undefined) => `IS_BEFORE({${id}}, ${instant})`;
  const byOperator: Partial<Record<FilterOperator, string>> = {
    isBefore: before(start),
    isOnOrBefore: before(end),
    isAfter: not(before(end)),
    isOnOrAfter: not(before(start)),
  };
  const within = all([not(before(start)), before(end)]);
  return whereFilled(id, byOperator[operator] ?? within);
}

function ids(id: string, operator: FilterOperator, value: unknown, { userId }: Asking): string | undefined {
  const given = (Array.isArray(value) ? value : [value]).map((one: unknown) => (one === ME ? userId : one));
  const wanted = [...new Set(given)].filter((one) => typeof one === 'string' && /^[0-9A-Za-z_-]+$/.test(one));
  if (wanted.length === 0) return undefined;
  const own = `{${partOf(id, 'ids')}}`;
  const has = wanted.map((one) => `FIND(",${String(one)},", ${own}) > 0`);
  switch (operator) {
    case 'hasAllOf':
      return all(has);
    case 'isExactly':
      return all([`LEN(${own}) = ${1 + wanted.join(',').length + 1}`, ...has]);
    default:
      return any(has);
  }
}

function positive(field: FieldModel, kind: FilterKind, condition: FilterCondition, asking: Asking) {
  const { id } = field;
  const { operator, value } = condition;
  if (operator === 'isNotEmpty') return filled(id);
  switch (kind) {
    case 'text':
      return text(id, operator, value);
    case 'number':
      return number(id, operator, value);
    case 'checkbox':
      return typeof value === 'boolean' ? (value ? `{${id}}` : not(`{${id}}`)) : undefined;
    case 'day':
    case 'instant':
      return date(id, kind, operator, value, asking.now);
    case 'links':
      return operator === 'contains' ? text(id, operator, value) : ids(id, operator, value, asking);
    case 'presence':
      return undefined;
    default:
      return ids(id, operator, value, asking);
  }
}

/** A condition as a formula over operands of `operandOf`; undefined while it is not complete, or where the field's type has no such operator. */
export function conditionFormula(
  field: FieldModel,
  condition: FilterCondition,
  asking: Asking,
): string | undefined {
  const { operator } = condition;
  if (!filterOperators(field).includes(operator)) return undefined;
  const opposite = OPPOSITE[operator];
  const kind = filterKind(field);
  if (!opposite) return positive(field, kind, condition, asking);
  const holds = positive(field, kind, { ...condition, operator: opposite }, asking);
  return holds && not(holds);
}
