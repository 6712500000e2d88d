import fc from 'fast-check';
import { check } from './check/checker';
import { dependenciesOf, orderFormulas } from './dependencies';
import { sampleRecord } from './testing/sample-record';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { check: options } = sampleRecord([
  { name: 'A', type: 'number', value: 1 },
  { name: 'B', type: 'text', value: null },
  { name: 'values', type: 'list:number', value: [] },
]);
const idOf = (name: string): string => options.field(name)?.id as string;

describe('the dependencies of a formula', () => {
  it('are its fields in order of appearance, each once', () =>
    expect(dependenciesOf(check('B & A & {B}', options))).toEqual({
      fieldIds: [idOf('B'), idOf('A')],
      values: false,
      time: false,
      lastModified: false,
      watched: [],
      clock: false,
      created: false,
    }));

  it('are the values of a rollup, time and the last change too', () => {
    expect(dependenciesOf(check('SUM(values)', options))).toMatchObject({ fieldIds: [], values: true });
    expect(dependenciesOf(check('IF(A, DATESTR(TODAY()))', options))).toMatchObject({
      time: true,
      clock: true,
    });
    expect(dependenciesOf(check('DATETIME_PARSE(B, "D/M")', options))).toMatchObject({
      time: false,
      clock: true,
    });
    expect(dependenciesOf(check('LAST_MODIFIED_TIME(A)', options))).toMatchObject({
      fieldIds: [idOf('A')],
      lastModified: true,
      watched: [idOf('A')],
    });
    expect(dependenciesOf(check('IF(B, LAST_MODIFIED_TIME())', options))).toMatchObject({
      lastModified: true,
      watched: [],
    });
    expect(dependenciesOf(check('IF(A, CREATED_TIME())', options))).toMatchObject({ created: true });
  });
});

describe('the order of formulas', () => {
  it('puts each formula behind those it reads and leaves stored fields out', () => {
    const { order, cycles } = orderFormulas([
      { fieldId: 'total', reads: ['net', 'tax'] },
      { fieldId: 'tax', reads: ['net', 'rate'] },
      { fieldId: 'net', reads: ['price', 'count'] },
    ]);
    expect(order).toEqual(['net', 'tax', 'total']);
    expect(cycles).toEqual([]);
  });

  it('names the fields of a cycle, and orders the formulas beside it', () => {
    const { order, cycles } = orderFormulas([
      { fieldId: 'a', name: 'Alpha', reads: ['b'] },
      { fieldId: 'b', name: 'Beta', reads: ['x', 'c'] },
      { fieldId: 'c', name: 'Gamma', reads: ['a'] },
      { fieldId: 'user', reads: ['a', 'free'] },
      { fieldId: 'free', reads: [] },
      { fieldId: 'self', name: 'Self', reads: ['self'] },
    ]);
    expect(order).toEqual(['free', 'user']);
    expect(cycles.map(({ problem }) => [problem.code, problem.message])).toEqual([
      ['circular_reference', 'These formulas read one another: Alpha → Beta → Gamma → Alpha.'],
      ['circular_reference', '"Self" reads itself.'],
    ]);
  });

  it('takes a chain of a hundred thousand formulas', () => {
    const formulas = Array.from({ length: 100_000 }, (_, index) => ({
      fieldId: `f${index}`,
      reads: [`f${index + 1}`],
    }));
    expect(orderFormulas(formulas).order[0]).toBe('f99999');
  });

  it('is complete and right for random graphs', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 14 }), { maxLength: 4 }), { maxLength: 12 }), (graph) => {
        const formulas = graph.map((reads, index) => ({ fieldId: String(index), reads: reads.map(String) }));
        const { order, cycles } = orderFormulas(formulas);
        const reach = (from: string, to: string, seen = new Set<string>()): boolean =>
          (graph[Number(from)] ?? []).some((read) => {
            const id = String(read);
            if (id === to) return true;
            if (seen.has(id)) return false;
            seen.add(id);
            return reach(id, to, seen);
          });
        const onCycle = formulas.map(({ fieldId }) => fieldId).filter((id) => reach(id, id));
        expect(new Set(order)).toEqual(
          new Set(formulas.map(({ fieldId }) => fieldId).filter((id) => !onCycle.includes(id))),
        );
        for (const [place, id] of order.entries())
          for (const read of graph[Number(id)] ?? [])
            if (order.includes(String(read))) expect(order.indexOf(String(read))).toBeLessThan(place);
        for (const { fieldIds } of cycles)
          fieldIds.forEach((id, at) =>
            expect(graph[Number(id)]).toContain(Number(fieldIds[(at + 1) % fieldIds.length])),
          );
        for (const id of onCycle)
          expect(
            cycles.some(({ fieldIds }) => fieldIds.some((other) => reach(id, other) && reach(other, id))),
          ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
