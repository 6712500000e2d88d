import { sliceUnits } from '../code-units';
import { joinTexts } from '../coerce';
import { LIMITS } from '../limits';
import { valueOfText } from '../number-text';
import type { SqlValue } from '../sql/sql-value';
import { fail } from '../value';
import { parameter, strict } from './define';
import type { FunctionDefinition } from './definition';
import { numberResult, sqlOf, textResult, whole, wholeSql } from './results';
import { boundedText, joinedText } from './text-bounds';
import {
  caseSql,
  countSql,
  endSql,
  findSql,
  lengthSql,
  middleSql,
  searchSql,
  startSql,
  substituteAllSql,
  trimSql,
} from './text-sql';

const category = 'text' as const;
const text = (): 'text' => 'text';
const number = (): 'number' => 'number';

/** 0-based unit where a search begins; 0 and 1 are both the first. */
const startOf = (from: unknown): number => Math.max(whole(from ?? 0) - 1, 0);
/** Lower case where that keeps the length, so that positions in it are positions in the text. */
function folded(value: string): string {
  const lower = value.toLowerCase();
  return [...lower].length === [...value].length ? lower : value;
}

/** `indexOf` with a start beyond the end finding nothing. */
const find = (needle: string, hay: string, from: number): number =>
  from > hay.length ? -1 : hay.indexOf(needle, from);

export const textFunctions: readonly FunctionDefinition[] = [
  strict({
    name: 'CONCATENATE',
    category,
    summary: 'Joins its arguments into one text; blanks vanish.',
    parameters: [parameter('text…', 'joined', 'Texts, numbers or lists.')],
    examples: [{ formula: 'CONCATENATE("Bob", " - ", 43)', result: 'Bob - 43' }],
    result: text,
    evaluate: (parts) => joinTexts(parts as readonly string[], ''),
    sql: (parts, builder) => joinedText(parts as SqlValue[], builder),
  }),
  strict({
    name: 'LEFT',
    category,
    summary: 'The first characters of a text.',
    parameters: [parameter('text', 'text', 'Text.'), parameter('count', 'number', 'How many characters.')],
    examples: [{ formula: 'LEFT("quick brown fox", 5)', result: 'quick' }],
    result: text,
    evaluate: ([value, count]) => sliceUnits(value as string, 0, whole(count)),
    sql: ([value, count], builder) => endSql('left', value, count, builder),
  }),
  strict({
    name: 'RIGHT',
    category,
    summary: 'The last characters of a text.',
    parameters: [parameter('text', 'text', 'Text.'), parameter('count', 'number', 'How many characters.')],
    examples: [{ formula: 'RIGHT("quick brown fox", 5)', result: 'n fox' }],
    result: text,
    evaluate: ([value, count]) => {
      const from = (value as string).length - Math.max(whole(count), 0);
      return sliceUnits(value as string, from, Infinity);
    },
    sql: ([value, count], builder) => endSql('right', value, count, builder),
  }),
  strict({
    name: 'MID',
    category,
    summary: 'Characters from the middle of a text; the first is at 1.',
    parameters: [
      parameter('text', 'text', 'Text.'),
      parameter('start', 'number', 'Position of the first character; below 1 counts as 1.'),
      parameter('count', 'number', 'How many characters.'),
    ],
    examples: [{ formula: 'MID("quick brown fox", 7, 5)', result: 'brown' }],
    result: text,
    evaluate: ([value, start, count]) => {
      const from = startOf(start);
      return sliceUnits(value as string, from, from + Math.max(whole(count), 0));
    },
    sql: ([value, start, count], builder) => middleSql(value, start, count, builder),
  }),
  strict({
    name: 'LEN',
    category,
    summary: 'The number of characters of a text.',
    parameters: [parameter('text', 'text', 'Text.')],
    examples: [{ formula: 'LEN("quick brown fox")', result: '15' }],
    result: number,
    evaluate: ([value]) => (value as string).length,
    sql: ([value], builder) => lengthSql(value, builder),
  }),
  strict({
    name: 'FIND',
    category,
    summary: 'Position of the first occurrence of a text in another, 0 when there is none. Case matters.',
    parameters: [
      parameter('needle', 'text', 'What to look for.'),
      parameter('text', 'text', 'Where to look.'),
      parameter('start?', 'number', 'Position to begin at.'),
    ],
    examples: [{ formula: 'FIND("fox", "quick brown fox")', result: '13' }],
    result: number,
    evaluate: ([needle, hay, from]) => find(needle as string, hay as string, startOf(from)) + 1,
    sql: ([needle, hay, from], builder) => findSql(needle, hay, from, builder),
  }),
  strict({
    name: 'SEARCH',
    category,
    summary: 'As FIND, but ignores case and is blank when there is none.',
    parameters: [
      parameter('needle', 'text', 'What to look for.'),
      parameter('text', 'text', 'Where to look.'),
      parameter('start?', 'number', 'Position to begin at.'),
    ],
    examples: [{ formula: 'SEARCH("World", "Hello World")', result: '7' }],
    result: number,
    evaluate: ([needle, hay, from]) => {
      const at = find(folded(needle as string), folded(hay as string), startOf(from));
      return at < 0 ? null : at + 1;
    },
    sql: ([needle, hay, from], builder) => searchSql(needle, hay, from, builder),
  }),
  strict({
    name: 'SUBSTITUTE',
    category,
    summary: 'Replaces every occurrence of a text, or only the one with the given number.',
    parameters: [
      parameter('text', 'text', 'Text.'),
      parameter('old', 'text', 'What to replace; empty changes nothing.'),
      parameter('new', 'text', 'What to put there.'),
      parameter('index?', 'number', 'Which occurrence, from 1; all when left out.'),
    ],
    examples: [{ formula: 'SUBSTITUTE("gold mold", "old", "et", 1)', result: 'get mold' }],
    result: text,
    evaluate: ([value, old, replacement, index]) => {
      const source = value as string;
      const wanted = old as string;
      const put = replacement as string;
      if (wanted === '') return source;
      const pieces = source.split(wanted);
      if (index === undefined) {
        const length = source.length + (pieces.length - 1) * (put.length - wanted.length);
        return length > LIMITS.textLength ? fail('The text is too long.') : pieces.join(put);
      }
      const nth = whole(index);
      if (nth < 1 || nth >= pieces.length) return source;
      return pieces.slice(0, nth).join(wanted) + put + pieces.slice(nth).join(wanted);
    },
    sql: ([value, old, replacement, index], builder) =>
      index
        ? boundedText(
            `formula.substitute(${sqlOf(value)}, ${sqlOf(old)}, ${sqlOf(replacement)}, ${wholeSql(index)})`,
            builder,
          )
        : substituteAllSql(value, old, replacement, builder),
  }),
  strict({
    name: 'REPLACE',
    category,
    summary: 'Replaces characters by position; the first is at 1.',
    parameters: [
      parameter('text', 'text', 'Text.'),
      parameter('start', 'number', 'Position of the first character to replace.'),
      parameter('count', 'number', 'How many characters.'),
      parameter('new', 'text', 'What to put there.'),
    ],
    examples: [{ formula: 'REPLACE("database", 2, 5, "o")', result: 'dose' }],
    result: text,
    evaluate: ([value, start, count, replacement]) => {
      const source = value as string;
      const from = startOf(start);
      const to = from + Math.max(whole(count), 0);
      return sliceUnits(source, 0, from) + (replacement as string) + sliceUnits(source, to, Infinity);
    },
    sql: ([value, start, count, replacement], builder) => {
      const t = builder.column(sqlOf(value));
      const from = startSql(start, builder);
      const to = `${from} + ${countSql(count, builder)}`;
      return boundedText(
        `(formula.utf16_slice(${t}, 0, ${from}) || ${sqlOf(replacement)} || formula.utf16_slice(${t}, ${to}, 'Infinity'))`,
        builder,
      );
    },
  }),
  strict({
    name: 'REPT',
    category,
    summary: 'Repeats a text.',
    parameters: [parameter('text', 'text', 'Text.'), parameter('count', 'number', 'How many times.')],
    examples: [{ formula: 'REPT("Hi! ", 3)', result: 'Hi! Hi! Hi! ' }],
    result: text,
    evaluate: ([value, count]) => {
      const times = Math.max(whole(count), 0);
      const source = value as string;
      if (source === '') return '';
      return source.length * times > LIMITS.textLength ? fail('The text is too long.') : source.repeat(times);
    },
    sql: ([value, count], builder) => {
      const t = builder.column(sqlOf(value));
      const times = countSql(count, builder);
      const long = builder.column(`(formula.utf16_length(${t}) * ${times}::float8 > ${LIMITS.textLength})`);
      return textResult(`CASE WHEN ${long} OR ${t} = '' THEN '' ELSE repeat(${t}, ${times}) END`, {
        error: long,
      });
    },
  }),
  strict({
    name: 'LOWER',
    category,
    summary: 'The text in lower case.',
    parameters: [parameter('text', 'text', 'Text.')],
    examples: [{ formula: 'LOWER("Hello!")', result: 'hello!' }],
    result: text,
    evaluate: ([value]) => (value as string).toLowerCase(),
    sql: ([value], builder) => caseSql('lower', value, builder),
  }),
  strict({
    name: 'UPPER',
    category,
    summary: 'The text in upper case.',
    parameters: [parameter('text', 'text', 'Text.')],
    examples: [{ formula: 'UPPER("Hello!")', result: 'HELLO!' }],
    result: text,
    evaluate: ([value]) => (value as string).toUpperCase(),
    sql: ([value], builder) => caseSql('upper', value, builder),
  }),
  strict({
    name: 'TRIM',
    category,
    summary: 'The text without white space at both ends.',
    parameters: [parameter('text', 'text', 'Text.')],
    examples: [{ formula: 'TRIM(" Hello! ")', result: 'Hello!' }],
    result: text,
    evaluate: ([value]) => (value as string).trim(),
    sql: ([value], builder) => trimSql(value, builder),
  }),
  strict({
    name: 'T',
    category,
    summary: 'The argument if it is text, otherwise blank.',
    parameters: [parameter('value', 'any', 'Any value.')],
    examples: [{ formula: 'T("text only")', result: 'text only' }],
    result: text,
    evaluate: ([value]) => (typeof value === 'string' ? value : null),
    sql: ([value]) => {
      const given = value as SqlValue;
      if (given.type === 'text') return { ...given, error: null };
      const own = given.type === 'mixed' ? `formula.text_only(${given.value})` : 'NULL::text';
      return textResult(own, { present: false });
    },
  }),
  strict({
    name: 'VALUE',
    category,
    summary: 'The number in a text: digits, a decimal point and a leading minus count, all else is dropped.',
    parameters: [parameter('text', 'text', 'Text.')],
    examples: [{ formula: 'VALUE("$10,000")', result: '10000' }],
    result: number,
    evaluate: ([value]) => {
      if (value === '') return null;
      const found = valueOfText(value as string);
      return found === null ? fail('The text holds no digit.') : found;
    },
    sql: ([value], builder) => {
      const t = builder.column(sqlOf(value));
      const found = builder.column(`formula.value_of(${t})`);
      return numberResult(found, {
        atomic: true,
        present: false,
        finite: true,
        error: `(${t} <> '' AND ${found} IS NULL)`,
      });
    },
  }),
  strict({
    name: 'ENCODE_URL_COMPONENT',
    category,
    summary: 'The text percent-encoded for use in an address.',
    parameters: [parameter('text', 'text', 'Text.')],
    examples: [{ formula: 'ENCODE_URL_COMPONENT("chicken & waffles")', result: 'chicken%20%26%20waffles' }],
    result: text,
    evaluate: ([value]) =>
      encodeURIComponent(value as string).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    sql: ([value], builder) => boundedText(`formula.encode_url(${sqlOf(value)})`, builder),
  }),
];
