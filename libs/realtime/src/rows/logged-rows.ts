import type { Change, Field, RawCell, RecordChanges, Row, RowCell } from '@pyairtable/contracts';
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
  const system = fields.filter(({ type }) =>
    ['createdTime', 'createdBy', 'lastModifiedTime', 'lastModifiedBy'].includes(type),
  );
  return {
    derived: new Set(system.map(({ id }) => id)),
    created(entry, change) {
      const made: Record<string, RawCell> = {};
      for (const { id, type } of system) {
        made[id] = type === 'createdTime' || type === 'lastModifiedTime' ? entry.createdTime : change.actor;
      }
      const cells = withCells({}, { ...made, ...entry.cells }, links, change.titles);
      return { id: entry.id, n: entry.n, createdTime: entry.createdTime, cells };
    },
    updated(shown, written, change) {
      const stamps: Record<string, RawCell> = {};
      for (const { id, type, options } of system) {
        if (type === 'createdTime' || type === 'createdBy') continue;
        const watched = (options?.['referencedFieldIds'] as string[] | undefined) ?? [];
        if (watched.length > 0 && !watched.some((fieldId) => fieldId in written)) continue;
        stamps[id] = type === 'lastModifiedTime' ? change.at : change.actor;
      }
      return withCells(shown, { ...stamps, ...written }, links, change.titles);
    },
  };
}
