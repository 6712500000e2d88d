'use client';
import { type Field, type Table, VIEW_LIMITS, type View } from '@pyairtable/contracts';
import { BARE_SETTINGS } from '@pyairtable/core';
import {
  DataGrid,
  type DataGridHandle,
  type GridColumn,
  type GridPresence,
  type ReadRange,
  type Rect,
  type VisibleRange,
} from '@pyairtable/grid';
import {
  Button,
  EmptyState,
  FIELD_ICON_SHAPES,
  keepClear,
  personColor,
  showToast,
  useShownTheme,
} from '@pyairtable/ui';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { isComputed, whyNotTyped } from '@/cells/cell-context';
import { invalidity } from '@/cells/cell-faults';
import { readValues, writeValues } from '@/cells/clipboard-values';
import { DrawnCells } from '@/cells/drawn-cells';
import { isNumeric, measureOf } from '@/cells/numeric-fields';
import { CellEditor } from '@/editors/cell-editor';
import { newLinked } from '@/pickers/new-linked';
import { announce } from '@/shell/announcements';
import { useKeepTyped } from '@/typed-text/keep-typed';
import { noteLostText } from '@/typed-text/lost-text';
import type { NewRecord } from '@/record/new-record-dialog';
import { ROW_PIXELS } from '@/views/row-height';
import { useMayArrange } from '@/views/use-may-arrange';
import { shownFields } from '@/views/shown-fields';
import { useRecordColor } from '@/views/use-record-color';
import { defaultWidth } from '@/views/view-step';
import { useBase } from './base-context';
import { applyEdits, type EditTarget } from './grid-edits';
import { GridStatus, isDeleting } from './grid-status';
import { gridTheme } from './grid-theme';
import { pasteCells } from './paste';
import { RangeRows, readRange } from './read-range';
import { findTitled } from './read-titles';
import type { GroupHeads } from './use-group-heads';
import { useReading } from './use-reading';
import { useReadyForKeys } from './use-ready-for-keys';
import { useOthersHere } from './use-others-here';
import { useSessionValue } from './use-session-value';
import { useTicksOfView } from './use-ticks-of-view';
import { useToldRecord } from './use-told-record';
import { shownId, type OpenRows } from './use-table-rows';

const TOO_MANY_GROUPS = `More than ${VIEW_LIMITS.groupHeads.toLocaleString('en')} groups: their heads are not shown`;

/** The table's records in our grid: cells, edits, presence and the row commands. */
export function BaseGrid({
  table,
  view,
  open,
  heads,
  keepsActive,
  grid,
  onExpand,
  onAddRecord,
  takesTyped,
  cellsIn,
  onActiveRecord,
  rowNotes,
  onAddField,
  onFieldMenu,
  onFieldEdit,
  onRowMenu,
  onMoveToGroup,
  onSummaryMenu,
}: {
  table: Table;
  view: View | undefined;
  open: OpenRows;
  heads: GroupHeads;
  /** The active cell stands out while the keyboard is in a box above. */
  keepsActive: boolean;
  grid: RefObject<DataGridHandle | null>;
  onExpand: (recordId: string) => void;
  /** `group`: index of the one that it was asked for in. */
  onAddRecord: (group?: number) => void;
  /** Whether such a record is made at once, without a question, or as soon as the records here are read. */
  takesTyped: (group: number | undefined) => boolean | 'later';
  /** What a record is given to stand in the view, and in a group of it. */
  cellsIn: (group: number | undefined) => NewRecord;
  onActiveRecord: (recordId: string | undefined) => void;
  /** What is to be known of records, by id. */
  rowNotes: ReadonlyMap<string, string>;
  onAddField: (rect: Rect) => void;
  onFieldMenu: (field: Field, rect: Rect) => void;
  onFieldEdit: (field: Field, rect: Rect) => void;
  onRowMenu: (row: number, point: { x: number; y: number }) => void;
  onMoveToGroup: (recordIds: readonly string[], group: number) => void;
  onSummaryMenu: (field: Field, rect: Rect) => void;
}) {
  const { base, session, reader, records, actions, mayEdit, mayChangeSchema } = useBase();
  const mayArrange = useMayArrange(view);
  const { rows } = open;
  const theme = useShownTheme();
  const colors = useMemo(() => gridTheme(theme), [theme]);
  const fields = useMemo(() => shownFields(table, view), [table, view]);
  const byId = useMemo(() => new Map(table.fields.map((field) => [field.id, field])), [table]);

  const columns = useMemo(
    (): GridColumn[] =>
      fields.map((field) => ({
        id: field.id,
        title: field.name,
        icon: FIELD_ICON_SHAPES[field.type],
        width: view?.columnWidths?.[field.id] ?? defaultWidth(table, field.id),
        frozen: field.id === table.primaryFieldId,
        readonly: isComputed(field),
        readonlyReason: isComputed(field) ? whyNotTyped(field) : undefined,
        description: field.description,
        warning: invalidity(field),
        measure: measureOf(field),
        align: isNumeric(field) ? 'end' : 'start',
      })),
    [fields, view?.columnWidths, table],
  );

  const drawn = useMemo(
    () => new DrawnCells(reader, (row, fieldId) => rows.whyFault(row, fieldId)),
    [reader, rows],
  );
  // The name of a person, or what another table says of linked records, is in cells too.
  useEffect(() => grid.current?.invalidate(), [drawn, grid]);
  const colorOf = useRecordColor(table, view);
  useEffect(() => grid.current?.invalidate(), [colorOf, grid]);
  const [rowNote] = rowNotes.values();
  useEffect(() => grid.current?.invalidate(), [rowNotes, grid]);
  useEffect(() => {
    if (rowNote !== undefined) announce(rowNote);
  }, [rowNote]);
  const { reading, run } = useReading();
  /** The rows that indexes are of: those read for an act, or those shown. */
  const rowsOf = (read: ReadRange | undefined) => (read instanceof RangeRows ? read : rows);
  const targetOf = (read: ReadRange | undefined): EditTarget => ({
    table,
    rows: rowsOf(read),
    reader,
    records,
    fieldNow: (fieldId) => actions.fieldOf(table.id, fieldId),
    recordNow: (recordId) => session.recordOf(table.id, recordId),
    act: read instanceof RangeRows ? read.act : undefined,
  });

  useEffect(
    () =>
      rows.subscribe((damage) => {
        // What is deleted is selected no more, by whomever. First: the cursor may stay with a neighbour.
        if (damage.kind === 'all' && damage.gone) grid.current?.forgetRows(damage.gone);
        grid.current?.invalidate(damage.kind === 'cells' ? damage.cells : undefined);
      }),
    [rows, grid],
  );

  useEffect(
    () =>
      session.subscribe((event) => {
        // Some of what is selected may be gone with what was missed, and no log tells which.
        if (event.type === 'reload' && event.missed) grid.current?.forgetAllRows();
      }),
    [session, grid],
  );

  // A word that waits for its record cannot be committed before that is there.
  useKeepTyped(() => grid.current?.holdsText() !== true);

  useEffect(
    () =>
      keepClear(() => {
        const row = grid.current?.activeRow();
        return row ? new DOMRect(row.x, row.y, row.width, row.height) : null;
      }),
    [grid],
  );

  useTicksOfView(view, () => grid.current?.untick());

  // Rows opened anew do not know yet where the grid stands.
  const visible = useRef<VisibleRange | null>(null);
  useEffect(() => {
    if (visible.current) rows.setVisible(visible.current);
  }, [rows]);

  const others = useOthersHere();
  const presence = useMemo((): GridPresence[] => {
    void open.version;
    return others.flatMap(({ sessionId, user, tableId, cell }) => {
      const row = tableId === table.id && cell ? rows.indexOf(cell.recordId) : undefined;
      return row === undefined || !cell
        ? []
        : [
            {
              id: sessionId,
              name: user.name,
              color: reader.colors.get(user.id) ?? personColor(user.id),
              row,
              columnId: cell.fieldId,
            },
          ];
    });
  }, [others, rows, reader, open.version, table.id]);

  const act = useSessionValue(session, (live) => live.act, ['act']);
  // Nothing is empty that may come back yet.
  const isSettled = rows.loaded && !isDeleting(act, table.id);
  const isFiltered = view?.filter !== undefined || view?.filterFormula !== undefined;
  const viewId = view?.id;
  // Whoever opens a table is here, before they touch a cell.
  useEffect(() => {
    session.setPresence({ tableId: table.id, ...(viewId === undefined ? {} : { viewId }), cell: null });
  }, [session, table.id, viewId]);

  useReadyForKeys(open.count > 0 || (rows.loaded && mayEdit), () => grid.current?.focus());

  const cursor = () => grid.current?.selection().active ?? null;
  const tellCursor = useToldRecord(
    { isAnew: open.former !== null, version: open.version },
    () => {
      const active = cursor();
      // While rows opened anew are on their way the cursor stands among those shown before.
      return active ? shownId(open, active.row) : undefined;
    },
    (recordId) => {
      const active = cursor();
      const field = active ? fields[active.column] : undefined;
      // Who stands below a record that was just made is not done with it: a sort does not take it away yet.
      if (active || !grid.current?.isOnAddLine()) onActiveRecord(recordId);
      session.setPresence({
        tableId: table.id,
        ...(viewId === undefined ? {} : { viewId }),
        cell: recordId !== undefined && field ? { recordId, fieldId: field.id } : null,
      });
    },
  );

  return (
    <DataGrid
      ref={grid}
      label={`${table.name}${view ? `, ${view.name}` : ''}`}
      className="min-h-0 flex-1"
      theme={colors}
      readonly={!mayEdit}
      rowCount={open.count}
      rowHeight={ROW_PIXELS[view?.rowHeight ?? 'short']}
      columns={columns}
      groups={heads.groups}
      collapsed={heads.collapsed.keys}
      groupHead={heads.head}
      groupSummary={heads.summary}
      columnSummary={heads.viewSummary}
      presence={presence}
      keepsActive={keepsActive}
      canAddRecord={mayEdit}
      canAddColumn={mayChangeSchema}
      getCell={(row, column) => drawn.of(rows.rowAt(row), byId.get(column.id))}
      rowColor={
        colorOf &&
        ((row) => {
          const shown = rows.rowAt(row);
          return shown && colorOf(shown);
        })
      }
      rowKey={(row) => rows.rowAt(row)?.id}
      formerKey={(row) => open.former?.rows.rowAt(row)?.id}
      keepsOrder={() => open.former?.order === open.order}
      findRow={(key) => rows.indexOf(key)}
      isGone={(key) => rows.isGone(key)}
      rowNote={(row) => rowNotes.get(rows.rowAt(row)?.id ?? '')}
      takesTyped={takesTyped}
      onVisibleRange={(range) => {
        visible.current = range;
        rows.setVisible(range);
      }}
      readRowKeys={async (start, end, signal) => {
        const ids = await run(end - start, (given) => rows.chosenIds(start, end, given), { signal });
        if (!ids) throw new Error('The records were not read.');
        return ids;
      }}
      readRange={async (range, isChange, act) => {
        const ofColumns = fields.slice(range.left, range.right + 1);
        await run(
          range.bottom - range.top + 1,
          (...reading) => readRange(rows, range, ofColumns, drawn, ...reading),
          {
            ...(isChange ? { begin: (giveUp) => records.begin(table.id, giveUp) } : {}),
            act(read, begun) {
              read.act = begun;
              return act(read);
            },
          },
        );
      }}
      isExpecting={() => records.isExpecting}
      beginAct={() => records.begin(table.id)}
      copyValues={(ofRows, ofColumns, read) => {
        const copied = ofColumns.flatMap(({ id }) => byId.get(id) ?? []);
        // One was deleted while the rows were read: its texts are there, its values have no field.
        if (copied.length < ofColumns.length) return undefined;
        const from = rowsOf(read);
        return writeValues(
          copied,
          ofRows.map((row) => copied.map(({ id }) => from.rowAt(row)?.cells[id])),
        );
      }}
      readValues={readValues}
      onEdits={(edits, source, read) => {
        const outcome = applyEdits(edits, targetOf(read));
        // An editor says it beside its text; a key or a press has no other place.
        if (source !== 'editor' && outcome && !outcome.ok) showToast({ title: outcome.message });
        return outcome;
      }}
      onPaste={(paste, read) =>
        pasteCells(paste, {
          ...targetOf(read),
          findTitled: (tableId, titles, signal) => findTitled(base.id, tableId, titles, signal),
          offerLinked: (tableId) => newLinked(tableId, { base, reader, session, mayEdit }),
          givenIn: cellsIn,
          ...(mayChangeSchema
            ? { addChoices: (field, names) => actions.addChoices(table.id, field, names) }
            : {}),
        })
      }
      onCopyReady={(cells, copy) =>
        showToast({
          title: `${cells.toLocaleString('en')} cells are ready to be copied`,
          action: { label: 'Copy', run: copy },
        })
      }
      onRefused={(message) => showToast({ title: message })}
      onTextLost={(text, { id, title }, why, key) =>
        noteLostText({
          baseId: base.id,
          tableId: table.id,
          field: byId.get(id) ?? { id, name: title },
          text,
          ...(why === undefined ? {} : { refusal: why }),
          ...(key === undefined || !rows.isGone(key) ? { left: true } : {}),
          ...(table.fields.some((field) => field.id === id)
            ? { hidden: !fields.some((one) => one.id === id) }
            : {}),
        })
      }
      onUndo={() => records.undo()}
      onRedo={() => records.redo()}
      onAddRecord={mayEdit ? (_, group) => onAddRecord(group) : undefined}
      onCollapse={heads.collapsed.set}
      onDeleteRows={mayEdit ? (ids) => records.delete(table.id, ids) : undefined}
      onMoveToGroup={mayEdit ? onMoveToGroup : undefined}
      onSummaryMenu={
        view && mayArrange
          ? (column, rect) => {
              const field = byId.get(column.id);
              if (field) onSummaryMenu(field, rect);
            }
          : undefined
      }
      onAddColumn={onAddField}
      onColumnResize={(column, width, final) => {
        if (final && view && mayArrange) {
          void actions.changeView(table.id, view.id, {
            columnWidths: { [column.id]: Math.round(width) },
          });
        }
      }}
      onColumnMenu={(column, rect) => {
        const field = byId.get(column.id);
        if (field) onFieldMenu(field, rect);
      }}
      onColumnRename={(column, rect) => {
        const field = byId.get(column.id);
        if (field && mayChangeSchema) onFieldEdit(field, rect);
      }}
      onExpandRow={(row) => {
        const record = rows.rowAt(row);
        if (record) onExpand(record.id);
      }}
      onCellMenu={(position, point) => onRowMenu(position.row, point)}
      onOpenLink={(href) => {
        if (/^(https?|mailto|tel):/.test(href)) window.open(href, '_blank', 'noopener,noreferrer');
        else showToast({ title: 'That is not a web address' });
      }}
      onAnnounce={announce}
      onSelectionChange={tellCursor}
      renderEditor={(editor) => {
        const field = byId.get(editor.column.id);
        if (!field) return null;
        return (
          <CellEditor
            key={`${base.id}${String(editor.id)}`}
            grid={editor}
            field={field}
            cell={rows.cellAt(editor.row, field.id)}
          />
        );
      }}
      renderStatus={(summary, selection) => (
        <GridStatus
          count={open.count}
          note={rowNote ?? open.unread?.why ?? (heads.isTooMany ? TOO_MANY_GROUPS : undefined)}
          summary={summary}
          selection={selection}
          reading={reading}
          tableId={table.id}
          onDeleted={() => grid.current?.focus()}
        />
      )}
      empty={
        open.unread !== null ? (
          <EmptyState
            title="The records cannot be read"
            action={<Button onClick={() => rows.retryNow()}>Try again</Button>}
          >
            {open.unread.why}
          </EmptyState>
        ) : isSettled && isFiltered ? (
          <EmptyState
            title="No records match the filter"
            action={
              view && mayArrange ? (
                <Button
                  onClick={() =>
                    void actions.changeView(table.id, view.id, {
                      filter: BARE_SETTINGS.filter,
                      filterFormula: BARE_SETTINGS.filterFormula,
                    })
                  }
                >
                  Remove the filter
                </Button>
              ) : null
            }
          >
            Records that match it show here as soon as there are some.
          </EmptyState>
        ) : isSettled ? (
          <EmptyState
            title="No records yet"
            action={
              mayEdit ? (
                <Button
                  look="primary"
                  icon={<Plus size={16} strokeWidth={2} aria-hidden="true" />}
                  onClick={() => onAddRecord()}
                >
                  Add a record
                </Button>
              ) : null
            }
          >
            {`Each record is one row.${mayEdit ? ' Add the first, or paste rows from a spreadsheet.' : ''}`}
          </EmptyState>
        ) : undefined
      }
    />
  );
}
