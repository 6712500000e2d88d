'use client';
import { useCallback, useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { activeRow } from '../engine/active-row';
import { GridEngine } from '../engine/grid';
import type { EditorRequest, GridOptions } from '../engine/options';
import type { GridSelection, RangeSummary } from '../engine/selection-types';
import { TickedRows } from '../engine/ticked-rows';
import { LIGHT_THEME, type GridTheme } from '../engine/theme';
import type { DataGridProps } from './props';
import { TextEditor } from './text-editor';
import { themeFromCss } from './theme-from-css';

type HostFunctions = {
  [
    K in keyof DataGridProps as NonNullable<DataGridProps[K]> extends (...args: never[]) => unknown
      ? K
      : never
  ]: DataGridProps[K];
};

const ENGINE_FUNCTIONS = [
  'getCell',
  'rowKey',
  'formerKey',
  'keepsOrder',
  'findRow',
  'readRowKeys',
  'readRange',
  'isExpecting',
  'beginAct',
  'copyValues',
  'readValues',
  'isGone',
  'takesTyped',
  'columnSummary',
  'groupHead',
  'groupSummary',
  'rowLabel',
  'rowColor',
  'rowNote',
  'onVisibleRange',
  'onEdits',
  'onPaste',
  'onCopyReady',
  'onRefused',
  'onTextLost',
  'onUndo',
  'onRedo',
  'onAddRecord',
  'onCollapse',
  'onMoveToGroup',
  'onDeleteRows',
  'onSummaryMenu',
  'onAddColumn',
  'onColumnResize',
  'onColumnMenu',
  'onColumnRename',
  'onExpandRow',
  'onCellMenu',
  'onOpenLink',
  'onScroll',
  'onAnnounce',
] as const satisfies readonly (keyof HostFunctions)[];

/** Functions that always call the latest props, so that a new closure never costs a repaint; absent ones stay absent. */
function stableFunctions(latest: { current: DataGridProps }): Partial<GridOptions> {
  const entries = ENGINE_FUNCTIONS.map((name) => {
    const call = (...args: unknown[]): unknown =>
      (latest.current[name] as ((...given: unknown[]) => unknown) | undefined)?.(...args);
    return [name, latest.current[name] === undefined ? undefined : call];
  });
  return Object.fromEntries(entries) as Partial<GridOptions>;
}

function present(props: DataGridProps): string {
  return ENGINE_FUNCTIONS.filter((name) => props[name] !== undefined).join();
}

/** The grid as a React component: a thin binding that owns the engine's life and renders editors into its overlay. */
export function DataGrid(props: DataGridProps): ReactNode {
  const { theme: givenTheme, renderEditor, renderStatus, empty, className, style, ref } = props;
  const container = useRef<HTMLDivElement>(null);
  const engine = useRef<GridEngine | null>(null);
  const latest = useRef(props);
  const [editor, setEditor] = useState<EditorRequest | null>(null);
  const [summary, setSummary] = useState<RangeSummary | null>(null);
  const [selection, setSelection] = useState<GridSelection | null>(null);
  const [cssTheme, setCssTheme] = useState<GridTheme | null>(null);
  const theme = givenTheme ?? cssTheme ?? LIGHT_THEME;
  const hasStatus = renderStatus !== undefined;

  // Before the effects below and before the next paint, so that the engine never calls an outdated closure.
  useLayoutEffect(() => {
    latest.current = props;
  });

  const showEditor = useCallback((request: EditorRequest | null) => {
    // Closing can happen while React commits, where flushing is not allowed, and nothing waits for it.
    if (!request) setEditor(null);
    // An editor must exist and hold the focus before this key event ends, or the next letter is lost.
    else flushSync(() => setEditor(request));
  }, []);

  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const first = latest.current;
    const grid = new GridEngine(element, {
      rowCount: first.rowCount,
      columns: first.columns,
      groups: first.groups,
      collapsed: first.collapsed,
      label: first.label,
      theme: first.theme ?? themeFromCss(element),
      rowHeight: first.rowHeight,
      readonly: first.readonly,
      presence: first.presence,
      keepsActive: first.keepsActive,
      canAddRecord: first.canAddRecord,
      canAddColumn: first.canAddColumn,
      words: first.words,
      getCell: first.getCell,
      ...stableFunctions(latest),
      onEditor: showEditor,
      onSelectionChange: (next) => {
        latest.current.onSelectionChange?.(next);
        if (latest.current.renderStatus) setSelection(next);
      },
      onRangeSummary: (next) => {
        latest.current.onRangeSummary?.(next);
        if (latest.current.renderStatus) setSummary(next);
      },
    });
    engine.current = grid;
    return () => {
      engine.current = null;
      grid.dispose();
    };
  }, [showEditor]);

  const functionNames = present(props);
  useLayoutEffect(() => {
    engine.current?.update(stableFunctions(latest));
  }, [functionNames]);

  const { rowCount, columns, groups, collapsed, label, rowHeight } = props;
  const { readonly, presence, keepsActive, canAddRecord, canAddColumn, words } = props;
  useLayoutEffect(() => {
    engine.current?.update({
      rowCount,
      columns,
      groups,
      collapsed,
      label,
      rowHeight,
      readonly,
      presence,
      keepsActive,
      canAddRecord,
      canAddColumn,
      words,
      theme,
    });
  }, [
    rowCount,
    columns,
    groups,
    collapsed,
    label,
    rowHeight,
    readonly,
    presence,
    keepsActive,
    canAddRecord,
    canAddColumn,
    words,
    theme,
  ]);

  useLayoutEffect(() => {
    const element = container.current;
    if (givenTheme || !element) return undefined;
    const read = (): void => setCssTheme(themeFromCss(element));
    read();
    // Themes are switched by an attribute or class of the root element, or by the system.
    const observer = new MutationObserver(read);
    const root = element.ownerDocument.documentElement;
    observer.observe(root, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', read);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', read);
    };
  }, [givenTheme]);

  useImperativeHandle(ref, () => {
    const columnIndex = (id: string | undefined): number =>
      id === undefined
        ? 0
        : Math.max(
            0,
            latest.current.columns.findIndex((column) => column.id === id),
          );
    return {
      focus: () => engine.current?.takeFocus(),
      invalidate: (cells) => engine.current?.invalidate(cells),
      revealColumn: (columnId) => {
        const column = latest.current.columns.findIndex(({ id }) => id === columnId);
        if (column !== -1) engine.current?.revealColumn(column);
        return column !== -1;
      },
      scrollTo: (row, columnId) => engine.current?.reveal({ row, column: columnIndex(columnId) }),
      select: (position) => engine.current?.select(position),
      selectAdded: (position) => engine.current?.selectAdded(position),
      isOnAddLine: () => engine.current?.addLine.at != null,
      activeRow() {
        const row = engine.current && activeRow(engine.current);
        const grid = container.current?.getBoundingClientRect();
        return row && grid ? { ...row, x: row.x + grid.x, y: row.y + grid.y } : null;
      },
      selection: () => engine.current?.selection ?? { active: null, range: null, rows: TickedRows.none },
      forgetRows: (keys) => engine.current?.forgetRows(keys),
      untick: () => engine.current?.ticking.clear(),
      forgetAllRows: () => engine.current?.forgetAllRows(),
      holdsText: () => engine.current?.typing.holdsText ?? false,
      waitForAdded: (added) => engine.current?.typing.ahead.waitForAdded(added),
      edit: (position) => engine.current?.openEditor(position, null),
    };
  }, []);

  return (
    <div
      className={className}
      style={{
        position: 'relative',
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        minWidth: 0,
        ...style,
      }}
    >
      <div style={{ position: 'relative', flex: '1 1 0', minHeight: 0 }}>
        {/* Clip, not hidden: the browser scrolls a hidden box to show an editor that takes the focus near its edge. */}
        <div
          ref={container}
          data-grid=""
          style={{ position: 'absolute', inset: 0, overflow: 'clip', contain: 'strict' }}
        />
        {rowCount === 0 && empty !== undefined && (
          <div
            style={{
              position: 'absolute',
              inset: '66px 0 0',
              display: 'grid',
              placeItems: 'center',
              pointerEvents: 'none',
            }}
          >
            <div style={{ pointerEvents: 'auto' }}>{empty}</div>
          </div>
        )}
      </div>
      {hasStatus && renderStatus(summary, selection)}
      {editor &&
        createPortal(
          renderEditor?.(editor) ?? <TextEditor key={editor.id} {...editor} theme={theme} />,
          editor.element,
        )}
    </div>
  );
}
