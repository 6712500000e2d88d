import type { Change, Field, RawCell, RecordChanges, Row, RowCell } from '@pyairtable/contracts';
import { filledBy } from '@pyairtable/field-types';
import { linkFieldIds, withCells } from './raw-cells';

type Created = NonNullable<RecordChanges['created']>[number];

/** Turns entries of the log into rows and cells as windows show them. */
export interface LoggedRows {
  /** Fields whose cells follow from the entries themselves. */
  readonly derived: ReadonlySet<string>;
  created(entry: Created, change: Change): Row;
  /** Cells of a row after `written` was written to it. */
  updated(
    shown: Readonly<Record<string, RowCell>>,
    written: Readonly<Record<string, RawCell>>,
    change: Change,
  ): Record<string, RowCell>;
}

/**
 * The log names only what was written; what every record knows of its own making and last change follows from the
 * entry itself, so those cells need no reading.
 */
export function loggedRows(fields: readonly Field[]): LoggedRows {
  const links = linkFieldIds(fields);
  const system = fields.flatMap((field) => {
    const filled = filledBy(field);
    return filled && filled.from !== 'counter' ? [{ id: field.id, filled }] : [];
  });
  return {
    derived: new Set(system.map(({ id }) => id)),
    created(entry, change) {
      const made: Record<string, RawCell> = {};
      for (const { id, filled } of system) {
        made[id] = filled.value === 'time' ? entry.createdTime : change.actor;
      }
      const cells = withCells({}, { ...made, ...entry.cells }, links, change.titles);
      return { id: entry.id, n: entry.n, createdTime: entry.createdTime, cells };
    },
    updated(shown, written, change) {
      const stamps: Record<string, RawCell> = {};
      for (const { id, filled } of system) {
        if (filled.from !== 'change') continue;
        const { watched, value } = filled;
        if (watched.length > 0 && !watched.some((fieldId) => fieldId in written)) continue;
        stamps[id] = value === 'time' ? change.at : change.actor;
      }
      return withCells(shown, { ...stamps, ...written }, links, change.titles);
    },
  };
}
