import fc from 'fast-check';
import { fieldModel, type LinkEnd, type LinkField } from '../model/field-model';
import { endKey, type LinkWrite } from './link-writes';
import { type LinkPlan, type LinkState, listChanges, planLinks, STAYS } from './plan-links';

/** A link as the junction table keeps it: which record of each side, and where it stands in the list of each. */
interface Row {
  a: string;
  b: string;
  positionA: number;
  positionB: number;
}

const HERE = 'tblHere0000000000';
const OTHER = 'tblOther000000000';
const OWN = 'fldOwn00000000000';
const INVERSE = 'fldInverse0000000';

/** Links to another table, of a table to itself seen from one field, and seen from two. */
const KINDS = {
  'to another table': { linkedTableId: OTHER, inverse: true },
  'to the same table, one field': { linkedTableId: HERE, inverse: false },
  'to the same table, two fields': { linkedTableId: HERE, inverse: true },
};
type Kind = keyof typeof KINDS;

function linkField(side: 'a' | 'b', kind: Kind): LinkField {
  const { linkedTableId, inverse } = KINDS[kind];
  const link: LinkEnd = {
    pairId: OWN,
    own: side,
    other: side === 'a' ? 'b' : 'a',
    linkedTableId,
    ...(inverse ? { inverseFieldId: side === 'a' ? INVERSE : OWN } : {}),
  };
  const options = { linkedTableId, isReversed: false, prefersSingleRecordLink: false };
  const id = side === 'a' ? OWN : INVERSE;
  return fieldModel({ id, name: id, type: 'multipleRecordLinks', options }, link) as LinkField;
}

const positionOf = (side: 'a' | 'b') => (side === 'a' ? 'positionA' : 'positionB');

/** The list of a record as a reader sees it. */
function listOf(rows: readonly Row[], side: 'a' | 'b', id: string): string[] {
  const [other, position] = [side === 'a' ? 'b' : 'a', positionOf(side)] as const;
  return rows
    .filter((row) => row[side] === id)
    .sort((one, two) => one[position] - two[position] || (one[other] < two[other] ? -1 : 1))
    .map((row) => row[other]);
}

/** The plain model: one list after the other, as if each were a write of its own. */
function written(rows: readonly Row[], writes: readonly LinkWrite[]): Row[] {
  let now = [...rows];
  for (const { end, recordId, after: given, adds } of writes) {
    const { own, other } = end;
    const after = adds ? [...new Set([...listOf(now, own, recordId), ...given])] : given;
    now = now.filter((row) => row[own] !== recordId || after.includes(row[other]));
    after.forEach((id, at) => {
      const found = now.find((row) => row[own] === recordId && row[other] === id);
      if (found) now[now.indexOf(found)] = { ...found, [positionOf(own)]: at };
      else {
        const taken = now.filter((row) => row[other] === id).map((row) => row[positionOf(other)]);
        const last = Math.max(-1, ...taken);
        now.push({
          [own]: recordId,
          [other]: id,
          [positionOf(own)]: at,
          [positionOf(other)]: last + 1,
        } as never);
      }
    });
  }
  return now;
}

/** What the store reads for one side of the write: lists of its own records, and of all records linked or to be linked. */
function stateOf(rows: readonly Row[], { own, other }: LinkEnd, writes: readonly LinkWrite[]): LinkState {
  const mine = [...new Set(writes.map(({ recordId }) => recordId))];
  // Of a table with two such fields, all that either names is locked and read.
  const theirs = new Set(
    writes.flatMap(({ end, recordId, after }) => [...after, ...listOf(rows, end.own, recordId)]),
  );
  const last = (id: string) =>
    Math.max(...rows.filter((row) => row[other] === id).map((row) => row[positionOf(other)]));
  return {
    own: mine
      .map((id): [string, string[]] => [id, listOf(rows, own, id)])
      .filter(([, list]) => list.length > 0),
    inverse: [...theirs]
      .map((id): [string, string[], number] => [id, listOf(rows, other, id), last(id)])
      .filter(([, list]) => list.length > 0),
  };
}

/** What the store does with a plan. */
function applied(rows: readonly Row[], { field, removed, kept }: LinkPlan): Row[] {
  const { own, other } = field.link;
  const left = rows.filter((row) => !removed.some(([mine, its]) => row[own] === mine && row[other] === its));
  for (const link of kept) {
    const at = left.findIndex((row) => row[own] === link.own && row[other] === link.other);
    const found = left[at];
    const moved = {
      [own]: link.own,
      [other]: link.other,
      [positionOf(own)]: link.position === STAYS && found ? found[positionOf(own)] : link.position,
      [positionOf(other)]:
        link.otherPosition === STAYS && found ? found[positionOf(other)] : link.otherPosition,
    } as unknown as Row;
    if (found) left[at] = moved;
    else left.push(moved);
  }
  return left;
}

const records = (prefix: string) => Array.from({ length: 5 }, (_, at) => `${prefix}${at}`);

const situation = fc.constantFrom(...(Object.keys(KINDS) as Kind[])).chain((kind) => {
  const { linkedTableId, inverse } = KINDS[kind];
  const here = records('here');
  const there = linkedTableId === HERE ? here : records('there');
  const links = fc.uniqueArray(
    fc.record({
      a: fc.constantFrom(...here),
      b: fc.constantFrom(...there),
      positionA: fc.integer({ min: 0, max: 9 }),
      positionB: fc.integer({ min: 0, max: 9 }),
    }),
    { selector: ({ a, b }) => `${a} ${b}`, maxLength: 15 },
  );
  // Only of a table linked to itself both sides are written; where it has both fields, whichever is named first leads.
  const sides = linkedTableId === HERE ? (['a', 'b'] as const) : (['a'] as const);
  const write = fc
    .record({
      field: fc.constant(linkField('a', kind)),
      end: fc.constantFrom(...sides.map((side) => linkField(side, kind))),
      recordId: fc.constantFrom(...here),
      after: fc.uniqueArray(fc.constantFrom(...there), { maxLength: 5 }),
      adds: fc.boolean(),
    })
    .map(({ end, ...given }) => ({ ...given, end: end.link, ...(inverse ? { field: end } : {}) }));
  const writes = fc.uniqueArray(write, {
    selector: ({ end, recordId }) => `${end.own} ${recordId}`,
    minLength: 1,
    maxLength: 7,
  });
  return fc.record({ kind: fc.constant(kind), rows: links, writes });
});

const planned = ({ rows, writes }: { rows: Row[]; writes: LinkWrite[] }) => {
  const ends = new Map(writes.map(({ end }) => [endKey(end), end]));
  const states = [...ends].map(([key, end]) => [key, stateOf(rows, end, writes)] as const);
  return planLinks(writes, Object.fromEntries(states), () => true);
};

describe('the plan of a write to links', () => {
  it('brings the lists of all records to what writing one after the other would', () => {
    fc.assert(
      fc.property(situation, ({ kind, rows, writes }) => {
        const wanted = written(rows, writes);
        const got = planned({ rows, writes }).reduce(applied, rows);
        // Without a field that shows them, the order from the other side is nobody's.
        const sides = KINDS[kind].inverse ? (['a', 'b'] as const) : (['a'] as const);
        const everybody = [...new Set([...rows, ...wanted].flatMap(({ a, b }) => [a, b]))];
        const lists = (of: readonly Row[]) =>
          sides.map((side) => everybody.map((id) => listOf(of, side, id)));
        expect(lists(got), kind).toEqual(lists(wanted));
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);

  it('tells exactly the lists that change, as they were and as they become', () => {
    fc.assert(
      fc.property(situation, ({ kind, rows, writes }) => {
        const wanted = written(rows, writes);
        const told = planned({ rows, writes }).flatMap((plan) => listChanges(plan, HERE));
        const sides = KINDS[kind].inverse ? (['a', 'b'] as const) : (['a'] as const);
        const changed = sides.flatMap((side) => {
          const ids = new Set([...rows, ...wanted].map((row) => row[side]));
          return [...ids].map((id) => ({
            fieldId: side === 'a' ? OWN : INVERSE,
            tableId: side === 'a' ? HERE : KINDS[kind].linkedTableId,
            recordId: id,
            before: listOf(rows, side, id),
            after: listOf(wanted, side, id),
          }));
        });
        const differ = changed.filter(({ before, after }) => before.join() !== after.join());
        const place = ({ fieldId, recordId }: { fieldId: string; recordId: string }) =>
          `${fieldId} ${recordId}`;
        const sorted = <T extends { fieldId: string; recordId: string }>(list: T[]) =>
          [...list].sort((one, two) => (place(one) < place(two) ? -1 : 1));
        expect(sorted(told)).toEqual(sorted(differ));
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);

  it('names each link once, and gives every new one a place on both sides', () => {
    fc.assert(
      fc.property(situation, ({ rows, writes }) => {
        for (const { field, removed, kept } of planned({ rows, writes })) {
          const { own, other } = field.link;
          const names = [...removed, ...kept.map((link) => [link.own, link.other])].map(String);
          expect(new Set(names).size).toBe(names.length);
          for (const link of kept) {
            if (rows.some((row) => row[own] === link.own && row[other] === link.other)) continue;
            expect(Math.min(link.position, link.otherPosition)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('plans nothing for lists that stay as they are', () => {
    fc.assert(
      fc.property(situation, ({ rows, writes }) => {
        const same = writes.map((write) => ({
          ...write,
          after: listOf(rows, write.end.own, write.recordId),
        }));
        expect(planned({ rows, writes: same })).toEqual([]);
      }),
    );
  });

  it('puts links that come back where they stood among those that stay', () => {
    const field = linkField('a', 'to another table');
    const back = linkField('b', 'to another table');
    const state: LinkState = { own: [], inverse: [['here0', ['there4', 'there1', 'there3'], 7]] };
    const write = { field: back, end: back.link, recordId: 'there2', after: ['here0'] };
    const before = ['there0', 'there1', 'there2', 'there3'];
    const [plan] = planLinks([write], { [endKey(back.link)]: state }, () => true, [
      { field, recordId: 'here0', before },
    ]);
    const after = ['there4', 'there1', 'there2', 'there3'];
    expect(plan?.inverse).toEqual([{ recordId: 'here0', before: ['there4', 'there1', 'there3'], after }]);
    expect(new Map(plan?.kept.map(({ own, otherPosition }) => [own, otherPosition]))).toEqual(
      new Map(after.map((id, at) => [id, at])),
    );
  });

  it('refuses a record that the linked table does not have', () => {
    const field = linkField('a', 'to another table');
    const write = { field, end: field.link, recordId: 'here0', after: ['there0', 'there1'] };
    const state = { [endKey(field.link)]: { own: [['here0', ['there0']]], inverse: [] } } as Record<
      string,
      LinkState
    >;
    expect(() => planLinks([write], state, (_table, id) => id === 'there0')).toThrow(
      expect.objectContaining({ type: 'ROW_DOES_NOT_EXIST' }),
    );
  });
});
