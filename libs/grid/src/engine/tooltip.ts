import { headerWidth } from './column-fit';
import type { GridContext } from './grid-context';
import type { Hit } from './hit';

/** What a resting pointer is told of what is under it; empty for nothing. */
export function tooltipOf(grid: GridContext, hover: Hit): string {
  switch (hover.area) {
    case 'column-header':
      return headerTooltip(grid, hover.column);
    case 'add-column':
      return grid.words.addColumn;
    case 'row-header':
      return hover.part === 'expand' && grid.options.onExpandRow ? grid.words.expandRow : '';
    case 'corner':
      return grid.words.selectAll;
    default:
      return '';
  }
}

/** A column's name where it is cut, and its description. */
function headerTooltip({ options, layout, measuring }: GridContext, index: number): string {
  const column = options.columns[index];
  if (!column) return '';
  const isCut = headerWidth(measuring, column) > (layout.columns[index]?.width ?? 0);
  return [isCut ? column.title : '', column.description ?? ''].filter(Boolean).join('\n');
}
