import type { FieldResult, ReadCell } from '@pyairtable/contracts';
import { createDatabase, type TestDatabase } from '@pyairtable/testkit';
import fc from 'fast-check';
import pg from 'pg';
import { fieldType } from '../registry';
import { parameterScope } from '../testing/parameter-scope';
import { context, people } from '../testing/samples';
import { shownSql, type ShownTo } from './shown-sql';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase({ migrated: true });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("SET TIME ZONE 'Asia/Kolkata'; SET datestyle = 'German'");
}, 120_000);

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function shown(result: FieldResult, type: string, values: readonly unknown[], to: ShownTo) {
  const parameters: unknown[] = [values];
  const text = shownSql(result, 'v', to, parameterScope(parameters, people));
  const { rows } = await client.query<{ text: string | null }>(
    `SELECT ${text} AS text FROM unnest($1::${type}[]) WITH ORDINALITY AS u(v, n) ORDER BY n`,
    parameters,
  );
  return rows.map((row) => row.text ?? '');
}

const formatted = (result: FieldResult, cells: readonly ReadCell[], to: ShownTo) =>
  cells.map((cell) => fieldType(result.type).format(cell, result.options, { ...context, ...to }));

const reader = { timeZone: 'America/St_Johns', locale: 'de-AT' };
const numbers = fc.array(
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -9_999_999, max: 9_999_999 }).map((whole) => whole / 1000),
  ),
  { minLength: 1, maxLength: 40 },
);

const NUMBERS: FieldResult[] = [
  ...[0, 1, 2, 8].map((precision): FieldResult => ({ type: 'number', options: { precision } })),
  ...[0, 3].map((precision): FieldResult => ({ type: 'percent', options: { precision } })),
  ...[0, 2, 7].map((precision): FieldResult => ({ type: 'currency', options: { precision, symbol: 'R$' } })),
  ...(['h:mm', 'h:mm:ss', 'h:mm:ss.S', 'h:mm:ss.SSS'] as const).map((durationFormat): FieldResult => ({
    type: 'duration',
    options: { durationFormat },
  })),
];

it.each(NUMBERS)('$type $options in PostgreSQL is the text that is shown', async (result) => {
  await fc.assert(
    fc.asyncProperty(numbers, async (drawn) => {
      const cells = drawn.map((value) => (value === 0 ? 0 : value));
      expect(await shown(result, 'float8', cells, reader)).toEqual(formatted(result, cells, reader));
    }),
    { numRuns: 25 },
  );
});

it.each(NUMBERS)(
  '$type $options half way between two doubles is shown as JavaScript prints it',
  async (result) => {
    // PostgreSQL passes over a decimal just between two doubles though it reads back as the even one of them.
    const cells = [20_086_082_013_454_112, -20_086_082_013_454_112, 1e23, 9_007_199_254_740_992];
    expect(await shown(result, 'float8', cells, reader)).toEqual(formatted(result, cells, reader));
  },
);

it.each(NUMBERS)('an empty $type $options shows nothing', async (result) => {
  expect(await shown(result, 'float8', [null], reader)).toEqual(['']);
});

const instants = fc.array(
  fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
  { minLength: 1, maxLength: 40 },
);
const DATES = [
  ['local', 'l'],
  ['friendly', 'LL'],
  ['us', 'M/D/YYYY'],
  ['european', 'D/M/YYYY'],
  ['iso', 'YYYY-MM-DD'],
] as const;
const LOCALES = ['en-US', 'en-GB', 'de-AT', 'fr', 'es', 'pt-BR', 'ja', 'zh-CN', 'ru', 'ar-EG', 'hu', 'lt'];

it.each(LOCALES.flatMap((locale) => DATES.map(([name, format]) => ({ locale, name, format }))))(
  'days and times are shown $name in $locale',
  async ({ locale, name, format }) => {
    const to = { timeZone: 'America/St_Johns', locale };
    const dateFormat = { name, format };
    const timeFormat = { name: '12hour', format: 'h:mma' } as const;
    const day: FieldResult = { type: 'date', options: { dateFormat } };
    const time: FieldResult = { type: 'dateTime', options: { dateFormat, timeFormat, timeZone: 'client' } };
    await fc.assert(
      fc.asyncProperty(instants, async (drawn) => {
        const texts = drawn.map((date) => date.toISOString());
        const stamps = drawn.map((date) => date.getTime());
        expect(await shown(time, 'bigint', stamps, to)).toEqual(formatted(time, texts, to));
        const days = texts.map((text) => text.slice(0, 10));
        expect(await shown(day, 'bigint', stamps, to)).toEqual(formatted(day, days, to));
      }),
      { numRuns: 10 },
    );
  },
);
