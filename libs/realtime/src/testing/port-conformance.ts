import type { Change, Op, OpResult, PermissionLevel, RawCell, Row, RowWindow } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccessReader, ChangeReader, ExecuteOp, RoomUser } from '../room/ports';

/** A base of one empty table behind the ports of a room and of its clients. */
export interface BasePorts {
  tableId: string;
  /** Ids of a text field, of one for whole numbers, and of one that says who changed a record last. */
  text: string;
  number: string;
  changedBy: string;
  log: ChangeReader;
  access: AccessReader;
  execute: ExecuteOp;
  setLevel(userId: string, level: PermissionLevel): Promise<void>;
  /** Rows in creation order, or by the text field. */
  window(request: { start: number; limit: number; after?: number; sorted: boolean }): Promise<RowWindow>;
  rows(ids: string[], fields: string[]): Promise<Row[]>;
  ids(start: number, limit: number): Promise<{ seq: number; ids: string[] }>;
}

type Cells = Record<string, RawCell>;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const person = (name: string): RoomUser => ({ userId: newId('user'), name, resources: null });

const filled = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null));

/**
 * What rooms and clients rely on, whichever base stands behind their ports; run on the simulation and on the store, so
 * that what is proven in the one holds in the other.
 */
export function describePorts(name: string, open: () => Promise<BasePorts>): void {
  describe(`the ports of ${name}`, () => {
    let ports: BasePorts;
    const [ada, ben, eve, nobody] = ['Ada', 'Ben', 'Eve', 'Nobody'].map(person) as [
      RoomUser,
      RoomUser,
      RoomUser,
      RoomUser,
    ];

    const send = (user: RoomUser, op: Op): Promise<OpResult> => ports.execute(user, op);
    const head = async () => (await ports.log.read(0, 1)).head;
    const entries = async (after: number): Promise<Change[]> => {
      const { changes } = await ports.log.read(after, 100);
      return changes as Change[];
    };
    const create = (records: { id?: string; cells: Cells }[]): Op => ({
      id: crypto.randomUUID(),
      kind: 'records.create',
      tableId: ports.tableId,
      records,
    });
    const update = (...records: { id: string; cells: Cells }[]): Op => ({
      id: crypto.randomUUID(),
      kind: 'records.update',
      tableId: ports.tableId,
      records,
    });
    const remove = (...recordIds: string[]): Op => ({
      id: crypto.randomUUID(),
      kind: 'records.delete',
      tableId: ports.tableId,
      recordIds,
    });
    const restore = (seq: number): Op => ({ id: crypto.randomUUID(), kind: 'records.restore', seq });
    const made = async (...cells: Cells[]): Promise<string[]> => {
      const records = cells.map((one) => ({ id: newId('record'), cells: one }));
      return (await send(ada, create(records))).recordIds;
    };
    const window = (sorted = false) => ports.window({ start: 0, limit: 500, sorted });
    const rowOf = async (id: string) =>
      (await ports.rows([id], [ports.text, ports.number, ports.changedBy]))[0];
    const records = (change: Change | undefined) => {
      const [part, ...others] = change?.changes ?? [];
      if (part?.kind !== 'records' || others.length > 0)
        throw new Error('one change of records was expected');
      return part;
    };

    /** The op is refused with the error's type, and nothing has changed. */
    async function isRefused(user: RoomUser, op: Op, type: string): Promise<void> {
      const before = [await head(), (await window()).rows];
      await expect(send(user, op)).rejects.toMatchObject({ type });
      expect([await head(), (await window()).rows]).toEqual(before);
    }

    beforeAll(async () => {
      ports = await open();
      await ports.setLevel(ada.userId, 'edit');
      await ports.setLevel(ben.userId, 'edit');
      await ports.setLevel(eve.userId, 'read');
    });

    it('number what is done without a gap, and tell each change as it was', async () => {
      const start = await head();
      const [one, two] = [newId('record'), newId('record')];
      const first = create([
        { id: one, cells: { [ports.text]: 'one' } },
        { id: two, cells: { [ports.text]: null, [ports.number]: 2 } },
      ]);
      const second = update({ id: one, cells: { [ports.number]: 1, [ports.text]: null } });
      const third = remove(two);
      expect(await send(ada, first)).toEqual({ opId: first.id, seq: start + 1, recordIds: [one, two] });
      expect(await send(ben, second)).toEqual({ opId: second.id, seq: start + 2, recordIds: [one] });
      expect(await send(ada, third)).toEqual({ opId: third.id, seq: start + 3, recordIds: [two] });

      const run = await ports.log.read(start, 100);
      expect(run.head).toBe(start + 3);
      const changes = run.changes as Change[];
      const told = (op: Op, { userId }: RoomUser, at: number) => ({
        seq: start + at,
        at: expect.stringMatching(ISO),
        actor: userId,
        source: 'client',
        opId: op.id,
        changes: [expect.objectContaining({ kind: 'records', tableId: ports.tableId })],
      });
      expect(changes).toEqual([
        told(first, ada, 1),
        { ...told(second, ben, 2), affected: { [ports.tableId]: [ports.changedBy] } },
        told(third, ada, 3),
      ]);
      const [created, updated, deleted] = changes.map(records);
      const [own, other] = created?.created ?? [];
      expect(created?.created).toEqual([
        { id: one, n: expect.any(Number), createdTime: expect.stringMatching(ISO), cells: own?.cells },
        { id: two, n: expect.any(Number), createdTime: expect.stringMatching(ISO), cells: other?.cells },
      ]);
      expect(other?.n).toBeGreaterThan(own?.n as number);
      expect([own, other].map((row) => filled(row?.cells ?? {}))).toEqual([
        { [ports.text]: 'one' },
        { [ports.number]: 2 },
      ]);
      expect(updated?.updated).toEqual([
        {
          id: one,
          before: { [ports.text]: 'one', [ports.number]: null },
          after: { [ports.text]: null, [ports.number]: 1 },
        },
      ]);
      expect(deleted?.deleted).toEqual([
        expect.objectContaining({ id: two, n: other?.n, before: { [ports.text]: null, [ports.number]: 2 } }),
      ]);
    });

    it('read the log from anywhere in it, as much as is asked for, and nothing beyond', async () => {
      const start = await head();
      for (const name of ['a', 'b', 'c']) await made({ [ports.text]: name });
      const all = await entries(start);
      expect(all.map(({ seq }) => seq)).toEqual([start + 1, start + 2, start + 3]);
      expect(await ports.log.read(start + 1, 1)).toEqual({ changes: [all[1]], head: start + 3 });
      expect(await ports.log.read(start + 3, 100)).toEqual({ changes: [], head: start + 3 });
      expect(await ports.log.read(start + 4, 100)).toEqual({ changes: null, head: start + 3 });
    });

    it('carry out an op once, however often and however fast it is sent', async () => {
      const start = await head();
      const op = create([{ cells: { [ports.text]: 'once' } }, { cells: { [ports.text]: 'twice' } }]);
      const answers = await Promise.all([1, 2, 3, 4].map(() => send(ada, op)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      const [{ seq, recordIds }] = answers as [OpResult];
      expect([seq, recordIds.length]).toEqual([start + 1, 2]);
      await made({ [ports.text]: 'meanwhile' });
      expect(await send(ada, op)).toEqual(answers[0]);
      expect(await head()).toBe(start + 2);
    });

    it('refuse an op id that another person, or another op, was carried out under', async () => {
      const op = create([{ id: newId('record'), cells: { [ports.text]: 'first' } }]);
      await send(ada, op);
      await isRefused(ben, op, 'INVALID_REQUEST_UNKNOWN');
      const another = create([{ id: newId('record'), cells: { [ports.text]: 'other' } }]);
      await isRefused(ada, { ...another, id: op.id }, 'INVALID_REQUEST_UNKNOWN');
    });

    it('refuse who may not edit, tell them of what they did before, and tell strangers nothing', async () => {
      const [id] = await made({ [ports.text]: 'mine' });
      const op = update({ id: id as string, cells: { [ports.text]: 'theirs' } });
      await isRefused(eve, op, 'INVALID_PERMISSIONS');
      await isRefused(nobody, op, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
      await isRefused({ ...ada, resources: [] }, op, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
      const first = await send(ben, op);
      await ports.setLevel(ben.userId, 'comment');
      expect(await send(ben, op)).toEqual(first);
      await isRefused(ben, { ...op, id: crypto.randomUUID() }, 'INVALID_PERMISSIONS');
      await ports.setLevel(ben.userId, 'none');
      await isRefused(ben, op, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
      for (const level of ['create', 'owner', 'edit'] as const) {
        await ports.setLevel(ben.userId, level);
        await send(ben, update({ id: id as string, cells: { [ports.text]: level } }));
      }
    });

    it('say the levels of people in their order', async () => {
      await ports.setLevel(ben.userId, 'comment');
      const asked = [nobody, eve, ada, { ...ada, resources: [] }, ben, ada];
      const levels = ['none', 'read', 'edit', 'none', 'comment', 'edit'];
      expect(await ports.access.levels(asked)).toEqual(levels);
      expect(await ports.access.levels([])).toEqual([]);
      await ports.setLevel(ben.userId, 'edit');
    });

    it('refuse an op whole when a part of it cannot be done', async () => {
      const [id] = (await made({ [ports.text]: 'there' })) as [string];
      const gone = newId('record');
      const cells = { [ports.text]: 'changed' };
      await isRefused(ada, update({ id, cells }, { id: gone, cells }), 'MODEL_ID_NOT_FOUND');
      await isRefused(ada, remove(id, gone), 'MODEL_ID_NOT_FOUND');
      await isRefused(ada, create([{ cells }, { id, cells }]), 'INVALID_REQUEST_UNKNOWN');
      const refused: [Cells, string][] = [
        [{ [newId('field')]: 'x' }, 'UNKNOWN_FIELD_NAME'],
        [{ [ports.changedBy]: ben.userId }, 'INVALID_VALUE_FOR_COLUMN'],
        [{ [ports.number]: 'seven' }, 'INVALID_VALUE_FOR_COLUMN'],
        [{ [ports.text]: 7 }, 'INVALID_VALUE_FOR_COLUMN'],
      ];
      for (const [wrong, type] of refused) {
        await isRefused(ada, update({ id, cells: wrong }), type);
        await isRefused(ada, create([{ cells }, { cells: wrong }]), type);
        // That a record is gone is told before what is wrong with its cells.
        await isRefused(ada, update({ id: gone, cells: wrong }), 'MODEL_ID_NOT_FOUND');
      }
      const elsewhere = { ...update({ id, cells }), tableId: newId('table') } as Op;
      await isRefused(ada, elsewhere, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
    });

    it('log what changes and nothing else, and answer an op that changes nothing with the last number', async () => {
      const [one, two] = (await made({ [ports.text]: 'one' }, { [ports.text]: 'two' })) as [string, string];
      const start = await head();
      const idle = update({ id: one, cells: { [ports.text]: 'one', [ports.number]: null } });
      const answer = { opId: idle.id, seq: start, recordIds: [one] };
      expect(await send(ada, idle)).toEqual(answer);
      expect(await head()).toBe(start);

      const half = update(
        { id: two, cells: { [ports.text]: 'two', [ports.number]: 2 } },
        { id: one, cells: { [ports.text]: 'one' } },
        { id: two, cells: { [ports.number]: 3 } },
      );
      expect(await send(ben, half)).toMatchObject({ seq: start + 1 });
      const [told] = await entries(start);
      expect(records(told).updated).toEqual([
        { id: two, before: { [ports.number]: null }, after: { [ports.number]: 3 } },
      ]);
      expect([await rowOf(one), await rowOf(two)]).toMatchObject([
        { cells: { [ports.text]: 'one', [ports.changedBy]: ada.userId } },
        { cells: { [ports.text]: 'two', [ports.number]: 3, [ports.changedBy]: ben.userId } },
      ]);

      await send(ben, update({ id: one, cells: { [ports.text]: 'another' } }));
      expect(await send(ada, idle)).toEqual(answer);
      expect(await rowOf(one)).toMatchObject({ cells: { [ports.text]: 'another' } });
      await isRefused(ben, idle, 'INVALID_REQUEST_UNKNOWN');
    });

    it('bring back what an op deleted: ids, numbers, times and cells, changed by who brings them back', async () => {
      const [one, two] = (await made({ [ports.text]: 'x', [ports.number]: 1 }, {})) as [string, string];
      const before = (await window()).rows;
      const { seq, recordIds } = await send(ada, remove(two, one, two));
      expect(recordIds).toEqual([two, one]);
      expect((await window()).rows).toEqual(before.filter(({ id }) => id !== one && id !== two));
      const back = restore(seq);
      const answer = await send(ben, back);
      expect(answer).toEqual({ opId: back.id, seq: seq + 1, recordIds: [one, two] });
      expect((await window()).rows).toEqual(
        before.map((row) =>
          row.id === one || row.id === two
            ? { ...row, cells: { ...row.cells, [ports.changedBy]: ben.userId } }
            : row,
        ),
      );
      const [told] = await entries(seq);
      expect(records(told).created?.map(({ id, n, createdTime }) => ({ id, n, createdTime }))).toEqual(
        before
          .filter(({ id }) => id === one || id === two)
          .map(({ id, n, createdTime }) => ({ id, n, createdTime })),
      );
      expect(await send(ben, back)).toEqual(answer);
      await isRefused(ada, restore(seq), 'INVALID_REQUEST_UNKNOWN');
      await isRefused(ada, restore(seq + 1), 'MODEL_ID_NOT_FOUND');
      await isRefused(ada, restore(seq + 1_000), 'MODEL_ID_NOT_FOUND');
    });

    it('read rows by ids in the order named, the fields named, and leave out what is not there', async () => {
      const [one, two] = (await made({ [ports.text]: '1', [ports.number]: 1 }, { [ports.number]: 2 })) as [
        string,
        string,
      ];
      const rows = await ports.rows([two, newId('record'), one], [ports.number]);
      expect(rows.map(({ id, cells }) => ({ id, cells }))).toEqual([
        { id: two, cells: { [ports.number]: 2 } },
        { id: one, cells: { [ports.number]: 1 } },
      ]);
      expect(await ports.rows([], [ports.text])).toEqual([]);
    });

    it('read windows by position and by key, of the moment that they say', async () => {
      await made(...['b', 'a', 'c'].map((text) => ({ [ports.text]: text })), {});
      const all = await window();
      expect(all).toMatchObject({ seq: await head(), start: 0, total: all.rows.length });
      const numbers = all.rows.map(({ n }) => n);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      const byPlace = await ports.window({ start: 2, limit: 2, sorted: false });
      expect(byPlace).toEqual({ ...all, start: 2, rows: all.rows.slice(2, 4) });
      const byKey = await ports.window({ start: 2, limit: 2, after: numbers[1] as number, sorted: false });
      expect(byKey).toEqual(byPlace);
      const beyond = await ports.window({ start: all.total + 5, limit: 2, sorted: false });
      expect(beyond).toEqual({ ...all, start: all.total + 5, rows: [] });
      expect(await ports.ids(1, 3)).toEqual({ seq: all.seq, ids: all.rows.slice(1, 4).map(({ id }) => id) });

      const sorted = await window(true);
      const key = ({ cells }: Row) => String(cells[ports.text] ?? '');
      const expected = [...all.rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.n - b.n));
      expect(sorted).toEqual({ ...all, rows: expected });
      const part = await ports.window({ start: 1, limit: 3, sorted: true });
      expect(part).toEqual({ ...sorted, start: 1, rows: sorted.rows.slice(1, 4) });
    });

    it('hold what the log says when it is read from its beginning', async () => {
      const rows = new Map<string, { n: number; cells: Cells }>();
      for (let after = 0; ;) {
        const changes = (await ports.log.read(after, 7)).changes as Change[];
        if (changes.length === 0) break;
        for (const change of changes) {
          expect(change.seq).toBe((after += 1));
          for (const part of change.changes) {
            if (part.kind !== 'records') continue;
            for (const { id, n, cells } of part.created ?? []) rows.set(id, { n, cells });
            for (const { id, before, after: written } of part.updated ?? []) {
              const row = rows.get(id) as { n: number; cells: Cells };
              for (const [field, cell] of Object.entries(before))
                expect(row.cells[field] ?? null).toEqual(cell);
              rows.set(id, { ...row, cells: { ...row.cells, ...written } });
            }
            for (const { id } of part.deleted ?? []) rows.delete(id);
          }
        }
      }
      const shown = (await window()).rows.map(({ id, n, cells }) => {
        const written = Object.entries(cells as Cells).filter(([field]) => field !== ports.changedBy);
        return { id, n, cells: Object.fromEntries(written) };
      });
      const replayed = [...rows].map(([id, { n, cells }]) => ({ id, n, cells: filled(cells) }));
      expect(shown.length).toBeGreaterThan(0);
      expect(shown).toEqual(replayed.sort((a, b) => a.n - b.n));
    });
  });
}
