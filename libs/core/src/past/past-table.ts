import type { RawCell, RecordChanges } from '@pyairtable/contracts';

/** A deleted record as the log keeps it. */
export type LoggedRecord = NonNullable<RecordChanges['deleted']>[number] & {
  createdTime: string;
  createdBy: string | null;
};

interface PastRecord {
  /** Cells that are other by now, or were for a while. */
  cells: Map<string, RawCell>;
  /** Ids of the fields that the log changes first: after these the fields that watch them are others too. */
  changed: Set<string>;
  /** The log deletes it: it was there, with all its cells. */
  deleted?: LoggedRecord;
  /** The log creates it first: it was not there. */
  created?: true;
}

/**
 * What the log after a moment says of the moment, for one table: told entry by entry, in their order, it keeps of each record
 * and cell what is said first. Whatever it does not mention is as it is now.
 */
export class PastTable {
  readonly records = new Map<string, PastRecord>();
  private readonly ended = new Set<string>();

  /** An entry tells of the table's records. */
  tell({ created = [], updated = [], deleted = [] }: RecordChanges): void {
    for (const { id } of created) if (!this.records.has(id)) this.record(id).created = true;
    for (const { id, before } of updated) {
      const past = this.remember(id, before);
      for (const fieldId of Object.keys(before)) past?.changed.add(fieldId);
    }
    for (const record of deleted) {
      const past = this.remember(record.id, record.before);
      if (past) past.deleted = record as LoggedRecord;
    }
  }

  /** An entry makes the cells of a field others, all at once: they were these, by record, and empty where none is given. */
  end(fieldId: string, cells: Iterable<Record<string, RawCell>>): void {
    for (const some of cells)
      for (const [id, cell] of Object.entries(some)) this.remember(id, { [fieldId]: cell });
    this.ended.add(fieldId);
  }

  /** The cells of the field are not those of the moment, wherever they stand now. */
  hasEnded(fieldId: string): boolean {
    return this.ended.has(fieldId);
  }

  /** The cell at the moment of a record that was there; `now` is what it is by now. */
  cell(recordId: string, fieldId: string, now: RawCell): RawCell {
    const past = this.records.get(recordId);
    const told = past?.cells.get(fieldId);
    if (told !== undefined) return told;
    return past?.deleted || this.ended.has(fieldId) ? null : now;
  }

  private record(id: string): PastRecord {
    const past = this.records.get(id) ?? { cells: new Map<string, RawCell>(), changed: new Set<string>() };
    this.records.set(id, past);
    return past;
  }

  private remember(id: string, before: Record<string, RawCell>): PastRecord | undefined {
    const past = this.record(id);
    if (past.created || past.deleted) return undefined;
    for (const [fieldId, cell] of Object.entries(before))
      if (!past.cells.has(fieldId) && !this.ended.has(fieldId)) past.cells.set(fieldId, cell);
    return past;
  }
}
