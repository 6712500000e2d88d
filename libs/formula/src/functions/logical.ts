import type { Checked } from '../check/checked';
import { toBoolean } from '../coerce';
import { compare } from '../compare';
import type { Environment } from '../evaluate/environment';
import { evaluate } from '../evaluate/evaluator';
import { booleanSql, tagSql } from '../sql/coerce-sql';
import { comparisonSql } from '../sql/comparison-sql';
import type { SqlBuilder } from '../sql/sql-builder';
import { anyError, isCheap, type SqlValue } from '../sql/sql-value';
import { longestOf } from '../sql/text-length';
import { type FormulaType, unite } from '../types';
import { fail, isFailure, type Value } from '../value';
import { lazy, parameter, strict } from './define';
import type { FunctionDefinition } from './definition';
import { booleanResult, sqlOf } from './results';

const category = 'logical' as const;
const boolean = (): 'boolean' => 'boolean';

const isAnyError = (value: Value): boolean =>
  isFailure(value) || (typeof value === 'number' && !Number.isFinite(value));

/** SQL that says whether a value is any of the four errors. */
function anyErrorSql(value: SqlValue): string {
  const own = value.error ?? 'false';
  if (value.type === 'number' && !value.finite)
    return `(${own} OR coalesce(${value.value} IN ('NaN'::float8, 'Infinity'::float8, '-Infinity'::float8), false))`;
  if (value.type === 'mixed')
    return `(${own} OR coalesce(jsonb_typeof(${value.value}) = 'object' AND NOT ${value.value} ? 'd', false))`;
  return `(${own})`;
}

interface Branch {
  /** Never-null boolean; null for "otherwise". */
  when: SqlValue | null;
  then: SqlValue;
}

/** Brings a value to the united type of the branches. */
function lift(value: SqlValue, type: FormulaType): string {
  if (value.type === 'blank') return `NULL::${postgresType(type)}`;
  return type === 'mixed' ? tagSql(value).value : value.value;
}

function postgresType(type: FormulaType): string {
  if (type === 'number') return 'double precision';
  if (type === 'text' || type === 'blank') return 'text';
  if (type === 'boolean') return 'boolean';
  return type === 'date' ? 'bigint' : 'jsonb';
}

/**
 * `CASE` over the branches. A failed condition fails the whole from there on; a branch not taken does not count, and
 * since every expression is total, computing it does no harm.
 */
function choose(branches: readonly Branch[], builder: SqlBuilder): SqlValue {
  const type = unite(branches.map(({ then }) => then.type));
  const mayFail = branches.some(({ when, then }) => (when?.error ?? null) !== null || then.error !== null);
  const shown =
    type === 'date' && branches.some(({ then }) => then.zone !== undefined || then.locale !== undefined);
  const rare = shown ? undefined : rareError(branches);
  // Value, error and display each ask the conditions.
  const askedAgain = shown || (mayFail && rare === undefined);
  const asked = (when: SqlValue): SqlValue => (askedAgain && !isCheap(when) ? builder.share(when) : when);
  const shared = branches.map(({ when, then }) => ({
    when: when && asked(when),
    then: type === 'mixed' || shown ? builder.share(then) : then,
  }));
  const pick = (
    of: (branch: (typeof shared)[number]) => string,
    failed: string,
    otherwise: string,
  ): string => {
    const arms = shared.flatMap((branch) =>
      branch.when === null
        ? []
        : [
            ...(branch.when.error === null ? [] : [`WHEN ${branch.when.error} THEN ${failed}`]),
            `WHEN ${branch.when.value} THEN ${of(branch)}`,
          ],
    );
    const last = shared.find(({ when }) => when === null);
    const rest = last ? of(last) : otherwise;
    return arms.length === 0 ? rest : `CASE ${arms.join(' ')} ELSE ${rest} END`;
  };
  const hasElse = shared.some(({ when }) => when === null);
  return {
    type,
    value: pick(({ then }) => lift(then, type), `NULL::${postgresType(type)}`, `NULL::${postgresType(type)}`),
    error: mayFail ? (rare ?? pick(({ then }) => then.error ?? 'false', 'true', 'false')) : null,
    atomic: false,
    present: hasElse && shared.every(({ then }) => then.present === true),
    ...(type === 'text' ? { longest: Math.max(...shared.map(({ then }) => longestOf(then))) } : {}),
    finite: type === 'number' && shared.every(({ then }) => then.type === 'blank' || then.finite === true),
    ...(shown
      ? {
          zone: pick(({ then }) => then.zone ?? 'NULL::text', 'NULL::text', 'NULL::text'),
          locale: pick(({ then }) => then.locale ?? 'NULL::text', 'NULL::text', 'NULL::text'),
        }
      : {}),
  };
}

/**
 * The error state of one condition that cannot fail with one or two branches: the branches' errors are asked first, which
 * seldom hold, and the condition only then. Undefined for others.
 */
function rareError(branches: readonly Branch[]): string | undefined {
  const [first, second] = branches;
  if (!first?.when || first.when.error !== null || branches.length > 2 || second?.when) return undefined;
  const failing = [first.then.error, second?.then.error ?? null];
  if (failing.includes('true')) return undefined;
  const { value: condition } = first.when;
  const places = [condition, `NOT ${condition}`];
  const errors = failing.flatMap((error, index) =>
    error === null ? [] : [`(${error} AND ${places[index]})`],
  );
  return errors.length === 0 ? undefined : `(${errors.join(' OR ')})`;
}

/** Pairs of condition and result behind the operands from `from` on, and what is left over. */
function pairs(
  args: readonly Checked[],
  from: number,
): { pairs: [Checked, Checked][]; rest: Checked | undefined } {
  const found: [Checked, Checked][] = [];
  let at = from;
  for (; at + 1 < args.length; at += 2) found.push([args[at] as Checked, args[at + 1] as Checked]);
  return { pairs: found, rest: args[at] };
}

const everySecond = (types: readonly FormulaType[], from: number): FormulaType =>
  unite(
    types.filter((_, index) => index >= from && ((index - from) % 2 === 1 || index === types.length - 1)),
  );

function counting(
  name: string,
  summary: string,
  example: [string, string],
  decide: (ticked: number, all: number) => boolean,
  sql: (ticked: string, all: string) => string,
  link: 'AND' | 'OR' | '<>',
): FunctionDefinition {
  return strict({
    name,
    category,
    summary,
    parameters: [parameter('condition…', 'items', 'Conditions or lists of them.')],
    examples: [{ formula: example[0], result: example[1] }],
    result: boolean,
    evaluate: ([items]) => {
      const given = items as readonly Value[];
      return decide(given.filter((item) => toBoolean(item) === true).length, given.length);
    },
    sql: ([items]) =>
      booleanResult(sql(`formula.true_count(${sqlOf(items)})`, `jsonb_array_length(${sqlOf(items)})`)),
    scalarSql: (operands, builder) => {
      let conditions = operands.map((operand) => booleanSql(operand, builder).value);
      // PostgreSQL recurses over the depth of an expression.
      while (conditions.length > 64)
        conditions = Array.from({ length: Math.ceil(conditions.length / 64) }, (_, at) =>
          builder.column(linked(conditions.slice(at * 64, at * 64 + 64), link)),
        );
      return booleanResult(linked(conditions, link));
    },
  });
}

/** `<>` between truth values is "an odd number of them". */
const linked = (conditions: readonly string[], link: string): string =>
  conditions.reduce((left, right) => `(${left} ${link} ${right})`);

export const logicalFunctions: readonly FunctionDefinition[] = [
  lazy({
    name: 'IF',
    category,
    summary: 'One value if the condition holds, else another or blank.',
    parameters: [
      parameter('condition', 'boolean', 'Condition.'),
      parameter('then', 'any', 'Value if it holds.'),
      parameter('else?', 'any', 'Value if not; blank when left out.'),
    ],
    examples: [{ formula: 'IF(1 = 1, "yes", "no")', result: 'yes' }],
    result: (types) => unite(types.slice(1)),
    evaluate: ([condition, then, otherwise], evaluate) => {
      const holds = toBoolean(evaluate(condition as Checked));
      if (isFailure(holds)) return holds;
      if (holds) return evaluate(then as Checked);
      return otherwise ? evaluate(otherwise) : null;
    },
    sql: ([condition, then, otherwise], compile, builder) =>
      choose(
        [
          { when: booleanSql(compile(condition as Checked), builder), then: compile(then as Checked) },
          ...(otherwise ? [{ when: null, then: compile(otherwise) }] : []),
        ],
        builder,
      ),
  }),
  lazy({
    name: 'IFS',
    category,
    extension: true,
    summary: 'The value behind the first condition that holds; a last value alone is the default.',
    parameters: [
      parameter('condition', 'boolean', 'Condition.'),
      parameter('value', 'any', 'Value if it holds.'),
      parameter('more?…', 'any', 'More conditions and values, then a default.'),
    ],
    examples: [{ formula: 'IFS(1 > 2, "a", 2 > 1, "b", "c")', result: 'b' }],
    result: (types) => everySecond(types, 0),
    evaluate: (args, evaluate) => {
      const { pairs: branches, rest } = pairs(args, 0);
      for (const [condition, value] of branches) {
        const holds = toBoolean(evaluate(condition));
        if (isFailure(holds)) return holds;
        if (holds) return evaluate(value);
      }
      return rest ? evaluate(rest) : null;
    },
    sql: (args, compile, builder) => {
      const { pairs: branches, rest } = pairs(args, 0);
      return choose(
        [
          ...branches.map(([condition, value]) => ({
            when: booleanSql(compile(condition), builder),
            then: compile(value),
          })),
          ...(rest ? [{ when: null, then: compile(rest) }] : []),
        ],
        builder,
      );
    },
  }),
  lazy({
    name: 'SWITCH',
    category,
    summary:
      'The value behind the first pattern that equals the expression; a last value alone is the default.',
    parameters: [
      parameter('expression', 'any', 'What is compared.'),
      parameter('pattern', 'any', 'Pattern.'),
      parameter('result', 'any', 'Value if it is equal.'),
      parameter('more?…', 'any', 'More patterns and values, then a default.'),
    ],
    examples: [{ formula: 'SWITCH(2, 1, "one", 2, "two", "many")', result: 'two' }],
    result: (types) => everySecond(types, 1),
    evaluate: (args, evaluate, environment: Environment) => {
      const { pairs: branches, rest } = pairs(args, 1);
      const subject = evaluate(args[0] as Checked);
      if (isFailure(subject)) return subject;
      for (const [pattern, value] of branches) {
        const equal = compare('=', subject, evaluate(pattern), environment.mode);
        if (isFailure(equal)) return equal;
        if (equal) return evaluate(value);
      }
      return rest ? evaluate(rest) : null;
    },
    sql: (args, compile, builder) => {
      const { pairs: branches, rest } = pairs(args, 1);
      const subject = builder.share(compile(args[0] as Checked));
      const chosen = choose(
        [
          ...branches.map(([pattern, value]) => ({
            when: comparisonSql('=', subject, compile(pattern), builder),
            then: compile(value),
          })),
          ...(rest ? [{ when: null, then: compile(rest) }] : []),
        ],
        builder,
      );
      return { ...chosen, error: anyError([subject, chosen]) };
    },
  }),
  counting(
    'AND',
    'Whether all conditions hold.',
    ['AND(1 < 2, 2 < 3)', '1'],
    (ticked, all) => ticked === all,
    (ticked, all) => `(${ticked} = ${all})`,
    'AND',
  ),
  counting(
    'OR',
    'Whether any condition holds.',
    ['OR(1 > 2, 2 < 3)', '1'],
    (ticked) => ticked > 0,
    (ticked) => `(${ticked} > 0)`,
    'OR',
  ),
  counting(
    'XOR',
    'Whether an odd number of conditions holds.',
    ['XOR(1 < 2, 2 < 3)', '0'],
    (ticked) => ticked % 2 === 1,
    (ticked) => `(${ticked} % 2 = 1)`,
    '<>',
  ),
  strict({
    name: 'NOT',
    category,
    summary: 'The opposite of a condition.',
    parameters: [parameter('condition', 'boolean', 'Condition.')],
    examples: [{ formula: 'NOT(1 > 2)', result: '1' }],
    result: boolean,
    evaluate: ([condition]) => !condition,
    sql: ([condition]) => booleanResult(`(NOT ${sqlOf(condition)})`),
  }),
  ...([true, false] as const).map((truth) =>
    strict({
      name: truth ? 'TRUE' : 'FALSE',
      category,
      summary: `The logical value ${truth}, shown as ${truth ? 1 : 0}.`,
      parameters: [],
      examples: [{ formula: truth ? 'TRUE()' : 'FALSE()', result: truth ? '1' : '0' }],
      result: boolean,
      evaluate: () => truth,
      sql: () => booleanResult(String(truth), { atomic: true }),
    }),
  ),
  strict({
    name: 'BLANK',
    category,
    summary: 'An empty value.',
    parameters: [],
    examples: [{ formula: 'BLANK()', result: '' }],
    result: () => 'blank',
    evaluate: () => null,
    sql: () => ({ type: 'blank', value: 'NULL::text', error: null, atomic: true }),
  }),
  strict({
    name: 'ERROR',
    category,
    summary: 'The error value #ERROR!.',
    parameters: [parameter('message?', 'text', 'A note for readers of the formula; not shown.')],
    examples: [{ formula: 'ERROR()', result: '#ERROR!' }],
    result: () => 'blank',
    evaluate: () => fail('The formula says ERROR().'),
    sql: () => ({ type: 'blank', value: 'NULL::text', error: 'true', atomic: true }),
  }),
  lazy({
    name: 'ISERROR',
    category,
    summary: 'Whether the value is any error: #ERROR!, NaN or an infinity.',
    parameters: [parameter('value', 'any', 'Any value.')],
    examples: [{ formula: 'ISERROR(2 / 0)', result: '1' }],
    result: boolean,
    evaluate: ([value], evaluate) => isAnyError(evaluate(value as Checked)),
    sql: ([value], compile, builder) => booleanResult(anyErrorSql(builder.share(compile(value as Checked)))),
  }),
  lazy({
    name: 'IFERROR',
    category,
    extension: true,
    summary: 'The value, or the fallback where it is any error.',
    parameters: [
      parameter('value', 'any', 'Any value.'),
      parameter('fallback', 'any', 'Value in its place.'),
    ],
    examples: [{ formula: 'IFERROR(2 / 0, 0)', result: '0' }],
    result: unite,
    evaluate: ([value, fallback], evaluate) => {
      const found = evaluate(value as Checked);
      return isAnyError(found) ? evaluate(fallback as Checked) : found;
    },
    sql: ([value, fallback], compile, builder) => {
      const found = builder.share(compile(value as Checked));
      return choose(
        [
          {
            when: booleanResult(builder.column(anyErrorSql(found)), { atomic: true }),
            then: compile(fallback as Checked),
          },
          { when: null, then: { ...found, error: null } },
        ],
        builder,
      );
    },
  }),
  lazy({
    name: 'LET',
    category,
    extension: true,
    summary: 'Names values for use in the last operand; a later value may use earlier names.',
    parameters: [
      parameter('name', 'any', 'A plain name.'),
      parameter('value', 'any', 'Its value.'),
      parameter('result', 'any', 'What to compute; or further names and values before it.'),
      parameter('more?…', 'any', 'Further operands.'),
    ],
    examples: [{ formula: 'LET(x, 3, x * x)', result: '9' }],
    result: (types) => types.at(-1) ?? 'blank',
    evaluate: (args, _evaluate, environment) => {
      const variables = new Map(environment.variables);
      const scope = { ...environment, variables };
      const { pairs: bindings, rest } = pairs(args, 0);
      for (const [name, value] of bindings)
        if (name.kind === 'literal') variables.set(String(name.value), evaluate(value, scope));
      return rest ? evaluate(rest, scope) : null;
    },
    sql: (args, compile, builder) => {
      const { pairs: bindings, rest } = pairs(args, 0);
      const leave = builder.enterScope();
      for (const [name, value] of bindings)
        builder.setVariable(String((name as { value?: unknown }).value), builder.share(compile(value)));
      const result = compile(rest as Checked);
      leave();
      return result;
    },
  }),
  strict({
    name: 'ISBLANK',
    category,
    extension: true,
    summary: 'Whether the value is empty; 0 is not.',
    parameters: [parameter('value', 'any', 'Any value.')],
    examples: [{ formula: 'ISBLANK(0)', result: '0' }],
    result: boolean,
    evaluate: ([value]) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
    sql: ([value], builder) => {
      const once = builder.share(value as SqlValue);
      if (once.type === 'text') return booleanResult(`(coalesce(${once.value}, '') = '')`);
      if (once.type === 'number' || once.type === 'boolean' || once.type === 'date' || once.type === 'blank')
        return booleanResult(`(${once.value} IS NULL)`);
      return booleanResult(`(coalesce(${once.value}, 'null') IN ('null', '""', '[]'))`);
    },
  }),
];
