import { rendererOf } from './cells/registry';
import { headerWidth } from './column-fit';
import type { GridContext } from './grid-context';
import { headText } from './head-text';
import type { Hit } from './hit';

/** What a resting pointer is told of what is under it; empty for nothing. */
export function tooltipOf(grid: GridContext, hover: Hit): string {
  switch (hover.area) {
    case 'column-header':
      return headerTooltip(grid, hover.column);
    case 'cell':
      return cellTooltip(grid, hover.row, hover.column);
    case 'add-column':
      return grid.words.addColumn;
    case 'row-header':
      return hover.part === 'expand' && grid.options.onExpandRow
        ? grid.words.expandRow
        : (grid.options.rowNote?.(hover.row) ?? '');
    case 'group-head':
      return headTooltip(grid, hover.group);
    case 'summary':
      return summaryTooltip(grid, hover.column);
    case 'group-add':
      return grid.words.addRecord;
    case 'corner':
      return grid.words.selectAll;
    default:
      return '';
  }
}

/** A group in words, and its summaries, which columns may be too narrow for. */
function headTooltip(grid: GridContext, group: number): string {
  const { columns, groupSummary } = grid.options;
  const summaries = columns.flatMap((column) => {
    const text = groupSummary?.(group, column) ?? '';
    return text === '' ? [] : [`${column.title}: ${text}`];
  });
  return [headText(grid, group), ...summaries].join('\n');
}

/** The summary of a column, and what a press offers. */
function summaryTooltip({ options, words }: GridContext, index: number): string {
  const column = options.columns[index];
  if (!column) return '';
  const text = options.columnSummary?.(column) ?? '';
  return text === '' && options.onSummaryMenu ? words.addSummary : text;
}

/** What is wrong with a cell, or the number in it where it is too narrow for that. */
function cellTooltip({ options, layout, measuring }: GridContext, row: number, index: number): string {
  const column = options.columns[index];
  const cell = column && row < options.rowCount ? options.getCell(row, column) : 'loading';
  if (cell === 'loading') return '';
  const isNumber = cell.kind === 'number' || (cell.kind === 'system' && cell.value !== undefined);
  const { measure, text } = rendererOf(cell);
  const isCut = isNumber && measure(measuring, cell) - (layout.columns[index]?.width ?? 0) > 0.5;
  return cell.error ?? (isCut ? text(cell) : '');
}

/** A column's name where it is cut, its description, and what is wrong with it. */
function headerTooltip({ options, layout, measuring }: GridContext, index: number): string {
  const column = options.columns[index];
  if (!column) return '';
  const isCut = headerWidth(measuring, column) > (layout.columns[index]?.width ?? 0);
  return [isCut ? column.title : '', column.description ?? '', column.warning ?? '']
    .filter(Boolean)
    .join('\n');
}
