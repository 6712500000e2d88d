import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import { exponential, logarithm, raise } from '../elementary';
import { installFormulaSchema } from '../testing/install';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await installFormulaSchema(client);
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

const EDGES = [
  0,
  1,
  -1,
  2,
  -2,
  0.5,
  3,
  10,
  1e-320,
  5e-324,
  Number.MAX_VALUE,
  1 + 2 ** -52,
  1 - 2 ** -53,
  709.78,
  710,
  -745.13,
  -746,
  1e20,
  2 ** 53,
  2 ** 53 - 1,
  1e300,
  Infinity,
  -Infinity,
  NaN,
];
/** Numbers of every size, and those whose powers and exponentials stay within range. */
const sample = [
  ...EDGES,
  ...fc.sample(fc.double(), { numRuns: 300, seed: 1 }),
  ...fc.sample(fc.double({ min: -750, max: 750 }), { numRuns: 300, seed: 2 }),
  ...fc.sample(fc.integer({ min: -40, max: 40 }), { numRuns: 60, seed: 3 }),
];
const pairs = [
  ...EDGES.flatMap((a) => EDGES.map((b) => [a, b] as const)),
  ...sample.map((a, index) => [a, sample[(index * 7 + 3) % sample.length] as number] as const),
  ...sample.map((a, index) => [Math.abs(a), (index % 90) / 4 - 10] as const),
];

/** Distance in units of the last place of the second. */
function ulps(a: number, b: number): number {
  if (Object.is(a + 0, b + 0)) return 0;
  const bits = (x: number): bigint => new BigInt64Array(new Float64Array([x]).buffer)[0] as bigint;
  return Number(bits(a) > bits(b) ? bits(a) - bits(b) : bits(b) - bits(a));
}

async function fromPostgres(call: string, rows: readonly (readonly number[])[]): Promise<number[]> {
  const { rows: found } = await client.query({
    text: `SELECT ${call} + 0 FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS each(a, b, place) ORDER BY place`,
    values: [rows.map(([a]) => a), rows.map(([, b]) => b ?? 0)],
    rowMode: 'array',
  });
  return (found as [number][]).map(([value]) => value);
}

it.each([
  [
    'EXP',
    'formula.exponential(a)',
    sample.map((a) => [a]),
    ([a]: readonly number[]) => exponential(a as number),
  ],
  [
    'LOG',
    'formula.logarithm(a, b)',
    pairs,
    ([a, b]: readonly number[]) => logarithm(a as number, b as number),
  ],
  ['POWER', 'formula.raise(a, b)', pairs, ([a, b]: readonly number[]) => raise(a as number, b as number)],
] as const)('%s is the same in both engines to the last bit', async (_name, call, rows, compute) => {
  const found = await fromPostgres(call, rows);
  expect(found).toHaveLength(rows.length);
  const different = rows
    .map((row, index) => ({ row, evaluator: compute(row) + 0, database: found[index] }))
    .filter(({ evaluator, database }) => !Object.is(evaluator, database));
  expect(different).toEqual([]);
});

it('keeps within two units of the last place of the platform', () => {
  for (const x of sample) {
    expect(ulps(exponential(x), Math.exp(x))).toBeLessThanOrEqual(2);
    expect(ulps(logarithm(x, 10), Math.log10(x))).toBeLessThanOrEqual(2);
  }
  for (const [a, b] of pairs) if (a !== 0 || b >= 0) expect(ulps(raise(a, b), a ** b)).toBeLessThanOrEqual(2);
});

it('is exact where the result is', () => {
  for (let power = -300; power <= 308; power++) {
    expect(logarithm(Number(`1e${power}`), 10)).toBe(power);
    expect(raise(10, power)).toBe(Number(`1e${power}`));
  }
  for (let power = -1074; power <= 1023; power++) {
    expect(logarithm(2 ** power, 2)).toBe(power);
    expect(raise(2, power)).toBe(2 ** power);
  }
  expect([logarithm(8, 2), logarithm(1000, 10), raise(-3, 33), raise(0.25, -1.5)]).toEqual([
    3, 3, -5559060566555523, 8,
  ]);
});
