import {
  DAY_MODES,
  type DateOperand,
  FILTER_LIMITS,
  type FilterCondition,
  SPAN_MODES,
} from '@pyairtable/contracts';
import { at, isObject, type Problems } from '../base-file/problems';

const MODES: readonly DateOperand['mode'][] = [...DAY_MODES, ...SPAN_MODES];

function readDate(given: Record<string, unknown>, path: string, problems: Problems): DateOperand | undefined {
  const mode = MODES.find((one) => one === given['mode']);
  if (!mode) return problems.add(at(path, 'mode'), 'is no day or run of days');
  const { numberOfDays, exactDate, timeZone } = given;
  const operand: DateOperand = { mode };
  if (numberOfDays !== undefined) {
    const days = Number(numberOfDays);
    if (!Number.isInteger(numberOfDays) || days < 0 || days > FILTER_LIMITS.days)
      return problems.add(at(path, 'numberOfDays'), `must be a whole number up to ${FILTER_LIMITS.days}`);
    operand.numberOfDays = days;
  }
  if (exactDate !== undefined) {
    if (typeof exactDate !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(exactDate))
      return problems.add(at(path, 'exactDate'), 'must be a day such as 2026-11-29');
    operand.exactDate = exactDate;
  }
  if (timeZone !== undefined) {
    const zone = problems.text(timeZone, at(path, 'timeZone'), 64);
    if (zone === undefined) return undefined;
    operand.timeZone = zone;
  }
  return operand;
}

/** The value of a condition in a base file; undefined where there is none. */
export function readFilterValue(
  given: unknown,
  path: string,
  problems: Problems,
): FilterCondition['value'] | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === 'boolean' || (typeof given === 'number' && Number.isFinite(given))) return given;
  if (typeof given === 'string') return problems.optionalText(given, path, FILTER_LIMITS.text);
  if (isObject(given)) return readDate(given, path, problems);
  return problems
    .elements(given, path, { limit: FILTER_LIMITS.choices })
    .map((one, index) => problems.text(one, at(path, index), FILTER_LIMITS.text))
    .filter((one) => one !== undefined);
}
