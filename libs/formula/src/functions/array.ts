import { flatten, toText } from '../coerce';
import { LIMITS } from '../limits';
import type { SqlValue } from '../sql/sql-value';
import { type FormulaType, listOf, uniteItems } from '../types';
import { fail, isDate, type Value } from '../value';
import { parameter, strict } from './define';
import type { FunctionDefinition } from './definition';
import { listResult, sqlOf, textResult, whole, wholeSql } from './results';

const category = 'array' as const;
const items = parameter('list', 'items', 'A list: values of a rollup, a lookup, a multiple select.');
const sameItems = (types: readonly FormulaType[]): FormulaType => listOf(uniteItems(types.slice(0, 1)));

/** What makes two items the same: kind and value. */
function identity(item: Value): string {
  return isDate(item)
    ? JSON.stringify({ d: item.ms, z: item.zone, l: item.locale })
    : JSON.stringify([typeof item, typeof item === 'number' ? String(item + 0) : item]);
}

const typed = (types: readonly FormulaType[], value: SqlValue): SqlValue => ({
  ...value,
  type: sameItems(types),
});

export const arrayFunctions: readonly FunctionDefinition[] = [
  strict({
    name: 'ARRAYJOIN',
    category,
    summary: 'The items as one text.',
    parameters: [items, parameter('separator?', 'text', 'Text between items; ", " when left out.')],
    examples: [{ formula: 'ARRAYJOIN(values, "; ")', result: '1; 2; 3', values: [1, 2, 3] }],
    result: () => 'text',
    evaluate: ([given, separator]) =>
      toText(given as readonly Value[], (separator as string | undefined) ?? ', '),
    sql: ([given, separator], builder) => {
      const between = separator?.value ?? builder.bind(', ', 'text');
      const long = builder.column(`formula.joined_too_long(${sqlOf(given)}, ${between})`);
      return textResult(`CASE WHEN ${long} THEN '' ELSE formula.list_text(${sqlOf(given)}, ${between}) END`, {
        error: long,
      });
    },
  }),
  strict({
    name: 'ARRAYUNIQUE',
    category,
    summary: 'The items without repetitions, in order of first appearance.',
    parameters: [items],
    examples: [{ formula: 'ARRAYUNIQUE(values)', result: '1, 2, 3', values: [1, 2, 3, 3, 2, 1] }],
    result: sameItems,
    evaluate: ([given]) => {
      const seen = new Set<string>();
      return (given as readonly Value[]).filter((item) => {
        const key = identity(item);
        return seen.has(key) ? false : seen.add(key);
      });
    },
    sql: ([given], _builder, types) => typed(types, listResult(`formula.items_unique(${sqlOf(given)})`)),
  }),
  strict({
    name: 'ARRAYCOMPACT',
    category,
    summary: 'The items without blanks and empty texts.',
    parameters: [items],
    examples: [{ formula: 'ARRAYCOMPACT(values)', result: '1, 2, 5', values: [1, 2, '', null, 5] }],
    result: sameItems,
    evaluate: ([given]) => (given as readonly Value[]).filter((item) => item !== null && item !== ''),
    sql: ([given], _builder, types) => typed(types, listResult(`formula.items_compact(${sqlOf(given)})`)),
  }),
  strict({
    name: 'ARRAYFLATTEN',
    category,
    summary: 'All items of the lists in one list.',
    parameters: [parameter('list…', 'items', 'Lists.')],
    examples: [{ formula: 'ARRAYFLATTEN(values)', result: '1, 2, 3', values: [1, 2, 3] }],
    result: (types) => listOf(uniteItems(types)),
    evaluate: ([given]) => flatten(given as readonly Value[]),
    sql: ([given], _builder, types) => ({
      ...(given as SqlValue),
      error: null,
      type: listOf(uniteItems(types)),
    }),
  }),
  strict({
    name: 'ARRAYSLICE',
    category,
    summary: 'Some items of a list, by position from 1, negative from the end, both ends included.',
    parameters: [
      items,
      parameter('start', 'number', 'First position.'),
      parameter('end?', 'number', 'Last position; the last item when left out.'),
    ],
    examples: [{ formula: 'ARRAYSLICE(values, 2, 3)', result: 'B, C', values: ['A', 'B', 'C', 'D'] }],
    result: sameItems,
    evaluate: ([given, start, end]) => {
      const list = given as readonly Value[];
      const at = (position: number): number => (position < 0 ? list.length + position + 1 : position);
      const first = at(whole(start));
      const last = end === undefined ? list.length : at(whole(end));
      return list.filter((_, index) => index + 1 >= first && index + 1 <= last);
    },
    sql: ([given, start, end], _builder, types) =>
      typed(
        types,
        listResult(
          `formula.items_slice(${sqlOf(given)}, ${wholeSql(start)}, ${end ? wholeSql(end) : 'NULL'})`,
        ),
      ),
  }),
  strict({
    name: 'SPLIT',
    category,
    extension: true,
    summary: 'The pieces of a text between separators, as a list; an empty text has none.',
    parameters: [
      parameter('text', 'text', 'Text.'),
      parameter('separator', 'text', 'Separator; empty splits into characters.'),
    ],
    examples: [{ formula: 'ARRAYJOIN(SPLIT("a-b-c", "-"), "; ")', result: 'a; b; c' }],
    result: () => listOf('text'),
    evaluate: ([value, separator]) => {
      if (value === '') return [];
      const pieces = separator === '' ? [...(value as string)] : (value as string).split(separator as string);
      return pieces.length > LIMITS.listLength ? fail('The list is too long.') : pieces;
    },
    sql: ([value, separator], builder) => {
      const pieces = builder.column(
        `formula.split(${sqlOf(value)}, ${sqlOf(separator)}, ${LIMITS.listLength})`,
      );
      return {
        ...listResult(`coalesce(${pieces}, '[]')`, { error: `(${pieces} IS NULL)` }),
        type: listOf('text'),
      };
    },
  }),
];
