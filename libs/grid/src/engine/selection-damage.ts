import type { Damage } from './damage';
import { isSingle } from './selection';
import type { GridSelection } from './selection-types';

/** Rows repainted one by one when ticks change; more of them are a full repaint. */
const MAX_TICK_DAMAGE = 200;

/**
 * Marks what a change of selection makes different: outlines, tints, row numbers, ticked rows, header. `rowOf` finds the
 * row of a ticked record.
 */
export function damageSelection(
  damage: Damage,
  before: GridSelection,
  after: GridSelection,
  rowOf: (key: string) => number | undefined,
): void {
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
  const changed = [
    ...[...before.rows.keys].filter((key) => !after.rows.has(key)),
    ...[...after.rows.keys].filter((key) => !before.rows.has(key)),
  ];
  if (changed.length > MAX_TICK_DAMAGE) return damage.addAll();
  for (const key of changed) {
    const row = rowOf(key);
    if (row !== undefined) damage.addRow(row);
  }
}
