import type { GridWords } from './options';

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

export const ENGLISH: GridWords = {
  addRecord: 'New record',
  addColumn: 'Add field',
  row: (label) => `Row ${label}`,
  loading: 'Loading',
  empty: 'empty',
  copied: (cells) => `Copied ${plural(cells, 'cell', 'cells')}`,
  pasted: (cells) => `Pasted into ${plural(cells, 'cell', 'cells')}`,
  cleared: (cells) => `Cleared ${plural(cells, 'cell', 'cells')}`,
  tooManyCells: (most) => `At most ${most.toLocaleString('en')} cells at once. Select fewer and try again.`,
  selected: (rows, columns) =>
    `Selected ${plural(rows, 'row', 'rows')} by ${plural(columns, 'column', 'columns')}`,
  refused: (message) => `Not saved: ${message}`,
  notLoaded: 'This record is still being read. Try again in a moment.',
  chooseCells: 'Records are ticked. Choose the cells to cut, paste or fill.',
  recordNotAdded: 'The record that it was typed for was not added.',
  otherThere: 'Another record stands where it was meant for by now.',
  noCell: 'No cell is chosen.',
  recordGone: 'This record is no longer here.',
  groupGone: 'This group is no longer here.',
  rowsChanged: 'Other records have taken the place of these. Choose them again.',
  groupsChanged: 'The groups have changed meanwhile. Try again.',
  readonly: 'You can look at these records, but not change them.',
  enterAdds: 'Press Enter to add a record.',
  checked: 'checked',
  unchecked: 'not checked',
  rating: (value, max) => `${value} of ${max}`,
  expandRow: 'Open record',
  selectAll: 'Select all records',
  emptyGroup: '(Empty)',
  group: (title, label, rows) => `${title}: ${label}, ${plural(rows, 'record', 'records')}`,
  folded: (head, isOpen) => `${head}, ${isOpen ? 'expanded' : 'collapsed'}`,
  addSummary: 'Summarise',
};
