import type { GridContext } from './grid-context';

/** Asks the host for a record at the end of a group. */
export function addInGroup({ options, extent }: GridContext, group: number): void {
  const { start = 0, count = 0 } = extent.rows.heads?.groups[group] ?? {};
  const last = Math.min(start + count, extent.rowCount) - 1;
  if (!options.readonly) options.onAddRecord?.(count > 0 ? last : null, group);
}

/** Asks the host for a record below the active cell, or at the end where there is none. */
export function addBelow({ options, extent, selection }: GridContext): void {
  const row = selection.active?.row;
  if (options.readonly) return;
  if (row === undefined) options.onAddRecord?.(null);
  else options.onAddRecord?.(row, extent.rows.heads?.groupOf(row));
}
