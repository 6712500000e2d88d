import { type Field, type RawCell, rawCellOf, sameCell, type Table } from '@pyairtable/contracts';
import type { CellEdit, EditOutcome } from '@pyairtable/grid';
import type { BegunAct, ShownRow, TableRows } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import type { Reader } from '@/cells/cell-context';
import { editedCell } from '@/cells/edit-value';
import { NOT_LOADED, whyOne } from '@/cells/why-refused';
import type { LinkedToMake } from '@/cells/offered-link';
import { isLaterValue, type LaterValue } from '@/cells/later-value';
import type { RecordActions } from './record-actions';

const NOTHING_KNOWN: ShownRow['cells'] = {};

export interface EditTarget {
  table: Table;
  rows: Pick<TableRows, 'rowAt'>;
  reader: Reader;
  records: Pick<RecordActions, 'update' | 'paste' | 'begin' | 'isExpecting'>;
  /** A field of the table as the page knows it by now. */
  fieldNow?: (fieldId: string) => Field | undefined;
  /** A record as it is shown by now, where it is. */
  recordNow?: (recordId: string) => ShownRow | undefined;
  /** What this is part of, where that was begun before. */
  act?: BegunAct | undefined;
}

/**
 * Writes what the grid offers, as one act. A single cell that does not fit is refused with its reason; of several, those
 * that fit are written and a toast counts the rest.
 */
export function applyEdits(edits: readonly CellEdit[], target: EditTarget): EditOutcome {
  let outcome: EditOutcome = { ok: true };
  const apply = () => void (outcome = applied(edits, target));
  if (target.act) target.act.do(apply);
  else apply();
  return outcome;
}

function applied(edits: readonly CellEdit[], target: EditTarget): EditOutcome {
  const { table, rows, reader, records, fieldNow, recordNow, act } = target;
  const written = new Map<string, Record<string, RawCell>>();
  const titles: Record<string, string> = {};
  const linked: LinkedToMake[] = [];
  const dropped = new Map<Field, string[]>();
  let refusal: string | null = null;
  let refused = 0;
  for (const { row, column, value, key } of edits) {
    const at = key === undefined ? rows.rowAt(row) : { id: key, cells: NOTHING_KNOWN };
    // Of a record of which a late act knows something it may know what was.
    const record = at && ((act || key !== undefined ? recordNow?.(at.id) : undefined) ?? at);
    const field = fieldNow?.(column.id) ?? table.fields.find(({ id }) => id === column.id);
    if (!record || !field) {
      refused += 1;
      refusal ??= NOT_LOADED;
      continue;
    }
    if (value.type === 'value' && isLaterValue(value.value)) {
      void writeLater({ row, column, key: record.id }, value.value, target);
      continue;
    }
    const source = value.type === 'copy' ? table.fields.find(({ id }) => id === value.columnId) : undefined;
    const sourceRow = value.type === 'copy' ? rows.rowAt(value.row) : undefined;
    const shown = record.cells[field.id];
    const edited = editedCell(
      value,
      field,
      shown,
      reader,
      source && sourceRow ? { field: source, cell: sourceRow.cells[source.id] } : undefined,
    );
    if (!edited.ok) {
      refused += 1;
      refusal ??= edited.message;
      continue;
    }
    // A record that is out of reach is written to as it is, and so is one to which something else may be about to be done.
    const isKnown = record.cells !== NOTHING_KNOWN && !records.isExpecting;
    if (isKnown && sameCell(edited.cell, rawCellOf(shown))) continue;
    written.set(record.id, { ...written.get(record.id), [field.id]: edited.cell });
    Object.assign(titles, edited.titles);
    linked.push(...(edited.linked ?? []));
    if (edited.dropped) dropped.set(field, [...(dropped.get(field) ?? []), ...edited.dropped]);
  }
  if (written.size > 0) {
    records.update(
      table.id,
      [...written].map(([id, cells]) => ({ id, cells })),
      titles,
      linked,
    );
  }
  for (const [field, titles] of dropped) showToast({ title: whyOne(field, [...new Set(titles)]) });
  if (refusal === null) return { ok: true };
  if (edits.length === 1) return { ok: false, message: refusal };
  showToast({
    title: refused === 1 ? '1 cell was left as it was' : `${String(refused)} cells were left as they were`,
    description: refusal,
  });
  return { ok: true };
}

async function writeLater(
  cell: Pick<CellEdit, 'row' | 'column'> & { key: string },
  { later, opened, joins }: LaterValue,
  target: EditTarget,
): Promise<void> {
  const act = target.records.begin(target.table.id, undefined, joins);
  try {
    const valueFor = await later;
    if (!valueFor) return;
    const record = target.recordNow?.(cell.key);
    const value = valueFor(record ? record.cells[cell.column.id] : opened);
    const outcome = applyEdits([{ ...cell, value: { type: 'value', value } }], { ...target, act });
    if (outcome && !outcome.ok) showToast({ title: outcome.message });
  } finally {
    act.end();
  }
}
