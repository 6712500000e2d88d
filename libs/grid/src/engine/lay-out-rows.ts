import { GroupedRows } from './grouped-rows';
import type { GridOptions } from './options';
import { EvenRows, type RowLayout } from './row-layout';

const NOTHING: ReadonlySet<string> = new Set();

/** Whether the grid offers a record more. */
export function canAddRecord({ canAddRecord: isOffered, onAddRecord, readonly }: GridOptions): boolean {
  return !!isOffered && !!onAddRecord && !readonly;
}

/** The layout of the rows; `known` while nothing moved. */
export function layOutRows(options: GridOptions, known: RowLayout | null): RowLayout {
  const { groups = [], collapsed = NOTHING, rowHeight = 32 } = options;
  const rowCount = Math.max(0, options.rowCount);
  const canAdd = canAddRecord(options);
  if (known?.rowCount === rowCount && known.rowHeight === rowHeight) {
    const isSame =
      known instanceof GroupedRows
        ? known.groups === groups && known.collapsed === collapsed && known.canAdd === canAdd
        : groups.length === 0;
    if (isSame) return known;
  }
  return groups.length > 0
    ? new GroupedRows(rowCount, rowHeight, groups, collapsed, canAdd)
    : new EvenRows(rowCount, rowHeight);
}
