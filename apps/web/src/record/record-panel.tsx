'use client';
import { type Field, rawCellOf, sameCell, type Table, type View } from '@pyairtable/contracts';
import {
  Button,
  EmptyState,
  FieldIcon,
  IconButton,
  Menu,
  MenuItem,
  showToast,
  Skeleton,
} from '@pyairtable/ui';
import { ChevronDown, ChevronUp, Ellipsis, History, Link2, Trash2, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { basePath } from '@/base/base-path';
import { useBase } from '@/base/base-context';
import type { GroupHeads } from '@/base/use-group-heads';
import type { OpenRows } from '@/base/use-table-rows';
import { cellText, isComputed } from '@/cells/cell-context';
import { editedCell } from '@/cells/edit-value';
import { copyText } from '@/shell/copy-text';
import { SavesAtOnce } from '@/typed-text/saves-at-once';
import { FieldsInOrder } from './fields-in-order';
import { RecordHistoryList } from './record-history';
import { PLACE_GONE } from './record-input';
import { RECORD_INPUTS } from './record-inputs';
import { RequiredMark } from './required-mark';
import { useIsWritable } from './use-is-writable';
import { useRecord } from './use-record';
import { useRecordBeside } from './use-record-beside';

/** One record with all its fields: beside the grid, or over the whole screen where it is narrow. */
export function RecordPanel({
  table,
  view,
  open,
  heads,
  recordId,
  onRecord,
  onClose,
}: {
  table: Table;
  /** Whose order the fields have. */
  view?: View | undefined;
  open: OpenRows;
  heads: GroupHeads;
  recordId: string;
  /** Opens another, at a row of the view. */
  onRecord: (recordId: string, row: number) => void;
  onClose: () => void;
}) {
  const { base, session, reader, records, actions, mayEdit } = useBase();
  const { rows } = open;
  const { record, missing } = useRecord(open, recordId);
  const isWritable = useIsWritable(table.id);
  const [showsHistory, setShowsHistory] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const { hasPrevious, hasNext, step } = useRecordBeside(open, heads, recordId, onRecord);

  // In the tick it opens: keys pressed next must not go to the grid beside it.
  useLayoutEffect(() => {
    panel.current?.focus();
  }, [recordId]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.altKey && event.key === 'ArrowUp' && hasPrevious) void step(-1);
      else if (event.altKey && event.key === 'ArrowDown' && hasNext) void step(1);
      else return;
      event.preventDefault();
    };
    const element = panel.current;
    element?.addEventListener('keydown', press);
    return () => element?.removeEventListener('keydown', press);
  }, [hasPrevious, hasNext, step]);

  const cellNow = ({ id }: Field) => (session.recordOf(table.id, recordId) ?? record)?.cells[id];
  const beginPick = (joins: boolean) => {
    // The panel may be gone by the time it is known: it joins what the record is then.
    const forget = rows.keep(recordId, () => undefined);
    const act = records.begin(table.id, undefined, joins);
    return {
      do: act.do,
      end() {
        act.end();
        forget();
      },
    };
  };
  const primary = table.fields.find(({ id }) => id === table.primaryFieldId);
  const title = record && primary ? cellText(reader, primary, record.cells[primary.id]) : '';
  const copyLink = async () => {
    const link = location.origin + basePath(base.id, { tableId: table.id, recordId });
    if (await copyText(link)) showToast({ title: 'Link copied' });
  };

  return (
    <section
      ref={panel}
      data-region=""
      tabIndex={-1}
      aria-label={`Record ${title || 'without a name'}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      className="flex w-[480px] max-w-full shrink-0 flex-col border-s border-n6 bg-n1 outline-none max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-10 max-lg:shadow-dialog max-md:fixed max-md:inset-0 max-md:z-20 max-md:w-auto max-md:border-0"
    >
      <header className="flex h-11 shrink-0 items-center gap-1 border-b border-n6 px-2">
        <IconButton
          label="Previous record"
          shortcut="Alt ↑"
          disabled={!hasPrevious}
          onClick={() => void step(-1)}
        >
          <ChevronUp size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
        <IconButton label="Next record" shortcut="Alt ↓" disabled={!hasNext} onClick={() => void step(1)}>
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
        <span className="ms-1 min-w-0 flex-1 truncate text-sm text-n11">{table.name}</span>
        <IconButton
          label="History"
          aria-pressed={showsHistory}
          onClick={() => setShowsHistory((shown) => !shown)}
        >
          <History size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
        <Menu
          label="Record"
          align="end"
          trigger={
            <IconButton label="More">
              <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuItem icon={<Link2 size={16} strokeWidth={1.5} />} onSelect={() => void copyLink()}>
            Copy link
          </MenuItem>
          {mayEdit && record ? (
            <MenuItem
              danger
              icon={<Trash2 size={16} strokeWidth={1.5} />}
              onSelect={() => {
                onClose();
                records.delete(table.id, [recordId]);
              }}
            >
              Delete record
            </MenuItem>
          ) : null}
        </Menu>
        <IconButton label="Close" shortcut="Esc" onClick={onClose}>
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-5 pb-10">
        {missing ? (
          <EmptyState
            title="This record is gone"
            action={<Button onClick={onClose}>Back to the table</Button>}
          >
            It was deleted, or the link points to another table.
          </EmptyState>
        ) : (
          <SavesAtOnce value>
            <h2 className="mb-5 text-lg font-semibold tracking-tight break-words text-n12">
              {record ? title || 'Unnamed record' : <Skeleton className="h-7 w-2/3" />}
            </h2>
            {showsHistory ? (
              <RecordHistoryList key={recordId} table={table} recordId={recordId} record={record} />
            ) : null}
            <FieldsInOrder table={table} view={view} hidden={showsHistory}>
              {(field) => {
                const Input = RECORD_INPUTS[field.type];
                const readOnly = !mayEdit || isComputed(field);
                return (
                  <div key={field.id}>
                    <dt
                      className="mb-1 flex items-center gap-1.5 text-xs font-medium text-n11"
                      id={`label-${field.id}`}
                      title={field.description}
                    >
                      <FieldIcon type={field.type} size={14} />
                      {field.name}
                      {field.rules?.required ? <RequiredMark /> : null}
                    </dt>
                    <dd>
                      {record ? (
                        <Input
                          key={recordId}
                          field={field}
                          cell={record.cells[field.id]}
                          readOnly={readOnly}
                          why={() => rows.whyFault(record, field.id)}
                          write={(value) => {
                            if (rows.isGone(recordId) || !isWritable(field.id)) return PLACE_GONE;
                            const shown = cellNow(field);
                            const edited = editedCell(
                              value,
                              actions.fieldOf(table.id, field.id) ?? field,
                              shown,
                              reader,
                            );
                            if (!edited.ok) return edited.message;
                            if (records.isExpecting || !sameCell(edited.cell, rawCellOf(shown))) {
                              records.update(
                                table.id,
                                [{ id: recordId, cells: { [field.id]: edited.cell } }],
                                edited.titles,
                                edited.linked,
                              );
                            }
                            return null;
                          }}
                          late={{ begin: beginPick, now: () => cellNow(field) }}
                        />
                      ) : (
                        <Skeleton className="h-8 w-full" />
                      )}
                    </dd>
                  </div>
                );
              }}
            </FieldsInOrder>
          </SavesAtOnce>
        )}
      </div>
    </section>
  );
}
