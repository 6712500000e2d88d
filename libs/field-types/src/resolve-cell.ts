import { isTextList, type RawCell } from '@pyairtable/contracts';

/** Puts the ids of what `TypecastNeeds` asked for into a cell: `created` maps each name to its new id. */
export function resolveCell(cell: RawCell, created: ReadonlyMap<string, string>): RawCell {
  if (typeof cell === 'string') return created.get(cell) ?? cell;
  if (!isTextList(cell)) return cell;
  return [...new Set(cell.map((entry) => created.get(entry) ?? entry))];
}
