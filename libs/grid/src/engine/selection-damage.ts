import type { Damage } from './damage';
import { isSingle } from './selection';
import type { GridSelection } from './selection-types';

/** Marks what a change of selection makes different: outlines, tints, row numbers, ticked rows, header. */
export function damageSelection(damage: Damage, before: GridSelection, after: GridSelection): void {
  if (before.range !== after.range || before.active !== after.active) {
    damage.addRange(before.range);
    damage.addRange(after.range);
    // The active cell can be outside a range that has just been replaced by another.
    for (const position of [before.active, after.active]) {
      if (position)
        damage.addRange({
          top: position.row,
          bottom: position.row,
          left: position.column,
          right: position.column,
        });
    }
    const wasWide = before.range !== null && !isSingle(before.range);
    const isWide = after.range !== null && !isSingle(after.range);
    if (wasWide || isWide) damage.addHeader();
  }
  if (before.rows === after.rows) return;
  damage.addHeader();
  for (const [start, end] of [...before.rows.spans, ...after.rows.spans]) {
    if (end - start > 200) return damage.addAll();
    for (let row = start; row < end; row++) {
      if (before.rows.has(row) !== after.rows.has(row)) damage.addRow(row);
    }
  }
}
