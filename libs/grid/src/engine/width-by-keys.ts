import { columnWidth } from './geometry';
import type { GridContext } from './grid-context';

/** Keys that are held while a column is made wider or narrower. */
const HELD = new Set(['Alt', 'Shift']);

/** Makes a column wider or narrower by keys: each press shows, and the host is given one width when they are let go. */
export class WidthByKeys {
  private draft: { columnId: string; width: number } | null = null;

  constructor(
    element: HTMLElement,
    private readonly grid: GridContext,
  ) {
    element.addEventListener('keyup', ({ key }) => {
      if (HELD.has(key)) this.end();
    });
    element.addEventListener('blur', () => this.end());
  }

  step(by: number): void {
    const { options, selection } = this.grid;
    const at = selection.active?.column ?? -1;
    const column = options.columns[at];
    if (!column) return;
    if (this.draft?.columnId !== column.id) this.end();
    const width = columnWidth(column, (this.draft?.width ?? columnWidth(column)) + by);
    this.draft = { columnId: column.id, width };
    this.grid.resizeColumn(at, width, false);
  }

  private end(): void {
    const { draft, grid } = this;
    this.draft = null;
    const at = grid.options.columns.findIndex(({ id }) => id === draft?.columnId);
    if (draft && at >= 0) grid.resizeColumn(at, draft.width, true);
  }
}
