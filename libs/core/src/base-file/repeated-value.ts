import { isObject } from './problems';

const DAY_MS = 86_400_000;

/**
 * What a cell of a repeated row says at one turn (from 0): a list gives its elements in a cycle, `{i}` in a text is the
 * turn, `{dateFrom, stepDays}` counts days on, `{link, index}` cycles through its positions. Without a turn the
 * value stands as it is.
 */
export function valueAt(value: unknown, turn: number | undefined): unknown {
  if (turn === undefined) return value;
  if (Array.isArray(value)) {
    const element: unknown = value.length > 0 ? value[turn % value.length] : null;
    return typeof element === 'string' ? element.replaceAll('{i}', String(turn)) : element;
  }
  if (typeof value === 'string') return value.replaceAll('{i}', String(turn));
  if (!isObject(value)) return value;
  const { dateFrom, stepDays = 1, link, index } = value;
  if (typeof dateFrom === 'string' && typeof stepDays === 'number')
    return daysOn(dateFrom, stepDays * turn) ?? value;
  if (link !== undefined && Array.isArray(index) && index.length > 0) {
    return { link, index: (index as unknown[])[turn % index.length] };
  }
  return value;
}

function daysOn(from: string, days: number): string | undefined {
  const moved = new Date(Date.parse(from) + days * DAY_MS);
  if (Number.isNaN(moved.getTime())) return undefined;
  return from.length === 10 ? moved.toISOString().slice(0, 10) : moved.toISOString();
}
