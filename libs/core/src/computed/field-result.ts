import type { FieldResult, NumberOptions } from '@pyairtable/contracts';
import { fieldType, shownAs } from '@pyairtable/field-types';
import { type CheckedFormula, dependenciesOf, type FieldKind, fieldKind } from '@pyairtable/formula';
import type { FieldModel } from '../model/field-model';

/** Types that can show values of a kind. */
const SHOWING: Readonly<Record<FieldKind, readonly string[]>> = {
  blank: [],
  number: ['number', 'currency', 'percent', 'duration'],
  text: ['singleLineText'],
  date: ['date', 'dateTime'],
};

const DATE: FieldResult = { type: 'date', options: { dateFormat: { name: 'local', format: 'l' } } };
const INSTANT: FieldResult = {
  type: 'dateTime',
  options: {
    timeZone: 'client',
    dateFormat: { name: 'local', format: 'l' },
    timeFormat: { name: '12hour', format: 'h:mma' },
  },
};
const TEXT: FieldResult = { type: 'singleLineText' };
const MOST_PRECISION = 8;

/** Decimals to show: as many as the fields read show at most, and some where the formula divides. */
function precision(formula: CheckedFormula, read: readonly FieldModel[]): number {
  const shown = read.map((field) => {
    const { type, options } = shownAs(field);
    const decimals = (options as Partial<NumberOptions> | undefined)?.precision ?? 0;
    return type === 'percent' ? decimals + 2 : decimals;
  });
  const divides = /\/|AVERAGE|SQRT|LOG|EXP|POWER/i.test(formula.source) ? 2 : 0;
  return Math.min(Math.max(0, divides, ...shown), MOST_PRECISION);
}

/**
 * How the cells of a formula or rollup are shown: as `format` says where that fits them, else as the field that the
 * values come from (`source`, of a rollup), else by their kind.
 */
export function formulaResult(
  formula: CheckedFormula,
  day: boolean,
  read: readonly FieldModel[],
  format: FieldResult | undefined,
  source: FieldModel | undefined,
): FieldResult {
  const kind = fieldKind(formula.type);
  const fits = (given: FieldResult | undefined): given is FieldResult =>
    given !== undefined &&
    SHOWING[kind].includes(given.type) &&
    // A day has no time to show, and an instant is no day.
    (kind !== 'date' || (given.type === 'date') === day);
  if (fits(format)) return format;
  const inherited = source && isExtract(formula) ? shownAs(source) : undefined;
  if (fits(inherited)) return inherited;
  if (kind === 'number') return { type: 'number', options: { precision: precision(formula, read) } };
  if (kind === 'date') return day ? DATE : INSTANT;
  return TEXT;
}

/** Whether a rollup's value is of the same nature as the values: one of them, their sum or their mean. */
const isExtract = (formula: CheckedFormula): boolean =>
  dependenciesOf(formula).values &&
  formula.root.kind === 'call' &&
  ['SUM', 'AVERAGE', 'MAX', 'MIN'].includes(formula.root.definition.name);

/** The result of a lookup: what the field looked up shows. */
export function lookupResult(target: FieldModel): FieldResult {
  const { type, options } = shownAs(target);
  return { type, ...(options === undefined || fieldType(type).family === 'query' ? {} : { options }) };
}
