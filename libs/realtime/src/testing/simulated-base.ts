import {
  appError,
  type Change,
  type Field,
  type Op,
  type OpResult,
  type PermissionLevel,
  type RawCell,
  type RecordChanges,
  type Row,
  type RowCell,
  type RowWindow,
} from '@pyairtable/contracts';

interface StoredRow {
  id: string;
  n: number;
  createdTime: string;
  cells: Record<string, RawCell>;
}

export const TABLE_ID = 'tblSimulation0000';
export const FIELDS: Field[] = [
  { id: 'fldAlpha000000000', name: 'Alpha', type: 'singleLineText' },
  { id: 'fldBeta0000000000', name: 'Beta', type: 'number' },
  {
    id: 'fldModified000000',
    name: 'Modified by',
    type: 'lastModifiedBy',
    options: { referencedFieldIds: [] },
  },
];
export const [ALPHA, BETA, MODIFIED] = FIELDS.map(({ id }) => id) as [string, string, string];
const SCHEMA_VERSION = 1;

/** What the store promises, in memory: one table, the log written with each op that changes something, ops idempotent by id. */
export class SimulatedBase {
  readonly log: Change[] = [];
  readonly levels = new Map<string, PermissionLevel>();
  #rows: StoredRow[] = [];
  #results = new Map<string, OpResult>();
  #kept = 1;
  #nextN = 1;
  /** Creation numbers that were taken by transactions that commit later. */
  #late: number[] = [];

  get head(): number {
    return this.log.length;
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  ids(): string[] {
    return this.#rows.map(({ id }) => id);
  }

  /** The log forgets all but its last `keep` entries. */
  cut(keep: number): void {
    this.#kept = Math.max(this.#kept, this.head - keep + 1);
  }

  /** The next record's creation number is used by a transaction that commits after others. */
  reserveLate(): void {
    this.#late.push(this.#nextN);
    this.#nextN += 1;
  }

  read(after: number, limit: number): { changes: Change[] | null; head: number } {
    if (after + 1 < this.#kept) return { changes: null, head: this.head };
    return { changes: structuredClone(this.log.slice(after, after + limit)), head: this.head };
  }

  execute(userId: string, op: Op): OpResult {
    const done = this.#results.get(op.id);
    if (done) return done;
    if (this.levels.get(userId) !== 'edit') throw appError('INVALID_PERMISSIONS');
    const changes = this.#carryOut(op, userId);
    if (changes.updated?.length === 0) {
      const idle = { opId: op.id, seq: this.head, recordIds: [] };
      this.#results.set(op.id, idle);
      return idle;
    }
    const seq = this.head + 1;
    this.log.push({
      seq,
      at: new Date(seq).toISOString(),
      actor: userId,
      source: 'client',
      opId: op.id,
      changes: [changes],
    });
    const result = { opId: op.id, seq, recordIds: [] };
    this.#results.set(op.id, result);
    return result;
  }

  /** Rows from `start`, or after the row numbered `after`, which the caller takes for the one before `start`. */
  window(request: { start: number; limit: number; after?: number; sorted: boolean }): RowWindow {
    const order = request.sorted ? this.#sorted() : this.#rows;
    const { after } = request;
    const from = after === undefined ? request.start : order.filter(({ n }) => n <= after).length;
    const rows = order.slice(from, from + request.limit).map(asRow);
    return { seq: this.head, schemaVersion: SCHEMA_VERSION, total: order.length, start: request.start, rows };
  }

  all(sorted: boolean): Row[] {
    return (sorted ? this.#sorted() : this.#rows).map(asRow);
  }

  #sorted(): StoredRow[] {
    const key = ({ cells }: StoredRow) => String(cells[ALPHA] ?? '');
    return [...this.#rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.n - b.n));
  }

  #carryOut(op: Op, userId: string): RecordChanges {
    if (op.kind === 'records.restore') return this.#restore(op.seq);
    const changes: RecordChanges = { kind: 'records', tableId: op.tableId };
    if (op.kind === 'records.create') {
      if (op.records.some(({ id }) => id === undefined || this.#find(id))) throw appError('INVALID_RECORDS');
      changes.created = op.records.map(({ id, cells }) => {
        const n = this.#late.shift() ?? this.#nextN++;
        const row = { id: id as string, n, createdTime: new Date(n).toISOString(), cells: filled(cells) };
        this.#insert({ ...row, cells: { ...row.cells, [MODIFIED]: userId } });
        return row;
      });
    } else if (op.kind === 'records.update') {
      if (op.records.some(({ id }) => !this.#find(id))) throw appError('ROW_DOES_NOT_EXIST');
      changes.updated = op.records.flatMap(({ id, cells }) => {
        const row = this.#find(id) as StoredRow;
        const after = Object.entries(cells).filter(
          ([fieldId, cell]) => (row.cells[fieldId] ?? null) !== cell,
        );
        if (after.length === 0) return [];
        const before = Object.fromEntries(after.map(([fieldId]) => [fieldId, row.cells[fieldId] ?? null]));
        row.cells = filled({ ...row.cells, ...cells, [MODIFIED]: userId });
        return [{ id, before, after: Object.fromEntries(after) }];
      });
    } else {
      const rows = op.recordIds.map((id) => this.#find(id));
      if (rows.includes(undefined)) throw appError('ROW_DOES_NOT_EXIST');
      changes.deleted = (rows as StoredRow[]).map(({ id, n, cells }) => ({ id, n, before: cells }));
      this.#rows = this.#rows.filter(({ id }) => !op.recordIds.includes(id));
    }
    return changes;
  }

  #restore(seq: number): RecordChanges {
    const part = this.log[seq - 1]?.changes[0];
    const deleted = part?.kind === 'records' ? part.deleted : undefined;
    if (!deleted || deleted.some(({ id }) => this.#find(id))) throw appError('INVALID_REQUEST_UNKNOWN');
    const created = deleted.map(({ id, n, before }) => ({
      id,
      n,
      createdTime: new Date(n).toISOString(),
      cells: before,
    }));
    for (const row of created) this.#insert({ ...row, cells: { ...row.cells } });
    return { kind: 'records', tableId: TABLE_ID, created };
  }

  #insert(row: StoredRow): void {
    this.#rows = [...this.#rows, row].sort((a, b) => a.n - b.n);
  }

  #find(recordId: string): StoredRow | undefined {
    return this.#rows.find(({ id }) => id === recordId);
  }
}

const filled = (cells: Record<string, RawCell>): Record<string, RawCell> =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null));

const asRow = ({ id, n, createdTime, cells }: StoredRow): Row => ({
  id,
  n,
  createdTime,
  cells: { ...cells } as Record<string, RowCell>,
});
