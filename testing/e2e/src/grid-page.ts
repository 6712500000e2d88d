import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './patience';

/** Where a cell is in the ARIA grid: row 0 is the first record, whatever heads are above it; columns go by their header. */
export interface CellPlace {
  row: number;
  column: string;
}

const GRID = '[role=grid], [role=treegrid]';
const FIRST_COLUMN = 2;

/** The grid of an open base as assistive technology reads it, and the keyboard that drives it. */
export class GridPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get grid(): Locator {
    return this.page.locator(GRID);
  }

  /** Opens a base and waits for its records. */
  async open(baseId: string): Promise<void> {
    await this.page.goto(`/${baseId}`);
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.grid.locator('[role=gridcell]:not([aria-busy])').first().waitFor({ state: 'attached' });
  }

  /** Number of records that the grid says it has. */
  async recordCount(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  /** Waits until the grid says that it has so many records. */
  async counts(records: number): Promise<void> {
    await this.page.locator(`:is(${GRID})[aria-rowcount="${records + 1}"]`).waitFor({ state: 'attached' });
  }

  async columnIndex(column: string): Promise<number> {
    const header = this.grid.locator('[role=columnheader]', { hasText: new RegExp(`^${column}$`) });
    return Number(await header.getAttribute('aria-colindex'));
  }

  /** Text of a cell that is on screen, or null. */
  async text(place: CellPlace): Promise<string | null> {
    const column = await this.columnIndex(place.column);
    const cell = this.grid.locator(this.#selector(place.row, column));
    return (await cell.count()) === 0 ? null : cell.textContent();
  }

  /** Waits until a cell on screen shows the text; looks every few milliseconds, so that waiting measures. */
  async shows(place: CellPlace, text: string, timeout = PATIENCE_MS): Promise<void> {
    const selector = `:is(${GRID}) ${this.#selector(place.row, await this.columnIndex(place.column))}`;
    await this.page.waitForFunction(
      ([cell, wanted]) => document.querySelector(cell)?.textContent === wanted,
      [selector, text] as const,
      { polling: 10, timeout },
    );
  }

  /** Waits until the grid has that many records. */
  async hasRecords(count: number, timeout = PATIENCE_MS): Promise<void> {
    await this.page.waitForFunction(
      ([grid, rows]) => document.querySelector(grid)?.getAttribute('aria-rowcount') === rows,
      [GRID, String(count + 1)] as const,
      { polling: 10, timeout },
    );
  }

  /** Text of the active cell. */
  async active(): Promise<string | null> {
    const id = await this.page.locator('[data-grid-focus]').getAttribute('aria-activedescendant');
    return id === null ? null : this.page.locator(`[id="${id}"]`).textContent();
  }

  /** Waits until the active cell is that record's. */
  async activeRow(row: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const id = document.querySelector('[data-grid-focus]')?.getAttribute('aria-activedescendant');
        return /-(\d+)-\d+$/.exec(id ?? '')?.[1] === wanted;
      },
      String(row),
      { polling: 10 },
    );
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Puts the cursor on the first cell of the first record. */
  async home(): Promise<void> {
    await this.page.locator('[data-grid-focus]').focus();
    await this.press('Control+Home');
    await this.activeRow(0);
  }

  #selector(row: number, column: number): string {
    return `[role=gridcell][id$="-${row}-${column - FIRST_COLUMN}"]`;
  }
}
