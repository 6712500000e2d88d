import type { Command } from './keyboard';

/** A line of the map of keys: caps separated by blanks, `Mod` for Ctrl or Command, and what they do. */
export type Shortcut = readonly [keys: string, does: string];

/** The keys of every command; a command without a line does not compile. */
const OF_COMMANDS: Readonly<Record<Command['do'], readonly Shortcut[]>> = {
  move: [
    ['↑ ↓ ← →', 'Move'],
    ['Shift ↑ ↓ ← →', 'Extend the selection'],
    ['Mod ↑ ↓ ← →', 'Jump to the edge'],
    ['Home End', 'First or last field'],
    ['Mod Home', 'First cell'],
    ['Mod End', 'Last cell'],
  ],
  page: [['PageUp PageDown', 'A screen up or down']],
  tab: [['Tab', 'Commit and move right; Shift moves left']],
  enter: [['Enter', 'Edit, then commit and move down']],
  edit: [['F2', 'Edit the cell as it is']],
  escape: [['Esc', 'Cancel the edit, drop the selection']],
  clear: [['Delete', 'Clear the cells, or delete the records just ticked']],
  expand: [['Space', 'Open the record']],
  'tick-row': [['Shift Space', 'Tick the record']],
  'select-all': [['Mod A', 'Select all cells']],
  undo: [['Mod Z', 'Undo']],
  redo: [['Mod Shift Z', 'Redo']],
  'add-below': [['Shift Enter', 'Add a record']],
  fill: [
    ['Mod D', 'Fill down'],
    ['Mod R', 'Fill to the right'],
  ],
  'fold-level': [['Alt Enter', 'Fold or unfold all groups of a level']],
  'move-rows': [['Alt Shift ↑ ↓', 'Move the record to the group before or after']],
  'column-menu': [['Alt ↓', 'Menu of the field']],
  'summary-menu': [['Alt ↑', 'Summary of the field']],
  'cell-menu': [['Shift F10', 'Menu of the record']],
  'resize-column': [['Alt Shift ← →', 'Narrow or widen the field']],
};

/** Everything that keys do in the grid, for a map of keys. */
export const GRID_SHORTCUTS: readonly Shortcut[] = [
  ...Object.values(OF_COMMANDS).flat(),
  ['Mod C', 'Copy'],
  ['Mod X', 'Cut'],
  ['Mod V', 'Paste'],
];
