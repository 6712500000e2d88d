import {
  appError,
  type Change,
  type Field,
  isTextList,
  type Op,
  type OpResult,
  type PermissionLevel,
  type RawCell,
  type RecordChanges,
  type Row,
  type RowWindow,
  sameCell,
  textsOf,
  type Table,
  type ViewGroups,
} from '@pyairtable/contracts';
import {
  affectedCells,
  type BaseModel,
  mergeUpdates,
  planRawCells,
  putBack,
  requireLevel,
  shownModel,
  type TableModel,
} from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import type { RoomUser } from '../room/ports';
import {
  ALPHA,
  BETA,
  FIELDS,
  MODIFIED,
  PEERS,
  shownRow,
  type SimulatedRow,
  TABLE_ID,
} from './simulated-fields';

type Person = Pick<RoomUser, 'userId' | 'resources'>;

type Cells = Record<string, RawCell>;

/** What the log keeps of a deleted record beyond what readers are told. */
type Deleted = NonNullable<RecordChanges['deleted']>[number] & Pick<SimulatedRow, 'createdTime'>;

export const BASE_ID = 'appSimulation0000';
const SCHEMA_VERSION = 1;

/** What the store promises, in memory: one table, the log written with each op that changes something, ops idempotent by id. */
export class SimulatedBase {
  readonly log: Change[] = [];
  readonly levels = new Map<string, PermissionLevel>();
  readonly tables: readonly Table[];
  readonly #model: BaseModel;
  readonly #table: TableModel;
  #rows: SimulatedRow[] = [];
  #results = new Map<string, { userId: string; op: string; result: OpResult }>();
  #kept = 1;
  #nextN = 1;
  /** Creation numbers that were taken by transactions that commit later. */
  #late: number[] = [];

  constructor(readonly fields: readonly Field[] = FIELDS) {
    const table = { id: TABLE_ID, name: 'Simulation', primaryFieldId: ALPHA, views: [], recordCount: 0 };
    this.tables = [{ ...table, fields: [...fields] }];
    this.#model = shownModel(this.tables);
    this.#table = this.#model.table(TABLE_ID);
  }

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
    return {
      changes: structuredClone(this.log.slice(after, after + limit)).map((change) => this.#delivered(change)),
      head,
    };
  }

  levelOf({ userId, resources }: Person): PermissionLevel {
    if (resources !== null && !resources.includes(BASE_ID)) return 'none';
    return this.levels.get(userId) ?? 'none';
  }

  execute(user: Person, op: Op): OpResult {
    requireLevel(this.levelOf(user), 'read');
    const { userId } = user;
    const text = JSON.stringify(op);
    const done = this.#results.get(op.id);
    if (done?.userId === userId && done.op === text) return done.result;
    requireLevel(this.levelOf(user), 'edit');
    if (done) {
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
  window(request: { start: number; limit: number; after?: number; sortedBy: string | null }): RowWindow {
    const order = this.#inOrder(request.sortedBy);
    const { after } = request;
    const from = after === undefined ? request.start : order.filter(({ n }) => n <= after).length;
    const rows = order.slice(from, from + request.limit);
    return { seq: this.head, schemaVersion: SCHEMA_VERSION, total: order.length, start: request.start, rows };
  }

  /** Some cells of some records, in the order named; those that are gone are left out. */
  rows(ids: readonly string[], fields: readonly string[]): Row[] {
    return ids.flatMap((id) => {
      const row = this.#find(id);
      if (!row) return [];
      const shown = this.#shown(row);
      const cells = Object.entries(shown.cells).filter(([fieldId]) => fields.includes(fieldId));
      return { ...shown, cells: Object.fromEntries(cells) };
    });
  }

  /** All rows, in the order of a field or in that of their creation. */
  all(sortedBy: string | null): Row[] {
    return this.#inOrder(sortedBy);
  }

  /** Runs of rows that are the same in a field, in its order, and the sum of the numbers that people write. */
  groups(fieldId: string): ViewGroups {
    const rows = this.#inOrder(fieldId);
    const groups: NonNullable<ViewGroups['groups']> = [];
    for (const [at, { cells }] of rows.entries()) {
      const last = groups.at(-1);
      const before = rows[at - 1];
      if (last && before && orderKey(before.cells[fieldId]) === orderKey(cells[fieldId])) last.count += 1;
      else groups.push({ level: 0, cell: cells[fieldId], start: at, count: 1, summaries: {} });
    }
    return {
      seq: this.head,
      schemaVersion: SCHEMA_VERSION,
      groupedBy: [fieldId],
      kinds: { [BETA]: 'sum' },
      total: rows.length,
      summaries: { [BETA]: rows.reduce((sum, { cells }) => sum + Number(cells[BETA] ?? 0), 0) },
      groups,
    };
  }

  #inOrder(fieldId: string | null): Row[] {
    const rows = this.#rows.map((row) => this.#shown(row));
    if (fieldId === null) return rows;
    const key = ({ cells }: Row) => orderKey(cells[fieldId]);
    return rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.n - b.n));
  }

  #shown(row: SimulatedRow): Row {
    return shownRow(row, this.#model, (id) => this.#find(id));
  }

  /** The entry as readers get it: with titles, and what it does not name and shows something else now. */
  #delivered(change: Change): Change {
    const cells = change.changes.flatMap((part) =>
      part.kind === 'records'
        ? [...(part.created ?? []).map((row) => row.cells), ...(part.updated ?? []).map(({ after }) => after)]
        : [],
    );
    const ids = cells.flatMap((row) => (row[PEERS] ?? []) as string[]);
    const titles = ids.flatMap((id) => {
      const peer = this.#find(id);
      return peer ? [[id, String(peer.cells[ALPHA] ?? '')] as const] : [];
    });
    const affected = affectedCells(this.#model, change);
    return {
      ...change,
      ...(titles.length > 0 ? { titles: Object.fromEntries(titles) } : {}),
      ...(Object.keys(affected).length > 0 ? { affected } : {}),
    };
  }

  #carryOut(op: Op, userId: string): { changes: RecordChanges; recordIds: string[] } {
    if (op.kind === 'records.restore') return this.#restore(op.seq, userId);
    this.#model.table(op.tableId);
    if (op.kind === 'records.create') return this.#create(op.records, userId);
    if (op.kind === 'records.update') return this.#update(op.records, userId);
    return this.#delete([...new Set(op.recordIds)], userId);
  }

  #create(records: readonly { id?: string; cells: Cells }[], userId: string) {
    const planned = records.map(({ id = newId('record'), cells }) => ({
      id,
      cells: this.#planned(cells),
    }));
    this.#requireFree(planned.map(({ id }) => id));
    const named = this.#table.fields
      .map(({ id }) => id)
      .filter((id) => planned.some(({ cells }) => id in cells));
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
    const planned = mergeUpdates(records.map(({ id, cells }) => ({ id, cells: this.#planned(cells) })));
    const changed = planned.flatMap(({ id, cells }) => {
      const row = this.#find(id) as SimulatedRow;
      const others = Object.keys(cells).filter(
        (fieldId) => !sameCell(row.cells[fieldId] ?? null, cells[fieldId] ?? null),
      );
      if (others.length === 0) return [];
      const update = { id, before: only(row.cells, others), after: only(cells, others) };
      row.cells = filled({ ...row.cells, ...cells, [MODIFIED]: userId });
      return [{ n: row.n, update }];
    });
    const updated = changed.sort(byNumber).map(({ update }) => update);
    const changes: RecordChanges = { kind: 'records', tableId: TABLE_ID, updated };
    return { changes, recordIds: ids };
  }

  #delete(ids: string[], userId: string) {
    const rows = this.#require(ids).sort(byNumber);
    this.#rows = this.#rows.filter(({ id }) => !ids.includes(id));
    const updated = this.#relinked(this.#rows, (peers) => peers.filter((id) => !ids.includes(id)), userId);
    const deleted = rows.map(({ id, n, createdTime, cells }) => ({
      id,
      n,
      createdTime,
      before: this.#stored(cells),
    }));
    return { changes: changesOf({ deleted, updated }), recordIds: ids };
  }

  /** Other lists of peers for some rows; those that change, as the log tells them. */
  #relinked(
    rows: readonly SimulatedRow[],
    change: (peers: readonly string[], id: string) => readonly string[],
    userId: string,
  ): NonNullable<RecordChanges['updated']> {
    return rows.flatMap((row) => {
      const before = textsOf(row.cells[PEERS] ?? null);
      const after = change(before, row.id);
      if (sameCell([...before], [...after])) return [];
      const cell = (ids: readonly string[]) => (ids.length > 0 ? [...ids] : null);
      row.cells = filled({ ...row.cells, [PEERS]: cell(after), [MODIFIED]: userId });
      return [{ id: row.id, before: { [PEERS]: cell(before) }, after: { [PEERS]: cell(after) } }];
    });
  }

  #restore(seq: number, userId: string) {
    const part = this.log[seq - 1]?.changes.find((change) => change.kind === 'records');
    const deleted = part?.deleted as Deleted[] | undefined;
    if (!deleted) throw appError('MODEL_ID_NOT_FOUND');
    this.#requireFree(deleted.map(({ id }) => id));
    const created = deleted.map(({ before, ...row }) => ({ ...row, cells: before }));
    const back = new Set(created.map(({ id }) => id));
    for (const { cells } of created) if (PEERS in cells) cells[PEERS] = this.#known(cells[PEERS], back);
    const lists = new Map(
      (part?.updated ?? []).map(({ id, before }) => [id, textsOf(before[PEERS] ?? null)]),
    );
    const others = this.#rows.filter(({ id }) => lists.has(id));
    const updated = this.#relinked(
      others,
      (peers, id) => {
        const before = lists.get(id) ?? [];
        const returned = before.filter((peer) => back.has(peer));
        return putBack([...peers, ...returned], before, new Set(returned));
      },
      userId,
    );
    for (const { cells, ...row } of created)
      this.#insert({ ...row, cells: filled({ ...cells, [MODIFIED]: userId }) });
    return { changes: changesOf({ created, updated }), recordIds: created.map(({ id }) => id) };
  }

  #planned(cells: Cells): Cells {
    const planned = planRawCells(cells, this.#table, this.#model);
    const peers = planned[PEERS];
    if (Array.isArray(peers) && this.#known(peers)?.length !== peers.length)
      throw appError('ROW_DOES_NOT_EXIST', 'A linked record is not there');
    return planned;
  }

  /** A link cell without records that are gone. */
  #known(cell: RawCell | undefined, others: ReadonlySet<string> = new Set()): string[] | null {
    const ids =
      Array.isArray(cell) && isTextList(cell) ? cell.filter((id) => others.has(id) || this.#find(id)) : [];
    return ids.length > 0 ? ids : null;
  }

  /** The cells that the log keeps of a record that goes: those that were written, null where empty. */
  #stored(cells: Cells): Cells {
    const written = this.#table.fields.filter(({ behaviour }) => !behaviour.computed);
    return only(
      cells,
      written.map(({ id }) => id),
    );
  }

  #require(ids: readonly string[]): SimulatedRow[] {
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

  #insert(row: SimulatedRow): void {
    this.#rows = [...this.#rows, row].sort((a, b) => a.n - b.n);
  }

  #find(recordId: string): SimulatedRow | undefined {
    return this.#rows.find(({ id }) => id === recordId);
  }
}

/** A list of no records is left out. */
const changesOf = ({
  updated,
  ...lists
}: Pick<RecordChanges, 'created' | 'deleted' | 'updated'>): RecordChanges => ({
  kind: 'records',
  tableId: TABLE_ID,
  ...lists,
  ...(updated?.length ? { updated } : {}),
});

const byNumber = (a: { n: number }, b: { n: number }) => a.n - b.n;

const filled = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null));

const only = (cells: Cells, fields: readonly string[]): Cells =>
  Object.fromEntries(fields.map((id) => [id, cells[id] ?? null]));

const orderKey = (cell: Row['cells'][string] | undefined) =>
  typeof cell === 'number' ? cell : String(cell ?? '');
