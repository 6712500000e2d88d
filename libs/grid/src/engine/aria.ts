import { spokenTextOf } from './cells/registry';
import { editableCell } from './edits';
import { columnsIn, visibleRows } from './geometry';
import type { GridContext } from './grid-context';
import { headText } from './head-text';
import { isInRange, selectCell } from './selection';

let grids = 0;

/** Rows mirrored at most; a screen shows fewer. */
const MAX_ROWS = 100;

/**
 * The grid as assistive technology sees it: `role="grid"` with the cells on screen (and the active one), kept in step
 * with the canvas. Indexes are one-based; row 1 and column 1 are the headers.
 */
export class AriaMirror {
  readonly element: HTMLElement;
  private readonly id = `pa-grid-${++grids}`;
  private lastHtml = '';

  constructor(
    private readonly document: Document,
    private readonly grid: GridContext,
    private readonly focusable: HTMLElement,
  ) {
    this.element = document.createElement('div');
    this.element.id = this.id;
    this.element.setAttribute('role', 'grid');
    this.element.style.cssText =
      'position:absolute;left:0;top:0;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
    focusable.setAttribute('aria-controls', this.id);
    this.element.addEventListener('click', this.handleClick);
  }

  /** Rebuilds the mirror; cheap enough for once per rest, not for every frame of a scroll. */
  update(): void {
    const { grid, element } = this;
    const { options, layout, scroll, selection } = grid;
    const { active } = selection;
    const { heads, lineCount } = layout.rows;
    // Only in a tree do rows have levels and unfold.
    element.setAttribute('role', heads ? 'treegrid' : 'grid');
    element.setAttribute('aria-label', options.label);
    element.setAttribute('aria-rowcount', String(lineCount + 1 + (this.hasSummaries() ? 1 : 0)));
    element.setAttribute('aria-colcount', String(options.columns.length + 1));
    element.setAttribute('aria-multiselectable', 'true');
    if (options.readonly) element.setAttribute('aria-readonly', 'true');
    else element.removeAttribute('aria-readonly');
    this.focusable.setAttribute('aria-label', options.label);
    const rows = new Set<number>();
    for (const { start, end } of visibleRows(layout, scroll))
      for (let row = start; row < end && rows.size < MAX_ROWS; row++) rows.add(row);
    const pane = columnsIn(layout, scroll, layout.paneLeft, layout.width - layout.paneLeft);
    const columns = new Set<number>();
    for (let column = 0; column < layout.frozenCount; column++) columns.add(column);
    for (let column = pane.start; column < pane.end; column++) columns.add(column);
    if (active) {
      rows.add(active.row);
      columns.add(active.column);
    }
    const head = grid.heads.at;
    const groups = new Set(this.groupsOnScreen());
    if (head !== null) groups.add(head);
    this.write(
      [...rows].sort((a, b) => a - b),
      [...columns].sort((a, b) => a - b),
      [...groups],
    );
    const current = grid.addLine.at
      ? this.addId
      : head !== null
        ? this.headId(head)
        : active
          ? this.cellId(active.row, active.column)
          : null;
    if (current && this.document.getElementById(current))
      this.focusable.setAttribute('aria-activedescendant', current);
    else this.focusable.removeAttribute('aria-activedescendant');
  }

  /** Assistive technology clicks the mirrored cell itself. */
  private readonly handleClick = (event: MouseEvent): void => {
    const { id } = event.target as HTMLElement;
    if (id === this.addId) return void this.grid.addLine.make();
    const head = id.match(/-head-(\d+)$/);
    if (head) {
      this.grid.heads.stand(Number(head[1]));
      this.grid.takeFocus();
      this.grid.heads.toggle(Number(head[1]), false);
      return;
    }
    const place = id.match(/-(\d+)-(\d+)$/);
    if (!place) return;
    const position = { row: Number(place[1]), column: Number(place[2]) };
    this.grid.choose(selectCell(this.grid.selection, position, this.grid.extent), true);
    this.grid.takeFocus();
  };

  private cellId(row: number, column: number): string {
    return `${this.id}-${row}-${column}`;
  }

  private get addId(): string {
    return `${this.id}-add`;
  }

  private headId(group: number): string {
    return `${this.id}-head-${group}`;
  }

  /** Whether the summary bar says anything. */
  private hasSummaries(): boolean {
    const { columns, columnSummary } = this.grid.options;
    return columnSummary !== undefined && columns.some((column) => columnSummary(column));
  }

  private groupsOnScreen(): readonly number[] {
    const { layout, scroll } = this.grid;
    const lines = layout.rows.heads?.lines(scroll.top, scroll.top + layout.bodyHeight) ?? [];
    return lines.filter(({ kind }) => kind === 'head').map(({ group }) => group);
  }

  private write(rows: readonly number[], columns: readonly number[], groups: readonly number[]): void {
    const header = this.row(1, [
      this.cell('columnheader', 1, this.grid.words.selectAll),
      ...columns.map((column) => this.columnHeader(column)),
    ]);
    const lines = [
      ...rows.map((row) => this.bodyRow(row, columns)),
      ...groups.map((group) => this.headRow(group, columns)),
    ];
    const lineOf = (line: HTMLElement): number => Number(line.getAttribute('aria-rowindex'));
    const fresh = this.document.createElement('div');
    fresh.append(
      header,
      ...lines.sort((a, b) => lineOf(a) - lineOf(b)),
      ...this.addRow(),
      ...this.summaryRow(columns),
    );
    // Rewriting an unchanged tree would make screen readers read it again.
    if (fresh.innerHTML === this.lastHtml) return;
    this.lastHtml = fresh.innerHTML;
    this.element.replaceChildren(...fresh.childNodes);
  }

  private row(index: number, cells: readonly HTMLElement[]): HTMLElement {
    const row = this.document.createElement('div');
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', String(index));
    row.append(...cells);
    return row;
  }

  private cell(role: string, columnIndex: number, text: string): HTMLElement {
    const cell = this.document.createElement('div');
    cell.setAttribute('role', role);
    cell.setAttribute('aria-colindex', String(columnIndex));
    cell.textContent = text;
    return cell;
  }

  private columnHeader(column: number): HTMLElement {
    const definition = this.grid.options.columns[column];
    const header = this.cell('columnheader', column + 2, definition?.title ?? '');
    const told = [definition?.warning, definition?.description].filter(Boolean).join('. ');
    if (told !== '') header.setAttribute('aria-description', told);
    return header;
  }

  private bodyRow(row: number, columns: readonly number[]): HTMLElement {
    const { options, words, selection } = this.grid;
    const label = options.rowLabel?.(row) ?? String(row + 1);
    const { rows } = this.grid.layout;
    const header = this.cell('rowheader', 1, words.row(label));
    const note = options.rowNote?.(row);
    if (note !== undefined) header.setAttribute('aria-description', note);
    const element = this.row(rows.line(row) + 2, [
      header,
      ...columns.map((column) => this.bodyCell(row, column)),
    ]);
    if (rows.heads) element.setAttribute('aria-level', String(rows.heads.level(rows.heads.groupOf(row)) + 2));
    if (selection.rows.has(this.grid.keyOf(row))) element.setAttribute('aria-selected', 'true');
    return element;
  }

  private headRow(group: number, columns: readonly number[]): HTMLElement {
    const { grid } = this;
    const { heads } = grid.layout.rows;
    const label = this.cell('gridcell', 1, headText(grid, group));
    label.id = this.headId(group);
    const summaries = columns.flatMap((column) => {
      const definition = grid.options.columns[column];
      const text = definition && !definition.frozen ? grid.options.groupSummary?.(group, definition) : '';
      return text ? [this.cell('gridcell', column + 2, text)] : [];
    });
    const element = this.row((heads?.lineOfHead(group) ?? 0) + 2, [label, ...summaries]);
    element.setAttribute('aria-level', String((heads?.level(group) ?? 0) + 1));
    element.setAttribute('aria-expanded', String(heads?.isOpen(group) ?? true));
    return element;
  }

  /** The line that adds a record, where the cursor stands on it: it is none of the rows that are counted. */
  private addRow(): readonly HTMLElement[] {
    const { at } = this.grid.addLine;
    if (!at) return [];
    const cell = this.cell('gridcell', at.column + 2, this.grid.words.addRecord);
    cell.id = this.addId;
    const row = this.document.createElement('div');
    row.setAttribute('role', 'row');
    row.append(cell);
    return [row];
  }

  /** The summary bar; columns without a summary have no cell in it. */
  private summaryRow(columns: readonly number[]): readonly HTMLElement[] {
    const { options, layout } = this.grid;
    if (!this.hasSummaries()) return [];
    const cells = columns.flatMap((column) => {
      const definition = options.columns[column];
      const text = definition && options.columnSummary?.(definition);
      return text ? [this.cell('gridcell', column + 2, text)] : [];
    });
    return cells.length === 0 ? [] : [this.row(layout.rows.lineCount + 2, cells)];
  }

  private bodyCell(row: number, column: number): HTMLElement {
    const { options, words, selection } = this.grid;
    const definition = options.columns[column];
    const value = definition ? options.getCell(row, definition) : 'loading';
    const element = this.cell(
      'gridcell',
      column + 2,
      value === 'loading' ? words.loading : spokenTextOf(value, words),
    );
    element.id = this.cellId(row, column);
    element.setAttribute('aria-selected', String(isInRange(selection.range, row, column)));
    if (!editableCell(options, row, column)) element.setAttribute('aria-readonly', 'true');
    if (value === 'loading') element.setAttribute('aria-busy', 'true');
    else if (value.error !== undefined) element.setAttribute('aria-invalid', 'true');
    return element;
  }
}
