import type { Change, Field, RawCell, RecordChanges, Row, Table } from '@pyairtable/contracts';
import type { OwnFormulas } from '@pyairtable/core';
import { fieldType, filledBy } from '@pyairtable/field-types';
import { linkFieldIds, withCells } from './raw-cells';

type Created = NonNullable<RecordChanges['created']>[number];

/** Turns entries of the log into rows and cells as windows show them. */
export interface LoggedRows {
  /** Whether an entry that tells of a new record says all of its cells; else it is to be read. */
  isWhole(): boolean;
  /** Whether the field's cells follow from what the entries say of their record. */
  follows(fieldId: string): boolean;
  /** Fields whose cells may show something else after the change without following from it: they are to be read again. */
  unsaid(change: Change): string[];
  created(entry: Created, change: Change): Row;
  /** The row after `written` was written to it. */
  updated(row: Row, written: Readonly<Record<string, RawCell>>, change: Change): Row;
  /** Fields of a record whose cells show something else once these are written, themselves among them. */
  changedBy(fieldIds: readonly string[]): string[];
}

/**
 * The log names only what was written. What every record knows of its own making and last change follows from the entry
 * itself, and so do formulas over its own cells: those need no reading.
 */
export function loggedRows(
  { id: tableId, fields }: Pick<Table, 'id' | 'fields'>,
  formulas: () => OwnFormulas,
): LoggedRows {
  const links = linkFieldIds(fields);
  const computed = fields.filter(isComputed).map(({ id }) => id);
  const system = fields.flatMap((field) => {
    const filled = filledBy(field);
    return filled && 'value' in filled ? [{ id: field.id, filled }] : [];
  });
  const constant = fields.flatMap((field) => {
    // Of other fields the options may not be known here.
    if (filledBy(field)?.from !== 'options') return [];
    const storage = fieldType(field.type).storage(field.options);
    return storage.kind === 'constant' ? [[field.id, storage.cell] as const] : [];
  });
  /** What tells of a record's last change, of those that these fields are a change for. */
  const stampsOf = (fieldIds: readonly string[]) =>
    system.flatMap(({ id, filled }) => {
      if (filled.from !== 'change') return [];
      const { watched, value } = filled;
      const isMeant = watched.length === 0 || watched.some((fieldId) => fieldIds.includes(fieldId));
      return isMeant ? [{ id, value }] : [];
    });
  const said = new Set([...system.map(({ id }) => id), ...constant.map(([id]) => id)]);
  const follows = (id: string) => said.has(id) || formulas().isClosed(id);
  return {
    follows,
    isWhole: () => computed.every((id) => formulas().has(id)),
    unsaid({ affected, changes }) {
      const ids = affected?.[tableId] ?? [];
      // What a formula is made of may be another thing than is known here.
      if (changes.some(({ kind }) => kind === 'schema')) return ids;
      return ids.filter((id) => !follows(id));
    },
    created({ id, n, createdTime, cells: entry }, change) {
      const made: Record<string, RawCell> = {};
      for (const { id: fieldId, filled } of system) {
        made[fieldId] = filled.value === 'time' ? createdTime : change.actor;
      }
      const same = Object.fromEntries(constant);
      const cells = withCells(same, { ...made, ...entry }, links, change.titles);
      return { id, n, createdTime, cells: formulas().cells({ id, createdTime, cells }) };
    },
    updated(row, written, change) {
      const stamps: Record<string, RawCell> = {};
      for (const { id, value } of stampsOf(Object.keys(written)))
        stamps[id] = value === 'time' ? change.at : change.actor;
      const all = { ...stamps, ...written };
      const cells = withCells(row.cells, all, links, change.titles);
      return { ...row, cells: formulas().cells({ ...row, cells }, Object.keys(all)) };
    },
    changedBy(fieldIds) {
      const ids = [...fieldIds, ...stampsOf(fieldIds).map(({ id }) => id)];
      return [...ids, ...formulas().dependents(ids)];
    },
  };
}

/** Whether the field's cells are computed as they are read. */
export const isComputed = ({ type }: Pick<Field, 'type'>): boolean => fieldType(type).family === 'query';
