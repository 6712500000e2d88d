import { LIMITS } from '../limits';
import { type FormulaType, isList } from '../types';
import type { SqlBuilder } from './sql-builder';
import { anyError, isCheap, type SqlValue } from './sql-value';
import { withinLimit } from './text-length';

/** Characters of a number and of a date as text, at most. */
const NUMBER_TEXT = 30;
const DATE_TEXT = 30;

const constant = (type: FormulaType, value: string): SqlValue => ({
  type,
  value,
  error: null,
  atomic: true,
  present: true,
});

/** Number: never NULL, blank is 0. */
export function numberSql(value: SqlValue, builder: SqlBuilder): SqlValue {
  const { error, atomic } = value;
  switch (value.type) {
    case 'number':
      if (value.present) return value;
      return {
        ...value,
        value: `coalesce(${value.value}, 0::float8)`,
        present: true,
        ...(value.whole === undefined ? {} : { whole: `coalesce(${value.whole}, 0)` }),
      };
    case 'blank':
      return { ...constant('number', '0::float8'), error, finite: true, whole: '0' };
    case 'boolean':
      return {
        type: 'number',
        value: `CASE WHEN ${value.value} THEN 1::float8 ELSE 0::float8 END`,
        error,
        atomic,
        present: true,
        finite: true,
        whole: `CASE WHEN ${value.value} THEN 1 ELSE 0 END`,
      };
    case 'text':
      return {
        type: 'number',
        value: `formula.text_number(${value.value})`,
        error,
        atomic: false,
        present: true,
      };
    case 'date':
      return {
        type: 'number',
        value: `CASE WHEN ${value.value} IS NULL THEN 0::float8 ELSE 'NaN'::float8 END`,
        error,
        atomic,
        present: true,
      };
    default: {
      const once = builder.share(value);
      const name = isList(value.type) ? 'list' : 'mixed';
      return {
        type: 'number',
        value: `formula.${name}_number(${once.value})`,
        error: itemsError(once),
        atomic: false,
        present: true,
      };
    }
  }
}

/** Text: never NULL, blank is ''; a list's items are joined with the separator. */
export function textSql(value: SqlValue, builder: SqlBuilder, separator = ', '): SqlValue {
  const { error } = value;
  const as = (sql: string, longest: number = LIMITS.textLength): SqlValue => ({
    type: 'text',
    value: sql,
    error,
    atomic: false,
    present: true,
    longest,
  });
  switch (value.type) {
    case 'text':
      if (value.present) return value;
      return { ...value, value: `coalesce(${value.value}, '')`, present: true, size: undefined };
    case 'blank':
      return { ...constant('text', `''::text`), error, longest: 0 };
    case 'number': {
      if (value.whole !== undefined) {
        const text = `(${value.whole})::text`;
        return as(value.present ? text : `coalesce(${text}, '')`, NUMBER_TEXT);
      }
      // The function asks for its argument several times.
      const once = isCheap(value) ? value : builder.share(value);
      return { ...as(`formula.number_text(${once.value})`, NUMBER_TEXT), error: once.error };
    }
    case 'boolean':
      return as(`CASE ${value.value} WHEN true THEN '1' WHEN false THEN '0' ELSE '' END`, 1);
    case 'date':
      return as(`formula.iso_text(${value.value})`, DATE_TEXT);
    default: {
      const joined = value.joined?.(separator);
      if (joined) return { ...joined, error: anyError([{ error }, joined]) };
      const once = builder.share(value);
      if (!isList(value.type)) {
        // It may hold a list, whose text may be too long.
        const text = builder.column(`formula.mixed_text(${once.value})`);
        const long = `(octet_length(${text}) > ${LIMITS.textLength} AND formula.too_long(${text}))`;
        return {
          ...as(`CASE WHEN ${long} THEN '' ELSE ${text} END`),
          error: anyError([{ error: itemsError(once) }, { error: long }]),
        };
      }
      const between = builder.bind(separator, 'text');
      const long = builder.column(
        `formula.joined_too_long(coalesce(formula.flatten(${once.value}), '[]'), ${between})`,
      );
      return {
        ...as(`CASE WHEN ${long} THEN '' ELSE formula.list_text(${once.value}, ${between}) END`),
        error: anyError([{ error: itemsError(once) }, { error: long }]),
      };
    }
  }
}

/** Condition: never NULL. */
export function booleanSql(value: SqlValue, builder: SqlBuilder): SqlValue {
  const { error } = value;
  const as = (sql: string): SqlValue => ({
    type: 'boolean',
    value: sql,
    error,
    atomic: false,
    present: true,
  });
  switch (value.type) {
    case 'boolean':
      return value.present ? value : { ...value, value: `coalesce(${value.value}, false)`, present: true };
    case 'blank':
      return { ...constant('boolean', 'false'), error };
    case 'number':
      if (value.finite) return as(`(coalesce(${value.value}, 0::float8) <> 0)`);
      return as(`(coalesce(${value.value}, 0::float8) NOT IN (0::float8, 'NaN'::float8))`);
    case 'text':
      return as(`(coalesce(${value.value}, '') <> '')`);
    case 'date':
      return as(`(${value.value} IS NOT NULL)`);
    default: {
      const once = builder.share(value);
      const name = isList(value.type) ? 'list' : 'mixed';
      return { ...as(`formula.${name}_boolean(${once.value})`), error: itemsError(once) };
    }
  }
}

/** What a tagged date carries for DATETIME_FORMAT. */
const display = (tagged: string): Pick<SqlValue, 'zone' | 'locale'> => ({
  zone: `(${tagged} ->> 'z')`,
  locale: `(${tagged} ->> 'l')`,
});

/** Date: NULL only where the error holds. */
export function dateSql(value: SqlValue, builder: SqlBuilder): SqlValue {
  const failed = (once: SqlValue): string => anyError([once, { error: `(${once.value} IS NULL)` }]) as string;
  switch (value.type) {
    case 'date': {
      if (value.present) return value;
      const once = builder.share(value);
      return { ...once, error: failed(once) };
    }
    case 'text':
    case 'mixed': {
      const source = builder.share(value);
      const mixed = value.type === 'mixed';
      const once = builder.share({
        type: 'date',
        value: `formula.${mixed ? 'mixed' : 'text'}_date(${source.value})`,
        error: source.error,
        atomic: false,
        ...(mixed ? display(source.value) : {}),
      });
      return { ...once, error: failed(once) };
    }
    case 'blank':
    case 'number':
    case 'boolean':
      return { type: 'date', value: 'NULL::bigint', error: 'true', atomic: true };
    default: {
      const source = builder.share(value);
      const once = builder.share({
        type: 'date',
        value: `formula.list_date(${source.value})`,
        error: source.error,
        atomic: false,
        ...display(`formula.single(${source.value})`),
      });
      return { ...once, error: failed(once) };
    }
  }
}

/** The value as tagged jsonb, failures inside as {"e":1}; NULL for blank. Lists stay lists. */
export function tagSql(value: SqlValue): SqlValue {
  const { error } = value;
  const as = (sql: string): SqlValue => ({ type: 'mixed', value: sql, error, atomic: false });
  switch (value.type) {
    case 'blank':
      return { ...as('NULL::jsonb'), atomic: true };
    case 'number':
      return as(value.finite ? `to_jsonb(${value.value})` : `formula.tag_number(${value.value})`);
    case 'text':
    case 'boolean':
      return as(`to_jsonb(${value.value})`);
    case 'date':
      return as(
        value.zone || value.locale
          ? `formula.tag_date(${value.value}, ${value.zone ?? 'NULL'}, ${value.locale ?? 'NULL'})`
          : `formula.tag_date(${value.value})`,
      );
    default:
      return value;
  }
}

/** Operands of one expression: PostgreSQL recurses over expression depth and builds arrays of at most 100. */
const RUN = 64;

/** The lists one behind the other; NULL where their texts pass LIMITS.listText, which only several can. */
function joinLists(parts: readonly string[], builder: SqlBuilder): string {
  const join = (some: readonly string[]): string =>
    some.reduce((left, right) => `formula.join_two(${left}, ${right})`);
  let lists = parts;
  while (lists.length > RUN) {
    const fewer: string[] = [];
    for (let at = 0; at < lists.length; at += RUN)
      fewer.push(builder.column(join(lists.slice(at, at + RUN))));
    lists = fewer;
  }
  return lists.length === 0 ? `'[]'::jsonb` : join(lists);
}

/** All items of the values as one flat jsonb array, blanks as JSON null; never NULL. A failed item is an error. */
export function itemsSql(values: readonly SqlValue[], builder: SqlBuilder): SqlValue {
  const parts: string[] = [];
  let singles: string[] = [];
  const close = (): void => {
    if (singles.length > 0) parts.push(`jsonb_build_array(${singles.join(', ')})`);
    singles = [];
  };
  for (const value of values) {
    if (isList(value.type) || value.type === 'mixed') {
      close();
      parts.push(
        isList(value.type)
          ? `formula.flatten(${value.value})`
          : `formula.flatten(jsonb_build_array(${value.value}))`,
      );
    } else {
      singles.push(tagSql(value.type === 'text' ? withinLimit(value) : value).value);
      if (singles.length === RUN) close();
    }
  }
  close();
  const mayHoldErrors = values.some((value) => isList(value.type) || value.type === 'mixed');
  const error = anyErrorOf(values, builder);
  const common = { type: 'list:mixed', atomic: false, present: true } as const;
  // A list of single values is as long as the call, which is bounded.
  if (!mayHoldErrors)
    return unlessTooLarge(builder.share({ ...common, value: joinLists(parts, builder), error }), parts);
  // Too long a list is empty, so that lists made of it cannot grow further.
  const columns = parts.map((part) => builder.column(part));
  const long = builder.column(
    `(${runs(
      columns.map((part) => `jsonb_array_length(${part})`),
      ' + ',
      builder,
    )} > ${LIMITS.listLength})`,
  );
  const once = builder.share({
    ...common,
    value: `CASE WHEN ${long} THEN '[]'::jsonb ELSE ${joinLists(columns, builder)} END`,
    error: anyError([{ error }, { error: long }]),
  });
  return unlessTooLarge({ ...once, error: itemsError(once) }, parts);
}

/** Fails a list whose texts several parts made too long together: one holds at most RUN texts beside stored lists. */
function unlessTooLarge(once: SqlValue, parts: readonly string[]): SqlValue {
  return parts.length < 2 ? once : { ...once, error: anyError([once, { error: `(${once.value} IS NULL)` }]) };
}

/** Expressions with an operator between, in columns of RUN links each. */
function runs(expressions: readonly string[], operator: string, builder: SqlBuilder): string {
  let parts = expressions;
  while (parts.length > RUN) {
    const fewer: string[] = [];
    for (let at = 0; at < parts.length; at += RUN)
      fewer.push(builder.column(`(${parts.slice(at, at + RUN).join(operator)})`));
    parts = fewer;
  }
  return parts.join(operator);
}

/** `anyError` of any number of values, in columns of RUN links each. */
export function anyErrorOf(values: readonly SqlValue[], builder: SqlBuilder): string | null {
  const errors = [...new Set(values.flatMap(({ error }) => (error === null ? [] : [error])))];
  if (errors.length <= RUN) return anyError(values);
  return `(${runs(errors, ' OR ', builder)})`;
}

function itemsError(once: SqlValue): string {
  return anyError([once, { error: `formula.has_error(${once.value})` }]) as string;
}
