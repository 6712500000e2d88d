import type { Checked, CheckedCall, CheckedChain } from '../check/checked';
import { isGmt } from '../dates/time-zone';
import { FormulaError } from '../errors';
import type { Parameter, StrictFunction } from '../functions/definition';
import { joinedText } from '../functions/text-bounds';
import { LIMITS } from '../limits';
import { type Mode, MODES } from '../modes';
import type { ComparisonOperator } from '../syntax/ast';
import { fieldSql } from '../field-value';
import { type FormulaType, isList } from '../types';
import { arithmeticSql } from './arithmetic-sql';
import { anyErrorOf, booleanSql, dateSql, itemsSql, numberSql, textSql } from './coerce-sql';
import { comparisonSql } from './comparison-sql';
import type { RollupValues } from './rollup-values';
import type { SqlBuilder, SqlType } from './sql-builder';
import { anyError, type SqlValue } from './sql-value';

/** Where a formula's inputs stand in the query that will hold the compiled text. All strings are trusted SQL. */
export interface SqlSources {
  /**
   * A stored field's cell: expression of the type's PostgreSQL type (see SqlValue), NULL when empty. It reads a row that
   * is not known when PostgreSQL plans, since it would compute ahead with constants. Texts hold at most
   * LIMITS.textLength units; `longest` says how much shorter they are.
   */
  field(fieldId: string): Pick<SqlValue, 'type' | 'value'> & Partial<SqlValue>;
  recordId: string;
  /** bigint milliseconds. */
  createdMs: string;
  lastModifiedMs(fieldIds: readonly string[]): string;
  /** Binds a value to the statement that will hold the compiled text, and answers its placeholder (`$7`). */
  bind?(value: string | number | boolean | null): string;
  /** Called before a stage is added behind `before` others; throws FormulaError where that is more than the statement can bear. */
  stage?(before: number): void;
  /** The same before a column is added to a stage; `takeBack` removes it again, once those that came after it are gone. */
  column?(takeBack: () => void): void;
  /** Without `bind`: number of the first of the compiler's own `parameters`; the query's come before it. */
  firstParameter?: number;
  /** The statement's time; defaults to PostgreSQL's own. A fixed value serves tests. */
  nowMs?: number;
}

/** Longest expression kept in line; a longer one becomes a column, which keeps statements linear in size and flat. */
const INLINE = 2_000;
/** Columns that stand in one SELECT: PostgreSQL takes 1,664. */
const COLUMNS = 1_000;
/** A column of a stage: `f2.v17`, or `f2_1.v1017` of one that has more columns than stand in one SELECT. */
const OWN_COLUMN = /\bf(\d+)(?:_\d+)?\.v\d+\b/g;
const SHARED = /^(f\d+(_\d+)?\.v\d+|\$\d+::[a-z ]+)$/;
/** Links of one comparison or join kept in one expression: PostgreSQL recurses over expression depth. */
const RUN = 64;

/** The name of what holds a stage's column of that place. */
const partOf = (level: number, place: number): string =>
  place < COLUMNS ? `f${level}` : `f${level}_${Math.floor(place / COLUMNS)}`;

/**
 * Compiles checked formulas into columns of LATERAL stages behind the FROM item that holds the record. One compiler
 * serves one statement: formulas added to it share parameters and may read one another by field id.
 */
export class SqlCompiler implements SqlBuilder {
  readonly mode: Mode;
  readonly parameters: (string | number | boolean | null)[] = [];
  private readonly sources: SqlSources;
  private readonly placeholders = new Map<string, string>();
  private readonly stages: { name: string; sql: string }[][] = [];
  private readonly columns = new Map<string, string>();
  private readonly formulas = new Map<string, SqlValue>();
  private scope = new Map<string, SqlValue>();
  private timeZone = 'GMT';
  private values: RollupValues | undefined;
  private size = 0;

  constructor(sources: SqlSources, mode: Mode = MODES.airtable) {
    this.sources = sources;
    this.mode = mode;
  }

  /** Compiles a formula; with a field id its result can be read by formulas added later. */
  add(root: Checked, options: { fieldId?: string; timeZone?: string } = {}): SqlValue {
    this.timeZone = options.timeZone ?? 'GMT';
    // A stage costs about as much as a dozen operators: what is used once stays in line.
    const value = this.compile(root);
    if (options.fieldId === undefined) return value;
    const shared = this.share(value);
    this.formulas.set(options.fieldId, shared);
    return shared;
  }

  /**
   * Compiles the formula of a field: what formulas added later read of it by its id is its cell. `values` stands for a
   * rollup's `values`.
   */
  addField(
    fieldId: string,
    root: Checked,
    options: { timeZone?: string; values?: RollupValues } = {},
  ): SqlValue {
    this.timeZone = options.timeZone ?? 'GMT';
    this.values = options.values;
    const shared = this.share(fieldSql(this.compile(root), this));
    this.values = undefined;
    this.formulas.set(fieldId, shared);
    return shared;
  }

  /** Takes the formula of a field back: what is added later asks for its cell anew. */
  forget(fieldId: string): void {
    this.formulas.delete(fieldId);
  }

  /** Text to put behind the FROM item: `CROSS JOIN LATERAL (SELECT … OFFSET 0) f1 …`; '' when nothing is needed. */
  laterals(): string {
    // OFFSET 0 keeps PostgreSQL from merging the stages and computing shared columns once per use.
    const stages = this.stages
      .flatMap((columns, level) =>
        Array.from({ length: Math.ceil(columns.length / COLUMNS) }, (_, part) => {
          const own = columns.slice(part * COLUMNS, (part + 1) * COLUMNS);
          const list = own.map(({ name, sql }) => `${sql} AS ${name}`).join(', ');
          return `\nCROSS JOIN LATERAL (SELECT ${list} OFFSET 0) ${partOf(level, part * COLUMNS)}`;
        }),
      )
      .join('');
    // A parameter that no expression kept still needs a type for PostgreSQL to accept the statement.
    const used = new Set(stages.match(/\$\d+::/g));
    const unused = [...this.placeholders.values()].filter(
      (own) => !used.has(own.slice(0, own.indexOf('::') + 2)),
    );
    const typed = Array.from({ length: Math.ceil(unused.length / COLUMNS) }, (_, part) => {
      const own = unused.slice(part * COLUMNS, (part + 1) * COLUMNS);
      return `\nCROSS JOIN (SELECT ${own.join(', ')}) unused${part === 0 ? '' : String(part)}`;
    });
    return `${stages}${typed.join('')}`;
  }

  bind(value: string | number | boolean | null, type: SqlType): string {
    // PostgreSQL text holds no U+0000; the evaluator drops it as well.
    const clean = typeof value === 'string' ? value.replaceAll('\u0000', '') : value;
    const key = `${type}:${JSON.stringify(clean)}`;
    let placeholder = this.placeholders.get(key);
    if (placeholder === undefined) {
      placeholder = `${this.place(clean)}::${type}`;
      this.placeholders.set(key, placeholder);
    }
    return placeholder;
  }

  private place(value: string | number | boolean | null): string {
    if (this.sources.bind) return this.sources.bind(value);
    this.parameters.push(value);
    return `$${this.parameters.length + (this.sources.firstParameter ?? 1) - 1}`;
  }

  share(value: SqlValue): SqlValue {
    const { whole, ...rest } = value;
    const column = value.atomic ? value.value : this.column(value.value);
    return {
      ...rest,
      value: column,
      island: undefined,
      ...(value.atomic ? {} : { size: undefined }),
      ...(whole === undefined ? {} : { whole: value.atomic ? whole : `${column}::bigint` }),
      error: value.error === null || value.error === 'true' ? value.error : this.column(value.error),
      ...(value.zone === undefined ? {} : { zone: this.column(value.zone) }),
      ...(value.locale === undefined ? {} : { locale: this.column(value.locale) }),
      atomic: true,
    };
  }

  column(expression: string): string {
    if (SHARED.test(expression)) return expression;
    const known = this.columns.get(expression);
    if (known !== undefined) return known;
    if (this.size + expression.length > LIMITS.sqlLength)
      throw new FormulaError([
        {
          code: 'sql_too_large',
          start: 0,
          end: 0,
          message: 'The formula is too large to be computed by the database.',
        },
      ]);
    let level = 0;
    for (const [, own] of expression.matchAll(OWN_COLUMN)) level = Math.max(level, Number(own) + 1);
    const columns = (this.stages[level] ??= []);
    if (columns.length % COLUMNS === 0) this.sources.stage?.(level);
    this.sources.column?.(() => {
      this.size -= expression.length;
      this.columns.delete(expression);
      columns.pop();
    });
    this.size += expression.length;
    const name = `v${this.columns.size}`;
    columns.push({ name, sql: expression });
    const reference = `${partOf(level, columns.length - 1)}.${name}`;
    this.columns.set(expression, reference);
    return reference;
  }

  now(): string {
    if (this.sources.nowMs !== undefined) return this.bind(this.sources.nowMs, 'bigint');
    return '(extract(epoch FROM statement_timestamp()) * 1000)::bigint';
  }

  get isGmt(): boolean {
    return isGmt(this.timeZone);
  }

  zone(): string {
    return this.bind(this.timeZone, 'text');
  }

  recordId(): string {
    return this.sources.recordId;
  }

  createdTime(): string {
    return this.sources.createdMs;
  }

  lastModifiedTime(fieldIds: readonly string[]): string {
    return this.sources.lastModifiedMs(fieldIds);
  }

  enterScope(): () => void {
    const outer = this.scope;
    this.scope = new Map(outer);
    return () => (this.scope = outer);
  }

  setVariable(name: string, value: SqlValue): void {
    this.scope.set(name, value);
  }

  private readonly node = (node: Checked): SqlValue => this.shareLong(this.compile(node));

  private shareLong(value: SqlValue): SqlValue {
    return value.value.length + (value.error?.length ?? 0) > INLINE ? this.share(value) : value;
  }

  private compile(node: Checked): SqlValue {
    switch (node.kind) {
      case 'literal':
        return this.literal(node.value, node.type);
      case 'field':
        return this.field(node.fieldId);
      case 'variable':
        return this.scope.get(node.name) ?? { type: 'blank', value: 'NULL::text', error: null, atomic: true };
      case 'negate':
      case 'arithmetic':
        return arithmeticSql(node, this.node, this);
      case 'join':
        return this.join(node);
      case 'comparison': {
        let left = this.node(node.first);
        node.rest.forEach(({ operator, operand }, index) => {
          if (index > 0 && index % RUN === 0) left = this.share(left);
          left = this.shareLong(
            comparisonSql(operator as ComparisonOperator, left, this.node(operand), this),
          );
        });
        return left;
      }
      case 'call':
        return this.call(node);
    }
  }

  private literal(value: string | number | boolean | null, type: FormulaType): SqlValue {
    const known = { error: null, atomic: true, present: true } as const;
    if (typeof value === 'number')
      return {
        ...known,
        type: 'number',
        value: this.bind(value, 'double precision'),
        finite: Number.isFinite(value),
        literal: value,
      };
    if (typeof value === 'string')
      return { ...known, type: 'text', value: this.bind(value, 'text'), literal: value };
    if (typeof value === 'boolean')
      return { ...known, type: 'boolean', value: value ? 'true' : 'false', literal: value };
    return { type: type === 'blank' ? 'blank' : type, value: 'NULL::text', error: null, atomic: true };
  }

  private field(fieldId: string): SqlValue {
    if (fieldId === 'values' && this.values) return this.values.all();
    const computed = this.formulas.get(fieldId);
    if (computed) return computed;
    return { error: null, atomic: true, ...this.sources.field(fieldId) };
  }

  private join(node: CheckedChain): SqlValue {
    const parts = [textSql(this.node(node.first), this)];
    for (const { operand } of node.rest) parts.push(textSql(this.node(operand), this));
    const joined = joinedText(parts, this);
    return { ...joined, error: anyErrorOf([...parts, joined], this) };
  }

  private call(node: CheckedCall): SqlValue {
    const { definition, args } = node;
    if (definition.kind === 'lazy') return definition.sql(args, this.node, this);
    const [only] = args;
    if (args.length === 1 && only?.kind === 'field' && only.fieldId === 'values') {
      const aggregate = this.values?.aggregate(definition.name);
      if (aggregate) return aggregate;
    }
    const given: SqlValue[] = [];
    for (const arg of args) given.push(this.node(arg));
    const scalars = this.scalars(definition, given);
    if (scalars) return scalars;
    const coerced: SqlValue[] = [];
    definition.parameters.forEach((parameter, index) => {
      const own = parameter.rest ? given.slice(index) : given.slice(index, index + 1);
      if (parameter.type === 'items') coerced.push(itemsSql(own, this));
      else coerced.push(...own.map((value) => this.coerce(parameter, value)));
    });
    const result = definition.sql(
      coerced,
      this,
      args.map(({ type }) => type),
    );
    return { ...result, error: anyError([...coerced, result]) };
  }

  /** A function of items over single values, where it has a form of its own for them. */
  private scalars(definition: StrictFunction, given: readonly SqlValue[]): SqlValue | undefined {
    if (given.some(({ type }) => type === 'mixed' || isList(type))) return undefined;
    const types = given.map(({ type }) => type);
    const result = definition.scalarSql?.(
      given.map((value) => this.shareLong(value)),
      this,
      types,
    );
    return result && { ...result, error: anyErrorOf(given, this) };
  }

  private coerce(parameter: Parameter, value: SqlValue): SqlValue {
    switch (parameter.type) {
      case 'number':
        return this.shareLong(numberSql(value, this));
      case 'text':
        return this.shareLong(textSql(value, this));
      case 'joined':
        return this.shareLong(textSql(value, this, ''));
      case 'boolean':
        return this.shareLong(booleanSql(value, this));
      case 'date':
        return this.shareLong(dateSql(value, this));
      default:
        return value;
    }
  }
}
