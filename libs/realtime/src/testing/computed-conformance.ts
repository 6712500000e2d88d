import type { Change, Op, RawCell, Row } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomUser } from '../room/ports';
import type { BasePorts } from './port-conformance';

/** The same with computed fields: a link of the table to itself, whose titles are the text, and what is made of it. */
export interface ComputedPorts extends BasePorts {
  /** Ids: the link; a formula over text and number; one over titles; the sum of linked numbers; what reads that. */
  peers: string;
  own: string;
  names: string;
  sum: string;
  total: string;
}

const STEPS = 60;

const place = fc.nat(40);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('number' as const), at: place, value: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('text' as const), at: place, value: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      at: place,
      to: fc.uniqueArray(place, { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create' as const), value: fc.nat(9), to: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What readers rely on to keep computed cells fresh, whichever base stands behind the ports. */
export function describeComputedPorts(name: string, open: () => Promise<ComputedPorts>): void {
  describe(`computed cells behind the ports of ${name}`, () => {
    let ports: ComputedPorts;
    const ada: RoomUser = { userId: newId('user'), name: 'Ada', resources: null };

    const send = (op: object) =>
      ports.execute(ada, { id: crypto.randomUUID(), tableId: ports.tableId, ...op } as unknown as Op);
    const update = (id: string, cells: Record<string, RawCell>) =>
      send({ kind: 'records.update', records: [{ id, cells }] });
    const create = (cells: Record<string, RawCell>) => send({ kind: 'records.create', records: [{ cells }] });
    const rows = async () => (await ports.window({ start: 0, limit: 500, sorted: false })).rows;
    const after = async (seq: number) => (await ports.log.read(seq, 100)).changes as Change[];

    beforeAll(async () => {
      ports = await open();
      await ports.setLevel(ada.userId, 'edit');
      for (let value = 0; value < 6; value += 1)
        await create({ [ports.text]: `t${value}`, [ports.number]: value });
    });

    it('are those of the records as they are, and what is written affects all that is made of it', async () => {
      const { own, names, sum, total, peers, text, number, changedBy, tableId } = ports;
      const [one, two] = (await rows()) as [Row, Row];
      const { seq } = await update(one.id, { [peers]: [two.id] });
      await update(two.id, { [number]: 7, [text]: 'two' });
      expect((await rows())[0]?.cells).toMatchObject({
        [peers]: [{ id: two.id, title: 'two' }],
        [own]: 't0-0',
        [names]: 'TWO',
        [sum]: 7,
        [total]: 11,
      });
      const [told] = await after(seq);
      expect([...(told?.affected?.[tableId] ?? [])].sort()).toEqual(
        [changedBy, peers, own, names, sum, total].sort(),
      );
      const { seq: before } = await update(one.id, { [text]: 'one' });
      const [unread] = await after(before - 1);
      expect([...(unread?.affected?.[tableId] ?? [])].sort()).toEqual(
        [changedBy, own, total, peers, names].sort(),
      );
    });

    it('show nothing else after a change than what its entry names or affects', async () => {
      const steps = fc.sample(step, { numRuns: STEPS, seed: 7 });
      const deleted: number[] = [];
      let before = await rows();
      for (const next of steps) {
        const seq = await carryOut(next, before, deleted);
        if (seq === undefined) continue;
        const now = await rows();
        const [entry] = await after(seq - 1);
        for (const row of now) {
          const old = before.find(({ id }) => id === row.id);
          if (old) expect(unexplained(old, row, entry as Change), JSON.stringify(next)).toEqual([]);
        }
        before = now;
      }
    });

    async function carryOut(
      next: Step,
      held: readonly Row[],
      deleted: number[],
    ): Promise<number | undefined> {
      const { number, text, peers } = ports;
      const at = (index: number) => held[index % held.length]?.id as string;
      switch (next.kind) {
        case 'number':
          return (await update(at(next.at), { [number]: next.value })).seq;
        case 'text':
          return (await update(at(next.at), { [text]: `t${next.value}` })).seq;
        case 'link':
          return (await update(at(next.at), { [peers]: [...new Set(next.to.map(at))] })).seq;
        case 'create':
          return (await create({ [number]: next.value, [peers]: [at(next.to)] })).seq;
        case 'delete': {
          if (held.length < 4) return undefined;
          const { seq } = await send({ kind: 'records.delete', recordIds: [at(next.at)] });
          deleted.push(seq);
          return seq;
        }
        case 'restore': {
          const seq = deleted.pop();
          return seq === undefined ? undefined : (await send({ kind: 'records.restore', seq })).seq;
        }
      }
    }

    /** Fields whose cells are other than before although the entry says nothing of them. */
    function unexplained(old: Row, row: Row, entry: Change): string[] {
      const named = entry.changes.flatMap((part) =>
        part.kind === 'records'
          ? (part.updated ?? []).flatMap(({ id, after: cells }) => (id === row.id ? Object.keys(cells) : []))
          : [],
      );
      const said = new Set([...named, ...(entry.affected?.[ports.tableId] ?? [])]);
      const ids = new Set([...Object.keys(old.cells), ...Object.keys(row.cells)]);
      return [...ids].filter(
        (id) => !said.has(id) && JSON.stringify(old.cells[id]) !== JSON.stringify(row.cells[id]),
      );
    }
  });
}
