import type { CellOrLoading } from '../engine/cell';
import type { GridColumn } from '../engine/column';
import { computeLayout, type LayoutInput } from '../engine/geometry';
import { LIGHT_THEME } from '../engine/theme';
import { TextMeasurer } from '../engine/render/text-measurer';
import type { Context2D, Pen } from '../engine/render/pen';
import type { Scene } from '../engine/scene';
import { EvenRows } from '../engine/row-layout';
import { EMPTY_SELECTION, type Extent } from '../engine/selection';
import { ENGLISH } from '../engine/words';

/** Ten columns of 100 pixels, the first one frozen. */
export const TEN_COLUMNS: readonly GridColumn[] = Array.from({ length: 10 }, (_, index) => ({
  id: `c${index}`,
  title: `Column ${index}`,
  width: 100,
  frozen: index === 0,
}));

/** A layout of 800 × 434 pixels: 34 of header, 400 of body. */
export function layoutOf({
  rowCount = 1_000,
  rowHeight = 32,
  ...input
}: Partial<LayoutInput> & { rowCount?: number; rowHeight?: number } = {}): ReturnType<typeof computeLayout> {
  return computeLayout({
    width: 800,
    height: 434,
    dpr: 1,
    rows: new EvenRows(rowCount, rowHeight),
    columns: TEN_COLUMNS,
    hasFooter: false,
    hasGhostRow: false,
    hasAddColumn: false,
    ...input,
  });
}

/** The extent of a grid whose rows are all shown. */
export function extentOf(rowCount: number, columnCount: number): Extent {
  return { rowCount, columnCount, rows: new EvenRows(rowCount, 32) };
}

export function penOn(ctx: Context2D, dpr = 1): Pen {
  return { ctx, theme: LIGHT_THEME, dpr, measurer: new TextMeasurer(ctx) };
}

/** A scene over `layoutOf()` whose cells show `row:column`. */
export function sceneOf(changes: Partial<Scene> = {}): Scene {
  return {
    layout: layoutOf(),
    scroll: { left: 0, top: 0 },
    columns: TEN_COLUMNS,
    getCell: (row, column): CellOrLoading => ({ kind: 'text', text: `${row}:${column.id}` }),
    rowLabel: (row) => String(row + 1),
    selection: EMPTY_SELECTION,
    isTicked: () => false,
    isAllTicked: () => false,
    isFocused: true,
    fill: null,
    copied: null,
    hover: { area: 'outside' },
    presence: [],
    canEdit: true,
    canExpand: true,
    canMoveRows: false,
    isTouched: false,
    headAt: null,
    addLineAt: null,
    moveTarget: null,
    hasColumnMenu: true,
    hasSummaryMenu: false,
    words: ENGLISH,
    ...changes,
  };
}
