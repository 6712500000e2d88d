'use client';
import type { Row, RowWindow, Table, View, ViewGroup, ViewGroups } from '@pyairtable/contracts';
import { filledBy } from '@pyairtable/field-types';
import type { BaseSession, Damage, ShownView, TableRows } from '@pyairtable/realtime';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { request } from '@/http/request';
import { type Unread, whyUnread } from './why-unread';

const FIRST_ROWS = 60;
const NO_GROUPS: readonly ViewGroup[] = [];

export interface OpenRows {
  rows: TableRows;
  viewId: string | undefined;
  /** Equal for rows of equal order. */
  order: string;
  /** What was shown in the view before, while these are on their way. */
  former: Pick<OpenRows, 'rows' | 'order'> | null;
  /** Grows when positions, the count or the loading state changed. */
  version: number;
  /** Rows to show. While rows opened anew are on their way it is what was there before, so that nothing jumps. */
  count: number;
  /** Heads of the rows by index, held likewise; none where nothing groups, or more do than are shown. */
  groups: readonly ViewGroup[];
  /** What was read last of groups and summaries. */
  told: ViewGroups | null;
  /** Why rows are not told. */
  unread: Unread | null;
}

type Source = Pick<OpenRows, 'rows' | 'viewId' | 'order' | 'version'>;

/** Options that say what an entry of the log makes of a cell. */
const saysCells = (from: string | undefined) => from === 'change' || from === 'options';

/**
 * What the rows of a view depend on. They are opened anew when the fields, or what the view filters and orders by, change; widths and names
 * must not cost a read. Of the options only those matter that say which writes a "last modified" cell follows, or what a cell is in every record.
 */
export const rowsShape = (table: Table, view: View | undefined): string =>
  JSON.stringify([
    table.id,
    table.fields.map(({ id, type, options }) => ({
      id,
      type,
      name: '',
      ...(saysCells(filledBy({ type, options })?.from) ? { options } : {}),
    })),
    view && deciding(view),
  ]);

/** What of a view decides which rows it shows, and in which order. */
const deciding = ({ id, filter, filterFormula, groups, sort }: View): ShownView => ({
  id,
  ...(filter ? { filter } : {}),
  ...(filterFormula ? { filterFormula } : {}),
  ...(groups ? { groups } : {}),
  ...(sort ? { sort } : {}),
});

/** The rows of a table in a view, opened while the page shows them; null on the server and until then. */
export function useTableRows(
  session: BaseSession,
  baseId: string,
  table: Table,
  view: View | undefined,
  first: RowWindow | undefined,
): OpenRows | null {
  const shape = rowsShape(table, view);
  const store = useMemo(() => {
    const [tableId, fields, shown] = JSON.parse(shape) as [string, Table['fields'], ShownView | null];
    return rowsStore(session, baseId, { tableId, fields, view: shown }, first);
  }, [session, baseId, shape, first]);
  const open = useSyncExternalStore(store.subscribe, store.snapshot, () => null);
  const [shown, setShown] = useState<OpenRows | null>(null);
  // Between two shapes nothing is open; what was shown stays until then, or the grid would lose its place.
  if (open && (open.rows !== shown?.rows || open.version !== shown.version)) {
    const { rowCount, groups, told, loaded, loadError } = open.rows;
    const unread = whyUnread(loadError);
    const { count = 0, groups: before = NO_GROUPS, told: toldBefore = null } = shown ?? {};
    setShown({
      ...open,
      unread,
      ...(loaded
        ? { former: null, count: rowCount, groups: groups ?? NO_GROUPS, told }
        : !unread?.isFinal
          ? { former: formerOf(shown, open), count, groups: before, told: toldBefore }
          : // What stood there before is no answer to what is asked now.
            { former: null, count: 0, groups: NO_GROUPS, told: null }),
    });
  }
  const rows = open?.rows;
  const isSummarised = Object.keys(view?.summaries ?? {}).length > 0;
  useEffect(() => rows?.summarise(isSummarised), [rows, isSummarised]);
  return shown;
}

/** The record of a row as it is shown: of those before while those opened anew are on their way. */
export const shownId = (
  { rows, former }: Pick<OpenRows, 'rows' | 'former'>,
  row: number,
): string | undefined => (rows.rowAt(row) ?? former?.rows.rowAt(row))?.id;

/** What stands in for rows on their way: those of the same view that were shown last. */
function formerOf(shown: OpenRows | null, { viewId }: Source): OpenRows['former'] {
  if (shown?.viewId !== viewId) return null;
  return shown?.rows.loaded ? shown : (shown?.former ?? null);
}

interface Shape {
  tableId: string;
  fields: Table['fields'];
  view: ShownView | null;
}

function rowsStore(session: BaseSession, baseId: string, shape: Shape, first: RowWindow | undefined) {
  const path = `/v1/bases/${baseId}/tables/${shape.tableId}/rows`;
  let open: Source | null = null;
  const run = (start: number, limit: number): URLSearchParams =>
    new URLSearchParams({
      start: String(start),
      limit: String(limit),
      ...(shape.view ? { view: shape.view.id } : {}),
    });
  return {
    snapshot: () => open,
    subscribe(changed: () => void): () => void {
      const rows = session.openTable({
        table: { id: shape.tableId, fields: shape.fields },
        ...(shape.view ? { view: shape.view } : {}),
        ...(first ? { first } : {}),
        fetchWindow: ({ start, limit, after, signal }) => {
          const query = run(start, limit);
          if (after !== undefined) query.set('after', String(after));
          return request<RowWindow>('GET', `${path}?${query.toString()}`, undefined, signal);
        },
        fetchIds: ({ start, limit, signal }) => {
          const query = run(start, limit).toString();
          return request<{ seq: number; ids: string[] }>('GET', `${path}/ids?${query}`, undefined, signal);
        },
        ...(shape.view ? { fetchGroups: groupsOf(baseId, shape.tableId, shape.view.id) } : {}),
        fetchRows: async ({ ids, fields, signal }) => {
          const read: Row[] = [];
          for (let next: string | undefined = ids[0]; next !== undefined;) {
            const left = ids.slice(ids.indexOf(next));
            const answer: { rows: Row[]; next?: string } = await request(
              'POST',
              `${path}/read`,
              { ids: left, fields },
              signal,
            );
            read.push(...answer.rows);
            ({ next } = answer);
          }
          return read;
        },
      });
      open = { rows, viewId: shape.view?.id, order: JSON.stringify(shape.view), version: 0 };
      // The grid says what it shows, but it is only drawn once the first rows are here.
      if (!rows.loaded) rows.setVisible({ start: 0, end: FIRST_ROWS });
      const ends = rows.subscribe((damage: Damage) => {
        if (damage.kind !== 'all' || !open) return;
        open = { ...open, version: open.version + 1 };
        changed();
      });
      return () => {
        ends();
        rows.close();
        open = null;
      };
    },
  };
}

function groupsOf(baseId: string, tableId: string, viewId: string) {
  const path = `/v1/bases/${baseId}/tables/${tableId}/groups?view=${viewId}`;
  return (signal: AbortSignal) => request<ViewGroups>('GET', path, undefined, signal);
}
