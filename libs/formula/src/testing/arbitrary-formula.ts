import fc from 'fast-check';
import { callSignatures } from './call-signatures';
import type { SampleCell } from './sample-record';
import { fail, FormulaDate, type Value } from '../value';
import { plainDecimal } from '../print/plain-decimal';
import type { FormulaType } from '../types';

/** The fields that random formulas read. */
const FIELDS: readonly { name: string; type: FormulaType }[] = [
  { name: 'N1', type: 'number' },
  { name: 'N2', type: 'number' },
  { name: 'NX', type: 'number' },
  { name: 'T1', type: 'text' },
  { name: 'T 2', type: 'text' },
  { name: 'D1', type: 'date' },
  { name: 'D2', type: 'date' },
  { name: 'B1', type: 'boolean' },
  { name: 'LT', type: 'list:text' },
  { name: 'LN', type: 'list:number' },
  { name: 'LM', type: 'list:mixed' },
];

/** Ties, and their neighbours, as a text of few digits or as its double says. */
const TIES = [
  0.5,
  1.5,
  -0.5,
  1.005,
  2.675,
  1.0049999999999999,
  0.29,
  0.57,
  1.1,
  -1.1,
  4.35,
  8.115,
  1e11 + 0.5,
];
const NUMBERS = [
  0, 1, -1, 2, 3, 5, 7, 10, 12, 31, 100, 0.1, 0.5, 2.5, -2.5, 1.005, 1234.567, 1e-7, 1e15, 1e21, 123456789012,
  -99.99, 1e200, -1e308, 5e-324, 1e18, -9.9e17, 1e-18, 1.1e-18, -1e-19, 1e160, 1e-160, 9007199254740992,
];
const TEXTS = [
  '',
  ' ',
  'abc',
  'ABC',
  'a-b-c',
  '12',
  '-3.5',
  ' 7 ',
  '$1,234.50',
  '😀b😀',
  'é\u0301x',
  'Straße',
  'ΑΣ',
  '2024-02-29',
  '3/1/24',
  'line\nline',
  '5 Mar 2023 10:15',
  '\u00a0x\u3000',
  'a,b',
  '%',
  'İI',
  'o\u0302\u0323',
  '\u0301',
  '👩‍👩‍👧',
  'ﬁǅΣ',
  '2024-03-31T02:30:00+02:00',
  '10/27/2024 2:30 am',
  '29 Feb 2023',
  '1e5',
  '.5',
  '-',
  'x'.repeat(40),
  'é',
  'éé',
  'ééé',
  'a😀',
  '😀a',
  '😀'.repeat(4),
  '漢字かな',
  'Žluťoučký kůň',
  '\u2003x\u2028',
  'x\ufeff',
  '\u0085x\u200b',
  'ŉΐﬃ',
  'ßΣ',
  'ΑΣ\u0301 Σ',
  '\u{10570}Σ\u{1e4ec}',
];
const DATES = [
  '2024-02-29T00:00:00.000Z',
  '2023-01-31T23:59:59.999Z',
  '2024-03-31T00:59:59.500Z',
  '2024-03-31T01:00:00.000Z',
  '2024-10-27T00:30:00.000Z',
  '1969-12-31T23:59:59.001Z',
  '2000-01-01T00:00:00.000Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2021-01-03T12:00:00.000Z',
  '2024-12-30T08:09:07.045Z',
  '2024-03-10T06:59:59.999Z',
  '2024-03-10T07:00:00.000Z',
  '2024-11-03T05:30:00.000Z',
  '2024-11-03T06:30:00.000Z',
  '2024-04-06T14:00:00.000Z',
  '2024-02-29T23:59:59.999Z',
  '1900-01-01T00:00:00.000Z',
];

const number = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NUMBERS) },
  fc.constantFrom(...TIES),
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 1000),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((value) => value.replaceAll('\u0000', '')),
);
const date = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...DATES).map((iso) => new FormulaDate(Date.parse(iso))) },
  fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }).map((ms) => new FormulaDate(ms)),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { freq: 5, nil: null });
const special = fc.constantFrom<Value>(Number.NaN, Infinity, -Infinity, fail('in a list'));
/** A formula field's result: numbers that are none among them. */
const anyNumber = fc.oneof(
  { weight: 4, arbitrary: maybe(number) },
  fc.constantFrom(Number.NaN, Infinity, -Infinity),
);
const CELLS: Record<string, fc.Arbitrary<Value>> = {
  number: maybe(number),
  text: maybe(text),
  date: maybe(date),
  boolean: maybe(fc.boolean()),
  'list:text': maybe(fc.array(maybe(text), { maxLength: 4 })),
  'list:number': maybe(
    fc.array(fc.oneof({ weight: 8, arbitrary: maybe(number) }, special), { maxLength: 4 }),
  ),
  'list:mixed': maybe(
    fc.array(
      fc.oneof(
        maybe(number),
        maybe(text),
        maybe(date),
        fc.boolean(),
        fc.array(maybe(number), { maxLength: 2 }),
      ),
      { maxLength: 4 },
    ),
  ),
};

/** One row of cells for the fields above. */
export const arbitraryRow: fc.Arbitrary<SampleCell[]> = fc.tuple(
  ...FIELDS.map(({ name, type }) =>
    (name === 'NX' ? anyNumber : (CELLS[type] as fc.Arbitrary<Value>)).map((value): SampleCell => ({
      name,
      type,
      value,
    })),
  ),
);

const quote = (value: string): string =>
  `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
const literalNumber = (value: number): string => `${value < 0 ? '-' : ''}${plainDecimal(Math.abs(value))}`;

const UNITS = [
  '"days"',
  '"months"',
  '"years"',
  '"quarters"',
  '"weeks"',
  '"hours"',
  '"minutes"',
  '"seconds"',
  '"milliseconds"',
  '"M"',
  '"m"',
  '"fortnights"',
];
const FORMATS = [
  'YYYY-MM-DD',
  'D/M/YY HH:mm:ss.SSS',
  'dddd, MMMM Do YYYY',
  'LLLL',
  'GGGG-[W]WW-E',
  'gggg ww e',
  '[Q]Q x X',
  'h:mm A',
  'DDDo kk Z',
  '',
];
const KNOWN_ZONES = [
  'Europe/Vienna',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
];
const PATTERNS = [
  '[a-z]+',
  '(?i)ABC|\\d',
  '(\\d+)[-.](\\d+)',
  '(?P<name>.)(\\W)?',
  '^\\s*|\\s*$',
  '.',
  'b*?',
  '\\b',
  '[^\\x00-\\x7F]',
  '\\p{L}+',
  '(a|ab)(c|bcd)*',
  'x{2,5}',
  '(',
];
const ZONES = [...KNOWN_ZONES, 'GMT', 'Mars/Base'];
/** A zone for the formula's field. */
export const arbitraryZone = fc.constantFrom(...KNOWN_ZONES);
const LOCALES = ['de', 'fr', 'ru', 'ar', 'zh-cn', 'pl', 'xx', 'en-gb'];

const CONSTANTS: Record<string, fc.Arbitrary<string>> = {
  k: fc.integer({ min: -5, max: 40 }).map(String),
  u: fc.constantFrom(...UNITS),
  f: fc.constantFrom(...FORMATS).map(quote),
  z: fc.constantFrom(...ZONES).map(quote),
  g: fc.constantFrom(...LOCALES).map(quote),
  w: fc.constantFrom('"Monday"', '"Sunday"'),
  p: fc.constantFrom(...PATTERNS).map(quote),
  r: fc.constantFrom('', '-', '$1', '[$&]', '$$', '$<name>', '$2$1').map(quote),
  m: fc.constantFrom('{N1}', '{T1}', '{D1}'),
  h: fc.constantFrom('"2024-02-29, 2024-03-01"', '""', '"2023-12-25,2023-12-26,nonsense"'),
};

const field = (...types: string[]): string[] =>
  FIELDS.filter(({ type }) => types.includes(type)).map(({ name }) => `{${name}}`);
const LEAVES: Record<string, fc.Arbitrary<string>> = {
  n: fc.oneof(fc.constantFrom(...field('number')), number.map(literalNumber)),
  t: fc.oneof(fc.constantFrom(...field('text')), text.map(quote)),
  d: fc.constantFrom(...field('date')),
  b: fc.constantFrom(...field('boolean'), 'TRUE()'),
  l: fc.constantFrom(...field('list:text', 'list:number', 'list:mixed')),
};
const anyLeaf = fc.oneof(...Object.values(LEAVES));

/** Well- and ill-typed formulas of some depth over the fields above; all of them parse and check. */
export const arbitraryFormula: fc.Arbitrary<string> = fc.letrec<{ formula: string }>((tie) => {
  const nested = tie('formula');
  const operand = (kind: string): fc.Arbitrary<string> =>
    CONSTANTS[kind] ??
    fc.oneof(
      { weight: 4, arbitrary: LEAVES[kind] ?? anyLeaf },
      { weight: 1, arbitrary: anyLeaf },
      { weight: 4, arbitrary: nested },
    );
  // A LET of its own names is `binding` below.
  const signatures = callSignatures().filter(([name]) => name !== 'LET');
  const call = fc
    .constantFrom(...signatures)
    .chain(([name, kinds]) =>
      fc.tuple(...[...kinds].map(operand)).map((operands) => `${name}(${operands.join(', ')})`),
    );
  const chain = fc
    .tuple(
      operand('n'),
      fc.array(
        fc.tuple(fc.constantFrom('+', '-', '*', '/', '&', '=', '!=', '<', '>', '<=', '>='), operand('x')),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([first, rest]) => `(${first}${rest.map(([operator, right]) => ` ${operator} ${right}`).join('')})`);
  const binding = fc
    .tuple(operand('x'), operand('x'))
    .map(([value, body]) => `LET(v, ${value}, IF(v = ${body}, v, v & ${body}))`);
  const long = fc
    .tuple(
      anyLeaf,
      fc.constantFrom(...['+', '-', '*', '/', '&', '=', '<']),
      fc.array(anyLeaf, { minLength: 10, maxLength: 90 }),
    )
    .map(([first, operator, rest]) => `(${first}${rest.map((right) => ` ${operator} ${right}`).join('')})`);
  const deep = fc
    .tuple(
      anyLeaf,
      fc.array(fc.constantFrom('ABS(', 'TRIM(', '-(', 'NOT(', 'IF(1, '), { minLength: 10, maxLength: 60 }),
    )
    .map(([leaf, calls]) => `${calls.join('')}${leaf}${')'.repeat(calls.length)}`);
  return {
    formula: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      anyLeaf,
      { weight: 6, arbitrary: call },
      { weight: 3, arbitrary: chain },
      { weight: 1, arbitrary: binding },
      { weight: 1, arbitrary: fc.oneof(long, deep) },
      { weight: 1, arbitrary: nested.map((inner) => `-${inner}`) },
    ),
  };
}).formula;

/** One of them, the same for the same seed. */
export const formulaOf = (seed: number): string =>
  fc.sample(arbitraryFormula, { seed, numRuns: 1 })[0] as string;
