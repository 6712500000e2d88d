import type { Checked, CheckedCall } from './check/checked';
import { type Unit, unitOf } from './dates/calendar';

/** Units of DATEADD that leave the time of day as it is. */
const WHOLE_DAYS: ReadonlySet<Unit | undefined> = new Set<Unit>(['day', 'week', 'month', 'quarter', 'year']);

/** Functions whose date is a day when those among their arguments are. */
const PASSING: ReadonlySet<string> = new Set([
  'IF',
  'SWITCH',
  'MAX',
  'MIN',
  'IFERROR',
  'SET_TIMEZONE',
  'SET_LOCALE',
]);

/**
 * Whether the dates that a formula yields are days, at midnight GMT always; otherwise they are instants. `isDay` says it
 * of the fields that it reads, `values` of a rollup included.
 */
export function isDayResult(node: Checked, isDay: (fieldId: string) => boolean): boolean {
  switch (node.kind) {
    case 'field':
      return isDay(node.fieldId);
    case 'call':
      return isDayCall(node, isDay);
    default:
      return false;
  }
}

function isDayCall({ definition, args }: CheckedCall, isDay: (fieldId: string) => boolean): boolean {
  const [first, , third] = args;
  switch (definition.name) {
    case 'TODAY':
      return true;
    case 'WORKDAY':
      return first !== undefined && isDayResult(first, isDay);
    case 'DATEADD': {
      const unit = third?.kind === 'literal' ? third.value : undefined;
      const whole = typeof unit === 'string' && WHOLE_DAYS.has(unitOf(unit));
      return first !== undefined && whole && isDayResult(first, isDay);
    }
    default: {
      if (!PASSING.has(definition.name)) return false;
      const dates = args.filter(({ type }) => type === 'date' || type === 'list:date');
      return dates.length > 0 && dates.every((arg) => isDayResult(arg, isDay));
    }
  }
}
