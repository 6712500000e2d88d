import type { Damage } from './damage';
import type { GridOptions } from './options';

/** What may differ at the same layout: a column of the same width may have another head and other cells. */
const PAINTED = ['columns', 'words', 'readonly', 'keepsActive'] as const;

/** Damages what changed options show otherwise where the layout stays: a new layout is painted whole anyway. */
export function damageChanged(damage: Damage, before: GridOptions, now: GridOptions): void {
  if (now.theme !== before.theme || PAINTED.some((option) => now[option] !== before[option])) damage.addAll();
  if (now.presence === before.presence) return;
  for (const { row, columnId } of [...(before.presence ?? []), ...(now.presence ?? [])])
    damage.addPresence(
      row,
      now.columns.findIndex(({ id }) => id === columnId),
    );
}

const PLACING = ['columns', 'rowCount', 'groups', 'collapsed', 'readonly', 'canAddRecord'] as const;

/** Whether what is selected may stand elsewhere, or nowhere, by changed options. */
export function isPlacedAnew(before: GridOptions, now: GridOptions): boolean {
  return PLACING.some((option) => now[option] !== before[option]);
}
