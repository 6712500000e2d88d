import { rawCellOf, type RowCell, type ViewGroup } from '@pyairtable/contracts';

/**
 * A name for each group: what its rows have in common, from the outermost group on. It stays when groups come and go
 * around it, and leaves no choice, person or record for another of the same text.
 */
export function groupKeys(groups: readonly ViewGroup[], groupedBy: readonly string[]): string[] {
  const path: string[] = [];
  const seen = new Map<string, number>();
  return groups.map(({ level, cell }) => {
    path.length = level;
    path.push(`${groupedBy[level] ?? ''}:${JSON.stringify(rawCellOf(cell as RowCell | undefined) ?? null)}`);
    const key = path.join(' ');
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before === 0 ? key : `${key} ${String(before)}`;
  });
}
