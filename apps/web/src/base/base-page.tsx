'use client';
import type { BasePage as BasePagePayload, Field, RowWindow, Table, View } from '@pyairtable/contracts';
import type { DataGridHandle, Rect } from '@pyairtable/grid';
import { EmptyState, PeopleColorsProvider, showToast, Skeleton } from '@pyairtable/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Table2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { noteOpened } from '@/bases/recent-bases';
import { browserReader, isComputed, whyNotTyped } from '@/cells/cell-context';
import { AddFieldPopover, type Beside } from '@/fields/add-field-popover';
import { fieldsWith } from '@/fields/fields-with';
import { FieldMenu, type OpenFieldMenu } from '@/fields/field-menu';
import { FindBar } from '@/find/find-bar';
import { useFindKey } from '@/find/use-find-key';
import { fieldsToFill } from '@/record/fields-to-fill';
import { NewRecordDialog, type NewRecord } from '@/record/new-record-dialog';
import { RecordPanel } from '@/record/record-panel';
import type { ArrangedView, Arranging } from '@/views/arranging';
import { type AskedGroup, filledInGroup } from '@/views/asked-group';
import { newInFilter } from '@/views/new-in-filter';
import { groupCells, newInGroup } from '@/views/group-cells';
import { type OpenSummaryMenu, SummaryMenu } from '@/views/summary-menu';
import { shownFields } from '@/views/shown-fields';
import { useGoneView } from '@/views/use-gone-view';
import { useMayArrange } from '@/views/use-may-arrange';
import { ViewBar } from '@/views/view-bar';
import { AccessLost } from '@/sharing/access-lost';
import { ShareDialog } from '@/sharing/share-dialog';
import { tellBroughtBack } from '@/time-machine/brought-back';
import { HistoryDialog } from '@/time-machine/history-dialog';
import { TrashDialog } from '@/trash/trash-dialog';
import { useLostTexts } from '@/typed-text/lost-text';
import { LostTextDialog } from '@/typed-text/lost-text-dialog';
import { mayCreate, mayEdit, workspacesKey } from '@/workspaces/workspaces';
import { AddTableButton } from './add-table-button';
import { BaseContextProvider, useBase, type BaseContext } from './base-context';
import { BaseGrid } from './base-grid';
import { firstToFill } from './first-to-fill';
import { placeOnPage } from './place-on-page';
import { RecordActions } from './record-actions';
import { RowMenu, type OpenRowMenu } from './row-menu';
import { baseKey, readBase, SchemaActions } from './schema-actions';
import { TableDeleted } from './table-deleted';
import { TopBar } from './top-bar';
import { namesOf } from '@/waiting/waiting-edits';
import { tellRefused } from './tell-refused';
import { useAwaitedRecords } from './use-awaited-records';
import { useBaseCommands } from './use-base-commands';
import { useBasePlace } from './use-base-place';
import { useGroupHeads } from './use-group-heads';
import { useHeldRecords } from './use-held-records';
import { useLiveSession } from './use-live-session';
import { useOpenTable } from './use-open-table';
import { useSessionValue } from './use-session-value';
import { useShownColors } from './use-shown-colors';
import { useShownRecord } from './use-shown-record';
import { rowsShape, useTableRows } from './use-table-rows';
import { useUndoKeys } from './use-undo-keys';
import { useUndone } from './use-undone';
import { useUndoneField } from './use-undone-field';

const HEADER_HEIGHT = 34;

/** A base: its bars, the grid of one table, and the record that is open. */
export function BasePage({
  user,
  base: initial,
  tableId,
  viewId,
  window: firstRows,
}: Omit<BasePagePayload, 'workspaces'>) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: baseKey(initial.id),
    queryFn: ({ signal }) => readBase(initial.id, signal),
    initialData: initial,
  });
  const base = query.data;
  const session = useLiveSession(initial, user.id);
  const [showsHistory, setShowsHistory] = useState(false);
  const actions = useMemo(
    () => new SchemaActions(initial.id, client, session, () => setShowsHistory(true)),
    [initial.id, client, session],
  );
  const records = useMemo(() => new RecordActions(session), [session]);
  const { collaborators, tables } = base;
  useEffect(() => session.setStructure(tables), [session, tables]);
  const colors = useShownColors(session, user.id, collaborators);
  const reader = useMemo(
    () => browserReader({ collaborators, tables }, colors),
    [collaborators, tables, colors],
  );
  const level = useSessionValue(session, (live) => live.permissionLevel, ['access']);
  const lost = useSessionValue(session, (live) => live.state === 'accessLost', ['state']);
  const [sharing, setSharing] = useState(false);
  const [showsTrash, setShowsTrash] = useState(false);

  const [place, go] = useBasePlace(base.id);
  const { table, deleted } = useOpenTable(base.tables, place.tableId);
  const view = table?.views.find(({ id }) => id === place.viewId) ?? table?.views[0];
  useUndoKeys(records, mayEdit(level));
  const showPlace = useCallback((tableId: string, viewId?: string) => go({ tableId, viewId }), [go]);
  useUndone(records, { tableId: table?.id, viewId: view?.id }, base.tables, showPlace);

  // The rows that came with the page hold for the order they were read in and for no other.
  const firstShape = useMemo(() => {
    const first = firstRows ? initial.tables.find(({ id }) => id === tableId) : undefined;
    return first
      ? rowsShape(
          first,
          first.views.find(({ id }) => id === viewId),
        )
      : null;
  }, [initial, tableId, viewId, firstRows]);

  useEffect(() => {
    if (lost) void client.invalidateQueries({ queryKey: workspacesKey });
  }, [lost, client]);
  useEffect(() => noteOpened(base.id), [base.id]);
  useEffect(
    () =>
      session.subscribe((event) => {
        if (event.type === 'schema' || event.type === 'reload' || event.type === 'access')
          void actions.refresh();
        if (event.type === 'reload' && event.missed) tellBroughtBack(initial.id, event);
        if (event.type === 'rejected') tellRefused({ ...event, names: namesOf(event.op.id) });
      }),
    [session, actions, initial.id],
  );

  const context = useMemo(
    (): BaseContext => ({
      base,
      user,
      tableId: table?.id ?? '',
      session,
      reader,
      actions,
      records,
      mayEdit: mayEdit(level),
      mayChangeSchema: mayCreate(level),
      share: () => setSharing(true),
      showTrash: () => setShowsTrash(true),
      showHistory: () => setShowsHistory(true),
    }),
    [base, user, table?.id, session, reader, actions, records, level],
  );

  return (
    <BaseContextProvider value={context}>
      <PeopleColorsProvider colors={colors}>
        {lost ? (
          <AccessLost />
        ) : (
          <>
            <TopBar table={table} onTable={(tableId) => go({ tableId })} />
            {deleted ? (
              <TableDeleted table={deleted} onTable={(tableId) => go({ tableId })} />
            ) : table ? (
              <OpenTable
                key={table.id}
                table={table}
                view={view}
                first={firstRows && firstShape === rowsShape(table, view) ? firstRows : undefined}
                recordId={place.recordId}
                onPlace={(next, how) => go({ tableId: table.id, viewId: view?.id, ...next }, how)}
              />
            ) : (
              <EmptyState
                icon={<Table2 size={20} strokeWidth={1.5} />}
                title="This base has no tables"
                action={<AddTableButton labelled onTable={(tableId) => go({ tableId })} />}
              >
                A table holds records of one kind, such as tasks or people.
              </EmptyState>
            )}
          </>
        )}
        <LostTextDialog />
        <ShareDialog open={sharing} onClose={() => setSharing(false)} />
        <HistoryDialog open={showsHistory && mayEdit(level)} onClose={() => setShowsHistory(false)} />
        <TrashDialog open={showsTrash && mayEdit(level)} onClose={() => setShowsTrash(false)} />
      </PeopleColorsProvider>
    </BaseContextProvider>
  );
}

function OpenTable({
  table,
  view,
  first,
  recordId: addressed,
  onPlace,
}: {
  table: Table;
  view: View | undefined;
  first: RowWindow | undefined;
  recordId: string | undefined;
  onPlace: (place: { viewId?: string; recordId?: string }, how?: 'push' | 'replace') => void;
}) {
  const { base, user, session, records, actions, reader } = useBase();
  const mayArrange = useMayArrange(view);
  const open = useTableRows(session, base.id, table, view, first);
  const [recordId, showRecord] = useShownRecord(addressed);
  const grid = useRef<DataGridHandle | null>(null);
  const [addingAt, setAddingAt] = useState<{ rect: DOMRect; beside?: Beside } | null>(null);
  const [fieldMenu, setFieldMenu] = useState<OpenFieldMenu | null>(null);
  const [rowMenu, setRowMenu] = useState<OpenRowMenu | null>(null);
  const [summaryMenu, setSummaryMenu] = useState<OpenSummaryMenu | null>(null);
  const heads = useGroupHeads(table, view, open);
  const [arranging, setArranging] = useState<ArrangedView | null>(null);
  const arrange = (what: Arranging | null) => setArranging(what && view ? { what, viewId: view.id } : null);
  const surface = useRef<HTMLDivElement>(null);
  const [isFinding, setFinding] = useState(false);
  const findInput = useRef<HTMLInputElement>(null);
  const find = () => {
    // The box must be there before the next key is heard.
    flushSync(() => setFinding(true));
    findInput.current?.focus();
    findInput.current?.select();
  };
  useFindKey(find);
  // Keys meant for a record of the view that is gone must not reach another that stands in its place.
  useGoneView(table, view, () => grid.current?.select(null));
  // Nor keys that are still meant for text which lost its place.
  const hasLost = useLostTexts(({ lost }) => lost.length > 0);
  useEffect(() => {
    if (hasLost) grid.current?.select(null);
  }, [hasLost]);
  // A new field's column may come with a later render; it is shown as soon as it is there.
  const added = useRef<string | null>(null);
  const reveal = (fieldId: string) => {
    added.current = grid.current?.revealColumn(fieldId) ? null : fieldId;
  };
  const placeField = async (fieldId: string, beside: Beside | undefined) => {
    if (view && mayArrange && (view.visibleFieldIds || beside))
      await actions.arrangeView(table.id, view.id, {
        visibleFieldIds: fieldsWith(fieldId, beside, view, table),
      });
    reveal(fieldId);
  };
  useUndoneField(actions, table.id, reveal);
  useEffect(() => {
    if (added.current !== null && grid.current?.revealColumn(added.current)) added.current = null;
  }, [table, view]);
  // Once drawn, the grid stays: rows opened anew fill it where it stands.
  const [drawn, setDrawn] = useState(false);
  if ((open?.rows.loaded || open?.unread) && !drawn) setDrawn(true);

  const onPage = (rect: Rect) => placeOnPage(rect, surface.current?.getBoundingClientRect());
  const openField = (mode: OpenFieldMenu['mode'], field: Field, rect: Rect) =>
    setFieldMenu({ mode, field, rect: onPage(rect) });
  const expand = (id: string) => {
    showRecord(id);
    onPlace({ recordId: id }, addressed ? 'replace' : 'push');
  };
  const held = useHeldRecords(records, table.id, view, open?.rows, recordId, open?.version);
  const [filling, setFilling] = useState<AskedGroup | null>(null);
  /** Where rows are grouped, whoever asks for no group means the one they are in, or the last. */
  const groupAtCursor = (): number | undefined => {
    const active = grid.current?.selection().active;
    return (active && heads.around(active.row).at(-1)) ?? heads.around((open?.count ?? 0) - 1).at(-1);
  };
  /** What a record is given to stand in this view, and in a group of it. */
  const cellsIn = (group: number | undefined): NewRecord => {
    const shown = newInFilter(view?.filter, table, base.tables, reader, user.id, (index) =>
      open?.rows.rowAt(index),
    );
    if (group === undefined || !open?.told) return shown;
    const { cells, titles } = newInGroup(open.groups, group, open.told.groupedBy, table);
    return { cells: { ...shown.cells, ...cells }, titles: { ...shown.titles, ...titles } };
  };
  const lackingIn = ({ cells }: NewRecord) =>
    fieldsToFill(table.fields, reader).filter(({ id }) => cells[id] === undefined);
  const moveToGroup = (ids: readonly string[], group: number) => {
    const groupedBy = open?.told?.groupedBy.slice(0, (open.groups[group]?.level ?? 0) + 1) ?? [];
    const { cells, titles } = groupCells(open?.groups ?? [], group, groupedBy, table);
    const fixed = table.fields.find(({ id }) => groupedBy.includes(id) && cells[id] === undefined);
    if (fixed && isComputed(fixed)) showToast({ title: whyNotTyped(fixed) });
    if (Object.keys(cells).length === 0) return;
    records.update(
      table.id,
      ids.map((id) => ({ id, cells })),
      titles,
    );
    // Whoever moves a record is done with it.
    held.hold([]);
  };
  const makeRecord = ({ cells, titles, linked }: NewRecord, group: number | undefined): boolean => {
    if (!open) return false;
    let id: string | undefined;
    // The row must be there before the next key is heard: a scanner does not wait for a frame.
    flushSync(() => {
      [id] = records.create(table.id, [{ cells }], titles, linked);
      // A sort or a filter takes the record to its place when the person leaves it, its cells filled in.
      held.hold(id === undefined ? [] : [id]);
      if (group === undefined || id === undefined) return;
      open.rows.showIn(group, id);
      heads.unfold(group);
    });
    const row = id === undefined ? undefined : open.rows.indexOf(id);
    if (row === undefined) {
      held.hold([]);
      return false;
    }
    grid.current?.selectAdded({ row, column: firstToFill(shownFields(table, view)) });
    grid.current?.scrollTo(row);
    grid.current?.focus();
    return true;
  };
  /** Answers whether there is one now, or a form for it. */
  const addShown = (asked?: number): boolean => {
    const group = asked ?? groupAtCursor();
    const given = cellsIn(group);
    // A table that takes no empty record is asked for one that it takes.
    if (lackingIn(given).length === 0) return makeRecord(given, group);
    setFilling({ key: group === undefined ? undefined : heads.groups[group]?.key, given });
    return true;
  };
  const makeAwaited = (key: string | undefined): boolean => {
    const group = heads.groups.findIndex((one) => one.key === key);
    // No other group is given what was asked for in one that is gone.
    if (key === undefined || group >= 0) return addShown(key === undefined ? undefined : group);
    showToast({ title: 'No record was added', description: 'Its group is no longer here.' });
    return false;
  };
  const awaitRecord = useAwaitedRecords(open?.rows.loaded ?? false, view?.id, makeAwaited, (added) =>
    grid.current?.waitForAdded(added),
  );
  const addRecord = (asked?: number) => {
    if (open?.rows.loaded) addShown(asked);
    else if (open?.unread?.isFinal) showToast({ title: 'No record was added', description: open.unread.why });
    else awaitRecord(asked === undefined ? undefined : heads.groups[asked]?.key);
  };
  useBaseCommands(table, view, {
    addRecord: () => addRecord(),
    // Where the column will be, at the end of the header.
    addField() {
      const origin = surface.current?.getBoundingClientRect() ?? new DOMRect();
      setAddingAt({
        rect: new DOMRect(origin.right - HEADER_HEIGHT, origin.top, HEADER_HEIGHT, HEADER_HEIGHT),
      });
    },
    arrange,
    fold: heads.foldAll,
    find,
  });

  return (
    <>
      <ViewBar
        table={table}
        view={view}
        onView={(viewId) => onPlace({ viewId })}
        arranging={arranging}
        onArranging={arrange}
        heads={heads}
        onAddRecord={() => addRecord()}
        onFind={find}
      />
      {isFinding && open ? (
        <FindBar
          table={table}
          view={view}
          open={open}
          grid={grid}
          input={findInput}
          unfold={(row) => {
            const group = heads.around(row).at(-1);
            if (group !== undefined) flushSync(() => heads.unfold(group));
          }}
          onClose={() => {
            setFinding(false);
            grid.current?.focus();
          }}
        />
      ) : null}
      <div className="relative flex min-h-0 flex-1">
        <div ref={surface} data-region="" className="flex min-w-0 flex-1 flex-col">
          {open && (open.rows.loaded || drawn) ? (
            <BaseGrid
              table={table}
              view={view}
              open={open}
              heads={heads}
              keepsActive={isFinding}
              grid={grid}
              onExpand={expand}
              onAddRecord={addRecord}
              takesTyped={(group) =>
                lackingIn(cellsIn(group)).length === 0 &&
                (open.rows.loaded || (open.unread?.isFinal ? false : 'later'))
              }
              cellsIn={cellsIn}
              onActiveRecord={held.left}
              rowNotes={held.notes}
              onAddField={(rect) => setAddingAt({ rect: onPage(rect) })}
              onFieldMenu={(field, rect) => openField('menu', field, rect)}
              onFieldEdit={(field, rect) => openField('edit', field, rect)}
              onMoveToGroup={moveToGroup}
              onSummaryMenu={(field, rect) => setSummaryMenu({ field, rect: onPage(rect) })}
              onRowMenu={(row, point) => {
                const record = open.rows.rowAt(row);
                if (!record) return;
                const ticked = grid.current?.selection().rows;
                setRowMenu({
                  record,
                  ids: ticked?.has(record.id) ? [...ticked.keys] : [record.id],
                  point: onPage({ ...point, width: 0, height: 0 }),
                });
              }}
            />
          ) : (
            <GridSkeleton />
          )}
        </div>
        {recordId && open ? (
          <RecordPanel
            key={table.id}
            table={table}
            view={view}
            open={open}
            heads={heads}
            recordId={recordId}
            onRecord={(id, row) => {
              onPlace({ recordId: id }, 'replace');
              grid.current?.scrollTo(open.rows.indexOf(id) ?? row);
            }}
            onClose={() => {
              showRecord(null);
              onPlace({}, 'replace');
              grid.current?.focus();
            }}
          />
        ) : null}
      </div>
      <AddFieldPopover
        table={table}
        view={view}
        at={addingAt}
        onClose={() => setAddingAt(null)}
        onAdded={(fieldId, beside) => void placeField(fieldId, beside)}
      />
      <FieldMenu
        table={table}
        view={view}
        open={fieldMenu}
        onOpen={setFieldMenu}
        onInsert={(beside, rect) => setAddingAt({ rect, beside })}
        onAdded={(fieldId, beside) => void placeField(fieldId, beside)}
      />
      {filling ? (
        <NewRecordDialog
          table={table}
          onAdd={(filled) => {
            const { record, group } = filledInGroup(filling, filled, heads.groups, table);
            makeRecord(record, group);
          }}
          onClose={() => setFilling(null)}
        />
      ) : null}
      {summaryMenu && view ? (
        <SummaryMenu
          table={table}
          view={view}
          open={summaryMenu}
          onClose={() => {
            setSummaryMenu(null);
            grid.current?.focus();
          }}
        />
      ) : null}
      <RowMenu
        table={table}
        rows={open?.rows}
        open={rowMenu}
        onClose={() => setRowMenu(null)}
        onExpand={expand}
      />
    </>
  );
}

function GridSkeleton() {
  return (
    <div
      className="flex flex-1 flex-col gap-3 overflow-hidden p-3"
      role="status"
      aria-label="Loading records"
    >
      {Array.from({ length: 14 }, (_, row) => (
        <div key={row} className="flex gap-4">
          <Skeleton className="h-4 w-8" />
          <Skeleton className="h-4 w-56" />
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-24" />
        </div>
      ))}
    </div>
  );
}
