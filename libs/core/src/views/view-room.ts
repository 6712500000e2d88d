import { type View, VIEW_LIMITS } from '@pyairtable/contracts';

const lengthOf = (value: unknown): number => (value === undefined ? 0 : JSON.stringify(value).length);

/** Characters of what people write into a view, as far as no count bounds them. */
export const writtenLength = ({ filter, filterFormula = '', colors }: View): number =>
  lengthOf(filter) + filterFormula.length + lengthOf(colors);

/** Why a table cannot have these views, the new or changed one first; undefined where it can. */
export function viewRoomFault(views: readonly View[]): string | undefined {
  const lengths = views.map(writtenLength);
  if (views.length > VIEW_LIMITS.views) return `A table has at most ${VIEW_LIMITS.views} views`;
  if ((lengths[0] ?? 0) > VIEW_LIMITS.written)
    return 'Conditions, colours and formulas of the view are too long';
  if (lengths.reduce((sum, length) => sum + length, 0) > VIEW_LIMITS.allWritten)
    return 'Conditions, colours and formulas of all views of the table are too long together';
  return undefined;
}
