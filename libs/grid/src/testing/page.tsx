import { useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import {
  DARK_THEME,
  DataGrid,
  LIGHT_THEME,
  type Cell,
  type CellEdit,
  type DataGridHandle,
  type EditOutcome,
  type GridGroup,
} from '../index';
import { evenGroups } from './groups';
import { SAMPLE_COLUMNS, sampleCell, type SampleColumn } from './sample';

declare global {
  interface Window {
    /** What the page was told, for assertions. */
    gridLog: {
      edits: CellEdit[];
      announcements: string[];
      calls: string[];
      ranges: string[];
      widths: string[];
    };
    grid: DataGridHandle | null;
    /** Inserts records above all others, as another person's change would. */
    insertAbove(count: number): void;
    /** Shows as many rows more, at the end: of those that are not loaded any may be the new ones. */
    append(count: number): void;
    /** Deletes the first records. */
    deleteFirst(count: number): void;
    /** Puts the records in the opposite order, as a sort would. */
    reverse(): void;
    /** Puts the rows in other groups, as another person's change would. */
    regroup(groups: readonly GridGroup[]): void;
    /** Says whether any row is loaded, as when the rows are opened anew. */
    load(on: boolean): void;
    /** Adds the record that was asked for while no row was loaded, or gives it up. */
    settle(isAdded: boolean): void;
    /** Lets the host answer what it was asked to read; `giveUp`: with nothing, for a range. */
    answer(giveUp?: boolean): void;
    /** Takes the grid off the page, as Back does. */
    leave(): void;
    /** Widths of columns by id. */
    widths(): Record<string, number>;
    /** Changes a column where it stands, as a new name or type of its field does. */
    changeColumn(changed: Partial<SampleColumn> & { id: string }): void;
    /** Takes away what somebody may be typing in: a column, the record of a key, or the right to write. */
    lose(what: { column?: string; record?: string; readonly?: boolean }): void;
  }
}

const search = new URLSearchParams(location.search);
const isDark = search.get('theme') === 'dark';
const log: Window['gridLog'] = { edits: [], announcements: [], calls: [], ranges: [], widths: [] };
window.gridLog = log;

/** Waits as many turns as the address says. */
async function turns(name: string): Promise<void> {
  for (let left = Number(search.get(name)); left > 0; left--) await Promise.resolve();
}

const edited = new Map<string, Cell>();
/** Records inserted above the sample's own; the record shown in a row is the row less this. */
let inserted = 0;
/** Those above the rows that were shown last, and how many these were. */
let insertedThen = 0;
let rowCountThen = 0;
/** Rows there are while they stand in the opposite order; 0 in their own order. */
let reversed = 0;
/** The number of the record shown in a row, and back. */
const recordAt = (row: number): number => (reversed > 0 ? reversed - 1 - row : row) - inserted;
const rowOfRecord = (record: number): number =>
  reversed > 0 ? reversed - 1 - record - inserted : record + inserted;

/** Rows in a group of each level, e.g. `groups=60,20`. */
const perGroup = search.get('groups')?.split(',').map(Number);
/** Fields that the levels are grouped by. */
const GROUPED_BY = ['status', 'owner', 'done'].flatMap(
  (id) => SAMPLE_COLUMNS.find((one) => one.id === id) ?? [],
);

let isOpened = true;
const isLoaded = (row: number): boolean => isOpened && (!search.has('loading') || row % 50 <= 30);

function cellOf(row: number, column: SampleColumn): Cell | 'loading' {
  if (!isLoaded(row)) return 'loading';
  const known = edited.get(`${recordAt(row)}/${column.id}`);
  if (known) return known;
  const cell = sampleCell(Math.abs(recordAt(row)), column);
  if (search.has('error') && row === 2 && column.id === 'price' && cell !== 'loading')
    return { ...cell, error: 'Not a number' };
  return cell;
}

/** Green for rows that are done. */
function doneColor(row: number): string | undefined {
  const done = cellOf(row, SAMPLE_COLUMNS.find(({ id }) => id === 'done') as SampleColumn);
  return done !== 'loading' && done.kind === 'checkbox' && done.checked ? 'rgb(0 255 0)' : undefined;
}

/** Applies edits to the in-memory values the way a host with typed fields would, for the kinds the tests edit. */
function applyEdits(edits: readonly CellEdit[]): EditOutcome {
  log.edits.push(...edits);
  for (const { row, column, value, key } of edits) {
    if (value.type === 'text' && value.text === 'refuse')
      return { ok: false, message: 'That is not allowed.' };
    if (key !== undefined) continue;
    const present = cellOf(row, column as SampleColumn);
    if (present === 'loading') continue;
    edited.set(`${recordAt(row)}/${column.id}`, changed(present, value));
  }
  return { ok: true };
}

function changed(cell: Cell, value: CellEdit['value']): Cell {
  if (value.type === 'copy') {
    const column = SAMPLE_COLUMNS.find((candidate) => candidate.id === value.columnId) as SampleColumn;
    const source = cellOf(value.row, column);
    return source === 'loading' ? cell : source;
  }
  if (cell.kind === 'checkbox') return { ...cell, checked: value.type === 'checked' && value.checked };
  if (cell.kind === 'rating') return { ...cell, value: value.type === 'rating' ? value.rating : 0 };
  const text = value.type === 'text' || value.type === 'copied' ? value.text : '';
  if (cell.kind === 'number') return { kind: 'number', text, value: text === '' ? undefined : Number(text) };
  if (cell.kind === 'text' || cell.kind === 'date' || cell.kind === 'link') return { ...cell, text } as Cell;
  return cell;
}

function Page(): ReactNode {
  const handle = useRef<DataGridHandle>(null);
  const [rowCount, setRowCount] = useState(Number(search.get('rows') ?? 100_000));
  const [columns, setColumns] = useState(() =>
    SAMPLE_COLUMNS.map((column) =>
      search.has('error') && column.id === 'price' ? { ...column, warning: 'A price is missing' } : column,
    ),
  );
  const [readonly, setReadonly] = useState(false);
  const even = useMemo(() => (perGroup ? evenGroups(rowCount, perGroup) : undefined), [rowCount]);
  const [uneven, setUneven] = useState<readonly GridGroup[] | undefined>();
  const groups = uneven ?? even;
  window.regroup = setUneven;
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(
    () => new Set(search.get('collapsed')?.split(',')),
  );
  const [gone, setGone] = useState<string | undefined>();
  const theme = isDark ? DARK_THEME : LIGHT_THEME;
  const presence = [
    { id: 'p1', name: 'Grace Hopper', color: '#c22e80', row: 4, columnId: 'price' },
    { id: 'p2', name: 'Alan', color: '#0b7c6c', row: 9, columnId: 'name' },
  ];
  const [others] = useState(presence);
  window.insertAbove = (count) => {
    inserted += count;
    setRowCount((rows) => rows + count);
  };
  window.append = (count) => setRowCount((rows) => rows + count);
  window.deleteFirst = (count) => window.insertAbove(-count);
  window.reverse = () => {
    reversed = rowCount;
    handle.current?.invalidate();
  };
  window.load = (on) => {
    if (isOpened) [insertedThen, rowCountThen] = [inserted, rowCount];
    isOpened = on;
    handle.current?.invalidate();
  };
  window.widths = () => Object.fromEntries(columns.map(({ id, width }) => [id, width]));
  window.changeColumn = (changed) =>
    setColumns((all) => all.map((one) => (one.id === changed.id ? { ...one, ...changed } : one)));
  window.lose = (what) => {
    if (what.column !== undefined) setColumns((all) => all.filter(({ id }) => id !== what.column));
    if (what.record !== undefined) {
      setGone(what.record);
      setRowCount((rows) => rows - 1);
    }
    setReadonly(what.readonly ?? false);
  };
  return (
    <DataGrid
      ref={(next) => {
        handle.current = next;
        window.grid = next;
      }}
      style={{ height: '100%' }}
      label="Records"
      theme={theme}
      rowCount={rowCount}
      columns={columns}
      readonly={readonly}
      isGone={(key) => key === gone}
      rowHeight={Number(search.get('height') ?? 32) as 32}
      presence={search.has('presence') ? others : undefined}
      getCell={(row, column) => cellOf(row, column as SampleColumn)}
      rowColor={search.has('colored') ? doneColor : undefined}
      groups={groups}
      collapsed={collapsed}
      groupHead={(index) => {
        const column = GROUPED_BY[groups?.[index]?.level ?? 0] as SampleColumn;
        const cell = sampleCell(index, column);
        return { label: cell === 'loading' ? null : cell, title: column.title };
      }}
      groupSummary={(index, column) => (column.align === 'end' ? `Sum ${index * 100}` : undefined)}
      onCollapse={(keys, isCollapsed) => {
        log.calls.push(`${isCollapsed ? 'collapse' : 'expand'} ${keys.join()}`);
        setCollapsed((all) => {
          const next = new Set(all);
          for (const key of keys)
            if (isCollapsed) next.add(key);
            else next.delete(key);
          return next;
        });
      }}
      onMoveToGroup={(keys, group) => log.calls.push(`move ${keys.join()} to ${group}`)}
      onDeleteRows={(keys) => log.calls.push(`delete ${keys.join()}`)}
      onSummaryMenu={(column, rect) => log.calls.push(`summary ${column.id} at ${rect.x},${rect.y}`)}
      columnSummary={(column) =>
        column.id === 'name'
          ? `${rowCount.toLocaleString('en')} records`
          : column.align === 'end'
            ? 'Sum 4,210.50'
            : undefined
      }
      rowKey={(row) => (search.has('known') || isLoaded(row) ? `rec${recordAt(row)}` : undefined)}
      keepsOrder={() => !search.has('reordered')}
      formerKey={(row) =>
        search.has('former') && !isOpened && row < rowCountThen ? `rec${row - insertedThen}` : undefined
      }
      findRow={(key) => {
        const row = rowOfRecord(Number(key.slice(3)));
        return row >= 0 && isLoaded(row) ? row : undefined;
      }}
      readRowKeys={async (start, end) => {
        await new Promise((resolve) => (window.answer = () => resolve(null)));
        return Array.from({ length: end - start }, (_, at) => `rec${recordAt(start + at)}`);
      }}
      canAddRecord
      canAddColumn
      takesTyped={() => isOpened || 'later'}
      onAddRecord={(after, group) => {
        log.calls.push(group === undefined ? `add ${after}` : `add ${after} in ${group}`);
        const { column = 0 } = handle.current?.selection().active ?? {};
        const add = () => {
          // There before the next key is heard.
          flushSync(() => setRowCount((count) => count + 1));
          handle.current?.selectAdded({ row: rowCount, column });
        };
        if (isOpened && !search.has('later')) return add();
        const added = isOpened
          ? turns('later').then(() => true)
          : new Promise<boolean>((resolve) => (window.settle = resolve));
        handle.current?.waitForAdded(
          added.then((isAdded) => {
            if (isAdded) add();
            return isAdded;
          }),
        );
      }}
      onAddColumn={() => log.calls.push('add column')}
      onEdits={applyEdits}
      onPaste={async ({ edits, newRows, droppedColumns }) => {
        if (search.has('slow')) await new Promise((resolve) => (window.answer = () => resolve(null)));
        applyEdits(edits);
        log.calls.push(
          `paste ${edits.length} cells, ${newRows.length} rows, ${droppedColumns} columns dropped`,
        );
        if (newRows.length > 0) setRowCount((count) => count + newRows.length);
        return edits.length;
      }}
      readRange={async (_range, _isChange, act) => {
        const isGivenUp = await new Promise(
          (resolve) => (window.answer = (giveUp = false) => resolve(giveUp)),
        );
        if (isGivenUp) return;
        await act({
          rowKey: (row) => `rec${recordAt(row)}`,
          getCell: (row, column) => sampleCell(recordAt(row), column as SampleColumn),
        });
      }}
      copyValues={(rows, ofColumns) => {
        const places = ofColumns.map(({ id }) => columns.findIndex((column) => column.id === id));
        return JSON.stringify(rows.map((row) => places.map((column) => `${row}:${column}`)));
      }}
      readValues={(text) => JSON.parse(text) as string[][]}
      onRefused={(message) => log.calls.push(message)}
      onTextLost={(text, { id }, why, key) => {
        const of = search.has('told') && key !== undefined ? ` of ${key}` : '';
        log.calls.push(`lost ${text} in ${id}${of}${why === undefined ? '' : `: ${why}`}`);
      }}
      onUndo={() => log.calls.push('undo')}
      onRedo={() => log.calls.push('redo')}
      onExpandRow={(row) => {
        log.calls.push(`expand ${row}`);
        // What opens beside the grid takes the keyboard, some turns later, and has no text.
        if (search.has('panel'))
          void turns('panel').then(() => document.querySelector<HTMLElement>('[data-status]')?.focus());
      }}
      onColumnMenu={(column) => log.calls.push(`menu ${column.id}`)}
      onCellMenu={({ row }) => log.calls.push(`menu of row ${row}`)}
      onColumnResize={(column, width, final) => {
        if (!final) return;
        log.widths.push(`${column.id} ${width}`);
        setColumns((all) => all.map((one) => (one.id === column.id ? { ...one, width } : one)));
      }}
      onVisibleRange={({ runs }) =>
        log.ranges.push(runs.map(({ start, end }) => `${start}-${end}`).join(' '))
      }
      onOpenLink={(href) => log.calls.push(`open ${href}`)}
      onAnnounce={(message) => log.announcements.push(message)}
      renderStatus={(summary) => (
        <div
          data-status=""
          tabIndex={-1}
          style={{
            height: 28,
            padding: '0 12px',
            display: 'flex',
            alignItems: 'center',
            justifyContent: 'flex-end',
            gap: 16,
            font: `12px ${theme.fontFamily}`,
            color: theme.textSecondary,
            background: theme.headerBackground,
            borderTop: `1px solid ${theme.border}`,
          }}
        >
          {summary && <span>{`Count ${summary.filled}`}</span>}
          {summary?.sum != null && <span>{`Sum ${summary.sum.toFixed(2)}`}</span>}
          {summary?.average != null && <span>{`Average ${summary.average.toFixed(2)}`}</span>}
        </div>
      )}
    />
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
const shown = createRoot(root);
window.leave = () => shown.unmount();
shown.render(<Page />);
