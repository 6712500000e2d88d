import { MODES } from '../modes';
import { regexExtract, regexMatch, regexReplace } from '../regex/search';
import { regexExtractSql, regexMatchSql, regexReplaceSql } from '../regex/search-sql';
import { SqlCompiler } from '../sql/compiler';
import type { SqlValue } from '../sql/sql-value';
import { isFailure } from '../value';

export interface RegexCase {
  pattern: string;
  text: string;
  replacement: string;
}
/** What the three functions say; null is #ERROR!. */
export type RegexAnswers = [match: boolean | null, extract: string | null, replace: string | null];

const answer = <T>(value: T): Exclude<T, object> | null => (isFailure(value) ? null : value) as never;

/** The answers of the evaluator. */
export const evaluatedRegex = ({ pattern, text, replacement }: RegexCase): RegexAnswers => [
  answer(regexMatch(text, pattern)),
  answer(regexExtract(text, pattern)),
  answer(regexReplace(text, pattern, replacement)),
];

/** The answers of PostgreSQL, with patterns and replacements as literals of the formula or as values of the row. */
export async function queriedRegex(
  client: {
    query(query: { text: string; values: unknown[]; rowMode: 'array' }): Promise<{ rows: unknown[][] }>;
  },
  cases: readonly RegexCase[],
  literal: boolean,
): Promise<RegexAnswers[]> {
  const values: unknown[] = [];
  const statements = cases.map((one) => {
    const first = values.length + 1;
    const compiler = new SqlCompiler(
      {
        field: () => ({ type: 'text', value: 'r.text' }),
        recordId: `''`,
        createdMs: '0',
        lastModifiedMs: () => '0',
        firstParameter: first + 3,
      },
      MODES.airtable,
    );
    const column = (name: keyof RegexCase): SqlValue => ({
      type: 'text',
      value: `r.${name}`,
      error: null,
      atomic: true,
    });
    const given = (name: keyof RegexCase): SqlValue =>
      literal
        ? { ...column(name), value: compiler.bind(one[name], 'text'), literal: one[name] }
        : column(name);
    const cells = [
      regexMatchSql(column('text'), given('pattern'), compiler),
      regexExtractSql(column('text'), given('pattern'), compiler),
      regexReplaceSql(column('text'), given('pattern'), given('replacement'), compiler),
    ].map(([value, { error }]) =>
      error ? `CASE WHEN NOT ${error} THEN (${value})::text END` : `(${value})::text`,
    );
    values.push(one.text, one.pattern, one.replacement, ...compiler.parameters);
    const row = `SELECT $${first}::text AS text, $${first + 1}::text AS pattern, $${first + 2}::text AS replacement OFFSET 0`;
    return `(SELECT ${cells.join(', ')} FROM (${row}) AS r${compiler.laterals()})`;
  });
  const { rows } = await client.query({ text: statements.join(' UNION ALL '), values, rowMode: 'array' });
  return rows.map(([match, extract, replace]) => [
    match === null ? null : match === 'true',
    extract as string | null,
    replace as string | null,
  ]);
}
