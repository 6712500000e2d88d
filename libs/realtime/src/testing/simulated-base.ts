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
import {
  BaseModel,
  fieldModel,
  mergeUpdates,
  planRawCells,
  requireLevel,
  TableModel,
} from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import type { RoomUser } from '../room/ports';

type Person = Pick<RoomUser, 'userId' | 'resources'>;

type Cells = Record<string, RawCell>;

interface StoredRow {
  id: string;
  n: number;
  createdTime: string;
  cells: Cells;
}

/** What the log keeps of a deleted record beyond what readers are told. */
type Deleted = NonNullable<RecordChanges['deleted']>[number] & Pick<StoredRow, 'createdTime'>;

export const BASE_ID = 'appSimulation0000';
export const TABLE_ID = 'tblSimulation0000';
export const FIELDS: Field[] = [
  { id: 'fldAlpha000000000', name: 'Alpha', type: 'singleLineText' },
  { id: 'fldBeta0000000000', name: 'Beta', type: 'number', options: { precision: 0 } },
  {
    id: 'fldModified000000',
    name: 'Modified by',
    type: 'lastModifiedBy',
    options: { referencedFieldIds: [] },
  },
];
export const [ALPHA, BETA, MODIFIED] = FIELDS.map(({ id }) => id) as [string, string, string];
const SCHEMA_VERSION = 1;

const TABLE = new TableModel({
  id: TABLE_ID,
  baseId: BASE_ID,
  name: 'Simulation',
  primaryFieldId: ALPHA,
  fields: FIELDS.map((field) => fieldModel(field)),
  views: [],
});
const BASE = new BaseModel({
  id: BASE_ID,
  workspaceId: 'wspSimulation0000',
  name: 'Simulation',
  color: 'blue',
  icon: 'table',
  schemaVersion: SCHEMA_VERSION,
  tables: [TABLE],
  members: [],
});

/** What the store promises, in memory: one table, the log written with each op that changes something, ops idempotent by id. */
export class SimulatedBase {
  readonly log: Change[] = [];
  readonly levels = new Map<string, PermissionLevel>();
  #rows: StoredRow[] = [];
  #results = new Map<string, { userId: string; op: string; result: OpResult }>();
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
    const { head } = this;
    if (after > head || after + 1 < this.#kept) return { changes: null, head };
    return { changes: structuredClone(this.log.slice(after, after + limit)).map(delivered), head };
  }

  levelOf({ userId, resources }: Person): PermissionLevel {
    if (resources !== null && !resources.includes(BASE_ID)) return 'none';
    return this.levels.get(userId) ?? 'none';
  }

  execute(user: Person, op: Op): OpResult {
    requireLevel(this.levelOf(user), 'edit');
    const { userId } = user;
    const text = JSON.stringify(op);
    const done = this.#results.get(op.id);
    if (done) {
      if (done.userId === userId && done.op === text) return done.result;
      throw appError('INVALID_REQUEST_UNKNOWN', 'Another op was carried out under this op id');
    }
    const { changes, recordIds } = this.#carryOut(op, userId);
    if (changes.updated?.length !== 0) {
      const seq = this.head + 1;
      const at = new Date(seq).toISOString();
      this.log.push({ seq, at, actor: userId, source: 'client', opId: op.id, changes: [changes] });
    }
    const result = { opId: op.id, seq: this.head, recordIds };
    this.#results.set(op.id, { userId, op: text, result });
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

  /** Some cells of some records, in the order named; those that are gone are left out. */
  rows(ids: readonly string[], fields: readonly string[]): Row[] {
    return ids.flatMap((id) => {
      const row = this.#find(id);
      if (!row) return [];
      const cells = Object.entries(row.cells).filter(([fieldId]) => fields.includes(fieldId));
      return asRow({ ...row, cells: Object.fromEntries(cells) });
    });
  }

  all(sorted: boolean): Row[] {
    return (sorted ? this.#sorted() : this.#rows).map(asRow);
  }

  #sorted(): StoredRow[] {
    const key = ({ cells }: StoredRow) => String(cells[ALPHA] ?? '');
    return [...this.#rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.n - b.n));
  }

  #carryOut(op: Op, userId: string): { changes: RecordChanges; recordIds: string[] } {
    if (op.kind === 'records.restore') return this.#restore(op.seq, userId);
    BASE.table(op.tableId);
    if (op.kind === 'records.create') return this.#create(op.records, userId);
    if (op.kind === 'records.update') return this.#update(op.records, userId);
    return this.#delete([...new Set(op.recordIds)]);
  }

  #create(records: readonly { id?: string; cells: Cells }[], userId: string) {
    const planned = records.map(({ id = newId('record'), cells }) => ({
      id,
      cells: planRawCells(cells, TABLE, BASE),
    }));
    this.#requireFree(planned.map(({ id }) => id));
    const named = TABLE.fields.map(({ id }) => id).filter((id) => planned.some(({ cells }) => id in cells));
    const created = planned.map(({ id, cells }) => {
      const n = this.#late.shift() ?? this.#nextN++;
      const createdTime = new Date(n).toISOString();
      this.#insert({ id, n, createdTime, cells: filled({ ...cells, [MODIFIED]: userId }) });
      return { id, n, createdTime, cells: only(cells, named) };
    });
    const changes: RecordChanges = { kind: 'records', tableId: TABLE_ID, created: created.sort(byNumber) };
    return { changes, recordIds: planned.map(({ id }) => id) };
  }

  #update(records: readonly { id: string; cells: Cells }[], userId: string) {
    const ids = records.map(({ id }) => id);
    this.#require(ids);
    const planned = mergeUpdates(
      records.map(({ id, cells }) => ({ id, cells: planRawCells(cells, TABLE, BASE) })),
    );
    const changed = planned.flatMap(({ id, cells }) => {
      const row = this.#find(id) as StoredRow;
      const others = Object.keys(cells).filter((fieldId) => (row.cells[fieldId] ?? null) !== cells[fieldId]);
      if (others.length === 0) return [];
      const update = { id, before: only(row.cells, others), after: only(cells, others) };
      row.cells = filled({ ...row.cells, ...cells, [MODIFIED]: userId });
      return [{ n: row.n, update }];
    });
    const updated = changed.sort(byNumber).map(({ update }) => update);
    const changes: RecordChanges = { kind: 'records', tableId: TABLE_ID, updated };
    return { changes, recordIds: ids };
  }

  #delete(ids: string[]) {
    const rows = this.#require(ids).sort(byNumber);
    this.#rows = this.#rows.filter(({ id }) => !ids.includes(id));
    const deleted = rows.map(({ id, n, createdTime, cells }) => ({
      id,
      n,
      createdTime,
      before: stored(cells),
    }));
    const changes: RecordChanges = { kind: 'records', tableId: TABLE_ID, deleted };
    return { changes, recordIds: ids };
  }

  #restore(seq: number, userId: string) {
    const part = this.log[seq - 1]?.changes[0];
    const deleted = part?.kind === 'records' ? (part.deleted as Deleted[] | undefined) : undefined;
    if (!deleted) throw appError('MODEL_ID_NOT_FOUND');
    this.#requireFree(deleted.map(({ id }) => id));
    const created = deleted.map(({ before, ...row }) => ({ ...row, cells: before }));
    for (const { cells, ...row } of created)
      this.#insert({ ...row, cells: filled({ ...cells, [MODIFIED]: userId }) });
    const changes: RecordChanges = { kind: 'records', tableId: TABLE_ID, created };
    return { changes, recordIds: created.map(({ id }) => id) };
  }

  #require(ids: readonly string[]): StoredRow[] {
    return ids.map((id) => {
      const row = this.#find(id);
      if (!row) throw appError('MODEL_ID_NOT_FOUND');
      return row;
    });
  }

  #requireFree(ids: readonly string[]): void {
    if (ids.some((id) => this.#find(id)))
      throw appError('INVALID_REQUEST_UNKNOWN', 'A record with this id already exists');
  }

  #insert(row: StoredRow): void {
    this.#rows = [...this.#rows, row].sort((a, b) => a.n - b.n);
  }

  #find(recordId: string): StoredRow | undefined {
    return this.#rows.find(({ id }) => id === recordId);
  }
}

const byNumber = (a: { n: number }, b: { n: number }) => a.n - b.n;

const filled = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null));

const only = (cells: Cells, fields: readonly string[]): Cells =>
  Object.fromEntries(fields.map((id) => [id, cells[id] ?? null]));

/** The cells that the log keeps of a record that goes: those that were written, null where empty. */
const stored = (cells: Cells): Cells => only(cells, [ALPHA, BETA]);

/** The entry as readers get it, with the cells that it does not name and that show something else now. */
function delivered(change: Change): Change {
  const updates = change.changes.some((part) => part.kind === 'records' && part.updated !== undefined);
  return updates ? { ...change, affected: { [TABLE_ID]: [MODIFIED] } } : change;
}

const asRow = ({ id, n, createdTime, cells }: StoredRow): Row => ({
  id,
  n,
  createdTime,
  cells: { ...cells } as Record<string, RowCell>,
});
