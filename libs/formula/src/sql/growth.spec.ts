import { type Clock, faultOfGrowth, serverClock } from '@pyairtable/testkit';
import type pg from 'pg';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';

/** SQL of long arguments of `$` units by type, in the shapes that code takes different ways for. */
const LONG: Record<string, readonly string[]> = {
  text: [`repeat('a-1 ', $ / 4)`, `repeat('😀', $ / 2)`, `repeat('Σ', $)`, `repeat('9', $)`],
  jsonb: [
    `(SELECT jsonb_agg(n) FROM generate_series(1, $) AS n)`,
    `(SELECT jsonb_agg('a'::text || n) FROM generate_series(1, $) AS n)`,
    `(SELECT jsonb_agg(jsonb_build_array(n)) FROM generate_series(1, $) AS n)`,
    `jsonb_build_array((SELECT jsonb_agg(n) FROM generate_series(1, $) AS n))`,
  ],
  'text[]': [`array_fill('a'::text, ARRAY[$])`],
  int4multirange: [`(SELECT range_agg(int4range(n * 2, n * 2 + 1)) FROM generate_series(1, $) AS n)`],
  bytea: [`convert_to(repeat('a', $), 'UTF8')`],
  'double precision': ['$::double precision'],
  numeric: ['$::numeric'],
  integer: ['$'],
  bigint: ['$::bigint'],
};

/** Arguments beside the long one; numbers also stand in the middle of it. */
const SHORT: Record<string, readonly string[]> = {
  text: [`'a'::text`],
  jsonb: [`formula.locale_facts('de')`],
  bytea: [`convert_to(repeat('a', 300), 'UTF8')`],
  'text[]': [`ARRAY['a']`],
  int4multirange: [`'{[1,5)}'::int4multirange`],
  'double precision': ['1::double precision', '($ / 2)::double precision'],
  numeric: ['1::numeric'],
  integer: ['1', '$ / 2'],
  bigint: ['1709164800000::bigint'],
  boolean: ['true'],
  date: [`date '2024-02-29'`],
  'timestamp without time zone': [`timestamp '2024-02-29'`],
  'formula.regex_program': [`formula.regex_compile('(a|b)c?')`, `formula.regex_compile('a*b')`],
};

/** A text and one that is looked for in it in vain, both long: its last or its first character is another. */
const NEEDLES = [`repeat('a', $ / 2) || 'b'`, `'b' || repeat('a', $ / 2)`, `repeat('ab', $ / 4) || 'bb'`];
const HAYS = [`repeat('a', $)`, `repeat('a', $)`, `repeat('ab', $ / 2)`];

/** Texts beside the long argument of some functions: names of zones, and one with which both sizes take the long way. */
const BESIDE: Record<string, string> = {
  joined_too_long: `repeat('a', 1000000)`,
  wall: `'GMT'::text`,
  workday: `'GMT'::text`,
};
/** What others ask with something short only: of a pattern up to 2,000 characters, the parts of a date, a zone that exists. */
const BOUNDED = new Set([
  'regex_bracket',
  'regex_class_escape',
  'regex_character_escape',
  'full_year',
  'instant',
  'instant_of',
]);

/** Every `a` of a long text replaced by a long text is as long as both multiplied, which the compiler keeps from being asked. */
const isProduct = (name: string, operands: readonly number[]): boolean =>
  name === 'replaced' && operands.includes(0) && operands.includes(2);

interface Routine {
  name: string;
  types: string[];
}

let database: FormulaDatabase;
let client: pg.Client;
let routines: Routine[];
let clock: Clock;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
  clock = await serverClock(client);
  await client.query(`SET statement_timeout = '20s'`);
  ({ rows: routines } = await client.query<Routine>(
    `SELECT proname AS name, ARRAY(SELECT format_type(type, NULL) FROM unnest(proargtypes) WITH ORDINALITY AS a(type, at) ORDER BY at) AS types
     FROM pg_proc WHERE pronamespace = 'formula'::regnamespace AND pronargs > 0 ORDER BY proname`,
  ));
}, 120_000);
afterAll(() => database.close());

/** Calls of the function with one long argument each. */
function calls({ name, types }: Routine): string[] {
  const unknown = types.filter((type) => SHORT[type] === undefined);
  if (unknown.length > 0) throw new Error(`No argument of type ${unknown.join(', ')} for formula.${name}.`);
  const call = (operands: readonly (string | undefined)[]): string =>
    `SELECT count(x::text) FROM (SELECT formula.${name}(${operands.join(', ')}) AS x OFFSET 0) AS one`;
  const texts = types.flatMap((type, at) => (type === 'text' || type === 'bytea' ? [at] : []));
  const sought = texts.flatMap((needle) =>
    texts
      .filter((hay) => hay !== needle && !isProduct(name, [needle, hay]))
      .flatMap((hay) =>
        NEEDLES.map((long, shape) =>
          call(
            types.map((type, at) => {
              const text = at === needle ? long : at === hay ? HAYS[shape] : undefined;
              if (text === undefined) return (SHORT[type] as string[])[0];
              return type === 'bytea' ? `convert_to(${text}, 'UTF8')` : text;
            }),
          ),
        ),
      ),
  );
  const single = types.flatMap((type, at) =>
    (LONG[type] ?? []).flatMap((long) => {
      const beside = (other: string): readonly string[] =>
        other === 'text' && BESIDE[name] !== undefined ? [BESIDE[name]] : (SHORT[other] as string[]);
      const choices = types.map((other, place) => (place === at ? [long] : beside(other)));
      const most = Math.max(...choices.map(({ length }) => length));
      return Array.from({ length: most }, (_, turn) => {
        return call(choices.map((choice) => choice[turn % choice.length]));
      });
    }),
  );
  return [...single, ...sought];
}

it('no function of the schema takes more than linear time', async () => {
  const faults: string[] = [];
  const tried = new Set<string>();
  const asked = routines.filter(({ name }) => !BOUNDED.has(name));
  for (const routine of asked)
    for (const sql of calls(routine)) {
      try {
        const fault = await faultOfGrowth((units) => client.query(sql.replaceAll('$', String(units))), clock);
        if (fault) faults.push(`${sql}: ${fault}`);
        tried.add(routine.name);
      } catch (error) {
        // What the compiler never hands over may be refused, such as a day of the year 100,000; not slowly.
        if ((error as { code?: string }).code === '57014') faults.push(`${sql}: does not end`);
      }
    }
  expect(faults).toEqual([]);
  const longest = asked.filter(({ types }) => types.some((type) => LONG[type]));
  expect(longest.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
}, 900_000);

/** As long as makes what comes again at every head of a needle more than noise. */
const LONGER = 50;

it.each([`repeat('a', 128) || 'b'`, `repeat('a', 300) || 'b'`, `repeat('a', 200) || repeat('b', 100)`])(
  'a long text that repeats %s is looked for in vain in linear time',
  async (word) => {
    const sql = (units: number) =>
      `SELECT formula.place_of(repeat(word, n / 2) || 'c', repeat(word, n))
       FROM (SELECT ${word} AS word) AS w, LATERAL (SELECT ${units * LONGER} / length(word) AS n) AS l`;
    expect(await faultOfGrowth((units) => client.query(sql(units)), clock)).toBeUndefined();
  },
  300_000,
);
