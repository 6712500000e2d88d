import { type Clock, faultOfGrowth, GROWTH_UNITS, ownClock, serverClock } from '@pyairtable/testkit';
import type pg from 'pg';
import { check } from '../check/checker';
import { evaluate } from '../evaluate/evaluator';
import { cellSql, taggedCellSql } from '../result';
import { SqlCompiler } from '../sql/compiler';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { type SampleRecord, sampleRecord } from '../testing/sample-record';
import type { Value } from '../value';
import type { FunctionDefinition, Parameter, ParameterType } from './definition';
import { allFunctions } from './registry';

/** Texts of some length in the shapes that code takes different ways for. */
const TEXTS: Record<string, string> = { Plain: 'a-1 ', Pairs: '😀', Greek: 'Σ', Digits: '9' };

/** What is looked for in vain, and where: both long, and alike but for a character. */
const SOUGHT: readonly (readonly [(units: number) => string, (units: number) => string])[] = [
  [(units) => `${'a'.repeat(units / 2)}b`, (units) => 'a'.repeat(units)],
  [(units) => `b${'a'.repeat(units / 2)}`, (units) => 'a'.repeat(units)],
  [(units) => `${'ab'.repeat(units / 4)}bb`, (units) => 'ab'.repeat(units / 2)],
];

/** A record of long cells. */
function longRecord(units: number): SampleRecord {
  const list = (item: (at: number) => Value): Value => Array.from({ length: units }, (_, at) => item(at));
  return sampleRecord([
    ...Object.entries(TEXTS).map(([name, piece]) => ({
      name,
      type: 'text' as const,
      value: piece.repeat(units / piece.length),
    })),
    ...SOUGHT.flatMap(([needle, hay], shape) => [
      { name: `Needle ${shape}`, type: 'text' as const, value: needle(units) },
      { name: `Hay ${shape}`, type: 'text' as const, value: hay(units) },
    ]),
    { name: 'Texts', type: 'list:text', value: list((at) => `a${at}`) },
    { name: 'Numbers', type: 'list:number', value: list((at) => at) },
    { name: 'Lists', type: 'list:mixed', value: list((at) => [at]) },
    { name: 'Count', type: 'number', value: units },
    { name: 'Half', type: 'number', value: units / 2 },
  ]);
}

const TEXT_FIELDS = Object.keys(TEXTS).map((name) => `{${name}}`);
const LONG: Record<ParameterType, readonly string[]> = {
  text: [...TEXT_FIELDS, '{Texts}'],
  joined: [...TEXT_FIELDS, '{Texts}'],
  date: ['{Plain}', '{Digits}'],
  number: ['{Count}', '{Digits}'],
  boolean: ['{Plain}'],
  items: ['{Texts}', '{Numbers}', '{Lists}', '{Plain}'],
  any: ['{Plain}', '{Numbers}', '{Lists}'],
};
/** Beside the long operand; numbers also stand in the middle of it. */
const SHORT: Record<ParameterType, readonly string[]> = {
  text: ['"a"'],
  joined: ['"a"'],
  date: ['CREATED_TIME()'],
  number: ['1', '{Half}'],
  boolean: ['1'],
  items: ['"a"'],
  any: ['"a"'],
};
const PATTERNS = ['"a"', '"a*b"'];
/** Calls of functions whose arguments are not just values. */
const OWN: Record<string, readonly string[]> = {
  LAST_MODIFIED_TIME: ['LAST_MODIFIED_TIME({Plain}, {Numbers})'],
  LET: ['LET(v, {Plain}, v)', 'LET(v, {Numbers}, v)', 'LET(v, {Lists}, w, v, w)'],
};

function calls({ name, parameters }: FunctionDefinition): string[] {
  if (OWN[name]) return [...OWN[name]];
  const texts = parameters.flatMap(({ type }, at) => (type === 'text' ? [at] : []));
  const sought = texts.flatMap((needle) =>
    texts
      .filter(
        (hay) =>
          hay !== needle && parameters[needle]?.name !== 'pattern' && parameters[hay]?.name !== 'pattern',
      )
      .flatMap((hay) =>
        SOUGHT.map((_, shape) => {
          const operands = parameters.map((other, at) =>
            at === needle ? `{Needle ${shape}}` : at === hay ? `{Hay ${shape}}` : SHORT[other.type][0],
          );
          return `${name}(${operands.join(', ')})`;
        }),
      ),
  );
  const single = parameters.flatMap((parameter: Parameter, at) =>
    LONG[parameter.type].flatMap((long) => {
      const short = (other: Parameter): readonly string[] =>
        other.name === 'pattern' ? PATTERNS : SHORT[other.type];
      const choices = parameters.map((other, place) => (place === at ? [long] : short(other)));
      const most = Math.max(...choices.map(({ length }) => length));
      return Array.from({ length: most }, (_, turn) => {
        const operands = choices.map((choice) => choice[turn % choice.length]);
        return `${name}(${operands.join(', ')})`;
      });
    }),
  );
  return [...single, ...sought];
}

let database: FormulaDatabase;
let client: pg.Client;
let clock: Clock;
const records = new Map<number, SampleRecord>();

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
  clock = await serverClock(client);
  await client.query(`SET statement_timeout = '20s'`);
  for (const units of GROWTH_UNITS) {
    const record = longRecord(units);
    records.set(units, record);
    // Sent once: to read the parameters anew would take longer than most functions.
    await client.query(`CREATE TEMP TABLE long_${units} AS SELECT * FROM ${record.from}`, record.parameters);
  }
}, 120_000);
afterAll(() => database.close());

const recordOf = (units: number): SampleRecord => records.get(units) as SampleRecord;

async function runSql(formula: string, units: number): Promise<void> {
  const { check: options, sources } = recordOf(units);
  const compiler = new SqlCompiler({ ...sources, firstParameter: 1 });
  const value = compiler.add(check(formula, options).root, { timeZone: 'GMT' });
  const cell = taggedCellSql(cellSql(value, compiler));
  await client.query(
    `SELECT length((${cell})::text) FROM long_${units} AS r${compiler.laterals()}`,
    compiler.parameters as unknown[],
  );
}

const functions = allFunctions().filter(({ parameters }) => parameters.length > 0);

it.each(functions.map((definition) => [definition.name, calls(definition)] as const))(
  '%s takes no more than linear time in either engine',
  async (_name, formulas) => {
    const faults: string[] = [];
    for (const formula of formulas) {
      const { root, problems } = check(formula, recordOf(GROWTH_UNITS[0]).check);
      if (problems.length > 0) {
        faults.push(`${formula}: ${problems[0]?.message}`);
        continue;
      }
      const evaluator = await faultOfGrowth((units) => evaluate(root, recordOf(units).environment), ownClock);
      if (evaluator) faults.push(`${formula}, evaluator: ${evaluator}`);
      const sql = await faultOfGrowth((units) => runSql(formula, units), clock).catch(String);
      if (sql) faults.push(`${formula}, PostgreSQL: ${sql}`);
    }
    expect(faults).toEqual([]);
  },
  300_000,
);
