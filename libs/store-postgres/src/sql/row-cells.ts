import {
  type BaseModel,
  type Computed,
  type FieldModel,
  isChanged,
  operandOf,
  type Sight,
  valueType,
} from '@pyairtable/core';
import { isSelect, type ShownTo, textOrderKey } from '@pyairtable/field-types';
import {
  type CheckedFormula,
  fieldJson,
  fieldTitle,
  filterSql,
  isList,
  type SqlBuilder,
  SqlCompiler,
  type SqlValue,
  tagSql,
} from '@pyairtable/formula';
import { columnName, stampName } from './identifiers';
import { itemsKey } from './item-order';
import { idsJson, titleKeys, titlesJson } from './link-cells';
import { LinkedRows } from './linked-rows';
import { shownText } from './shown-text';
import type { Statement } from './statement';

/** Longest text of a stored cell, in UTF-16 units. */
const STORED_TEXT = 100_000;

export type JsonForm = 'publicJson' | 'rawJson' | 'rowJson';

/** How computed cells are reached: for a few rows one by one, or for a whole table at once. */
export type Breadth = 'rows' | 'table';

/** Equal for rows that stand equal in order. */
export interface EqualKey {
  expression: string;
  /** What rows are ordered by, made of the column that has the expression. */
  order(column: string): string;
  /** Raw JSON text of the cell, made of it too; absent where rows that stand equal may have different cells. */
  cell?(column: string): string;
}

/** A name among more of them is found quicker by its place. */
const FEW_CHOICES = 20;

const NO_LINKS: ReadonlySet<string> = new Set();

const FAILED: SqlValue = { type: 'blank', value: 'NULL::text', error: 'true', atomic: true };

/** A lookup is a list always, and may be looked up itself. */
const FAILED_LOOKUP = `'[{"error":"#ERROR!"}]'`;

/** The stored column of a field, qualified; undefined for one that has none. */
export function storedColumn({ id, storage }: FieldModel, alias: string): string | undefined {
  if (storage.kind === 'column') return `${alias}.${columnName(id)}`;
  return storage.kind === 'system' ? `${alias}.${storage.column}` : undefined;
}

const SCALARS: ReadonlySet<string> = new Set([
  'text',
  'double precision',
  'integer',
  'bigint',
  'date',
  'timestamptz',
]);

/** The same where the column has one value, which a cell that is empty does not have. */
export function scalarColumn(field: FieldModel, alias: string): string | undefined {
  const { storage } = field;
  const isScalar = storage.kind === 'system' || (storage.kind === 'column' && SCALARS.has(storage.type));
  return isScalar ? storedColumn(field, alias) : undefined;
}

/**
 * SQL over the record row that goes by `alias` in a query: its cells, stored or computed. Computed ones need what `joins`
 * says behind the row in FROM; `whole` puts it around an expression instead, where no FROM is at hand.
 */
export class RowCells {
  private readonly links = new Map<string, LinkedRows>();
  private readonly values = new Map<string, SqlValue>();
  private compiler: SqlCompiler | undefined;

  constructor(
    readonly base: BaseModel,
    readonly alias: string,
    readonly statement: Statement,
    readonly breadth: Breadth = 'rows',
    /** Links that the cells to be asked for look through: their own cells come with the rest. */
    private readonly through: ReadonlySet<string> = NO_LINKS,
    /** What is seen of the records that links of the row name. */
    readonly sight: Sight = statement.sight,
  ) {}

  /** Public JSON text of the field's cell, NULL when empty. */
  publicJson(field: FieldModel): string {
    return this.json(field, 'publicJson');
  }

  /** Raw JSON text, NULL when empty; links as an array of record ids. */
  rawJson(field: FieldModel): string {
    return this.json(field, 'rawJson');
  }

  /** Raw JSON text as rows show it: links as `{id,title}`. */
  rowJson(field: FieldModel): string {
    return this.json(field, 'rowJson');
  }

  /** Text of a cell as people see it, the same as `cellFormat=string`; NULL or '' when empty. */
  shown(field: FieldModel, to: ShownTo): string {
    return shownText(this, field, to);
  }

  /** Text of a primary cell as links to the record show it, NULL when empty. */
  title(field: FieldModel): string {
    if (field.computed) return fieldTitle(this.value(field), { day: field.computed.day });
    const column = storedColumn(field, this.alias);
    const title =
      field.storage.kind === 'column' || field.storage.kind === 'system'
        ? field.storage.sql.title
        : undefined;
    if (!column || !title) throw new Error('a field of this type cannot be primary');
    return title(column, this.statement);
  }

  /** Expressions in ascending meaning; NULL is empty. */
  sortKeys(field: FieldModel): string[] {
    const { storage, computed, link } = field;
    if (storage.kind === 'column' || storage.kind === 'system')
      return storage.sql.sortKeys(storedColumn(field, this.alias) as string, this.statement);
    if (link) return titleKeys(this, link);
    if (computed?.kind === 'lookup') return [itemsKey(field, this.value(field).value, this.statement)];
    return computed ? computedKeys(this.value(field)) : [];
  }

  /** What rows are grouped by that stand equal in order: cheaper to make of each row than `sortKeys` where that follows from it. */
  equalKeys(field: FieldModel): EqualKey[] {
    const { storage, computed } = field;
    if (storage.kind === 'column') {
      const { type, sql } = storage;
      const column = `${this.alias}.${columnName(field.id)}`;
      const order = (of: string) => sql.sortKeys(of, this.statement)[0] as string;
      const cell = (of: string) => sql.rawJson(of, this.statement);
      if (field.behaviour.family === 'text' && type === 'text')
        return [{ expression: `${column} COLLATE "C"`, order, cell }];
      const choices = isSelect(field) && type === 'text' ? field.options.choices.map(({ id }) => id) : [];
      if (choices.length > 0 && choices.length <= FEW_CHOICES)
        return [
          {
            expression: `CASE WHEN ${column} = ANY(${this.statement.bind(choices)}::text[]) THEN ${column} END COLLATE "C"`,
            order,
            cell,
          },
        ];
      const keys = sql.sortKeys(column, this.statement);
      if (keys.length === 1 && keys[0] === column) return [{ expression: column, order, cell }];
    }
    if (computed && computed.kind !== 'lookup') {
      const { type, value, error } = this.value(field);
      const own = error === null ? value : `CASE WHEN ${error} THEN NULL ELSE ${value} END`;
      if (type === 'text')
        return [
          ...(error === null ? [] : [{ expression: faultKey({ value, error }), order: (of: string) => of }]),
          { expression: `(${own}) COLLATE "C"`, order: textOrderKey },
        ];
    }
    return this.sortKeys(field).map((expression) => ({ expression, order: (of) => of }));
  }

  /** What a formula reads of the field's cell. */
  value(field: FieldModel): SqlValue {
    const known = this.values.get(field.id);
    if (known) return known;
    const { computed } = field;
    // What others read as well stays when this one turns out too large.
    if (computed?.kind === 'formula') this.prepare(computed.reads);
    const value = this.statement.unlessTooLarge(() => this.valueOf(field), FAILED);
    this.values.set(field.id, value);
    this.statement.adds(() => {
      this.values.delete(field.id);
      this.compiler?.forget(field.id);
    });
    return value;
  }

  /** A never-null boolean expression: the cell holds anything, a fault included; a box holds something when it is ticked. */
  filled(field: FieldModel): string {
    if (field.link) return `(${this.linked(field.id).count()} > 0)`;
    const scalar = scalarColumn(field, this.alias);
    // An id of a choice that there is no more reads as empty.
    if (scalar && field.behaviour.family !== 'choice') return `(${scalar} IS NOT NULL)`;
    const { type, value, error } = this.value(field);
    const held =
      type === 'blank'
        ? 'false'
        : type === 'boolean'
          ? `coalesce(${value}, false)`
          : type === 'text'
            ? `coalesce(${value} <> '', false)`
            : isList(type)
              ? `coalesce(${value} <> '[]', false)`
              : `(${value} IS NOT NULL)`;
    return error === null ? held : `(coalesce(${error}, false) OR ${held})`;
  }

  /** A never-null boolean expression: the record is kept by the formula. */
  condition(root: Parameters<typeof filterSql>[1], reads: readonly string[]): string {
    this.prepare(reads);
    return filterSql(this.formulas(), root);
  }

  /** What stands behind the row in FROM for the expressions made so far; '' when nothing is needed. */
  joins(): string {
    const links = [...this.links.values()].map((linked) => linked.join());
    return `${links.join('')}${this.compiler?.laterals() ?? ''}`;
  }

  /** The expression with all it needs in itself. */
  whole(expression: string): string {
    const joins = this.joins();
    return joins === '' ? expression : `(SELECT ${expression} FROM (SELECT) one${joins})`;
  }

  /** The records that a link of the row names, those that the filter keeps if there is one. */
  linked(linkFieldId: string, filter?: CheckedFormula): LinkedRows {
    const key = `${linkFieldId} ${filter?.source ?? ''}`;
    const link = this.base.locateField(linkFieldId)?.field.link;
    if (!link) throw new Error('a computed field names a link that the base does not have');
    const found = this.links.get(key);
    if (found) return found;
    const linked = new LinkedRows(this, linkFieldId, link, filter);
    this.links.set(key, linked);
    this.statement.adds(() => this.links.delete(key));
    return linked;
  }

  private json(field: FieldModel, form: JsonForm): string {
    const { storage, link, computed } = field;
    if (link) {
      const joined = this.through.has(field.id) ? this.joined(field.id, form) : null;
      return joined ?? (form === 'rowJson' ? titlesJson(this, link) : idsJson(this, link));
    }
    if (computed?.kind === 'lookup')
      return this.statement.unlessTooLarge(
        () => this.linkedOf(field).itemsJson(this.target(field), form),
        FAILED_LOOKUP,
      );
    if (computed) return fieldJson(this.value(field), { day: computed.day });
    if (storage.kind === 'constant') return `${this.statement.bind(JSON.stringify(storage.cell))}::text`;
    if (storage.kind !== 'column' && storage.kind !== 'system') throw new Error('a field without cells');
    const column = storedColumn(field, this.alias) as string;
    return storage.sql[form === 'publicJson' ? 'publicJson' : 'rawJson'](column, this.statement);
  }

  /** A link's cell out of the join of those who look through it; null where there is no room for that. */
  private joined(linkFieldId: string, form: JsonForm): string | null {
    return this.statement.unlessTooLarge(() => {
      const linked = this.linked(linkFieldId);
      return form === 'rowJson' ? linked.titlesJson() : linked.idsJson();
    }, null);
  }

  private valueOf(field: FieldModel): SqlValue {
    const { storage, link, computed } = field;
    if (link) {
      const value = this.linked(field.id).titles();
      return { type: 'list:text', value, error: null, atomic: true };
    }
    if (!computed) {
      if (storage.kind === 'constant')
        return storedValue(field, `${this.statement.bind(storage.text)}::text`);
      const column = storedColumn(field, this.alias);
      if (!column || (storage.kind !== 'column' && storage.kind !== 'system')) return FAILED;
      return storedValue(field, storage.sql.operand(column, this.statement));
    }
    switch (computed.kind) {
      case 'invalid':
        return FAILED;
      case 'count': {
        const whole = this.linkedOf(field).count();
        return {
          type: 'number',
          value: `${whole}::float8`,
          whole,
          error: null,
          atomic: true,
          finite: true,
          present: true,
        };
      }
      case 'lookup':
        return this.linkedOf(field).lookup(this.target(field));
      default:
        return this.compiled(field, computed);
    }
  }

  private compiled(field: FieldModel, computed: Extract<Computed, { kind: 'formula' | 'rollup' }>): SqlValue {
    const { root } = computed.formula;
    if (computed.kind === 'formula') return this.formulas().addField(field.id, root);
    const values = this.linkedOf(field).rollup(this.target(field));
    return this.formulas().addField(field.id, root, { values });
  }

  /** Compiles what formulas will read, those first that others need: a chain of any length takes no deep recursion. */
  private prepare(fieldIds: readonly string[]): void {
    const needed = new Map<string, FieldModel>();
    const open = fieldIds.map((id) => operandOf(id).fieldId);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (needed.has(id) || this.values.has(id)) continue;
      const field = this.base.locateField(id)?.field;
      if (!field?.computed) continue;
      needed.set(id, field);
      if (field.computed.kind === 'formula') open.push(...field.computed.reads);
    }
    const ranked = [...needed.values()].sort((a, b) => (a.computed?.rank ?? 0) - (b.computed?.rank ?? 0));
    for (const field of ranked) this.value(field);
  }

  /** What expressions over the row are built with. */
  builder(): SqlBuilder {
    return this.formulas();
  }

  private formulas(): SqlCompiler {
    this.compiler ??= new SqlCompiler({
      bind: (value) => this.statement.bind(value),
      stage: (before) => this.statement.stage(before),
      column: (takeBack) => this.statement.column(takeBack),
      field: (id) => this.operand(id),
      recordId: `${this.alias}.id`,
      createdMs: milliseconds(`${this.alias}.created_at`),
      lastModifiedMs: (fieldIds) => milliseconds(this.lastChange(fieldIds)),
    });
    return this.compiler;
  }

  /**
   * When the record, or a cell of these fields, was last changed. What its record was made with was changed then; what
   * people do not change never was.
   */
  private lastChange(fieldIds: readonly string[]): string {
    if (fieldIds.length === 0) return `${this.alias}.modified_at`;
    const fields = new Set(fieldIds.map((id) => operandOf(id).fieldId));
    const times = [...fields].flatMap((id) => {
      const place = this.base.locateField(id);
      if (!place || !isChanged(place.field)) return [];
      const { field, table } = place;
      const stamp = field.stamped
        ? `${this.alias}.${stampName(id)}`
        : `(${this.statement.loggedTimes(table.id, id)} ->> ${this.alias}.id)::timestamptz`;
      const filled = `${field.link ? this.linked(id).listedIds() : storedColumn(field, this.alias)} IS NOT NULL`;
      return [`coalesce(${stamp}, CASE WHEN ${filled} THEN ${this.alias}.created_at END)`];
    });
    return times.length === 0 ? 'NULL::timestamptz' : `greatest(${times.join(', ')})`;
  }

  /** What a formula, or a condition of a filter, reads by this name. */
  private operand(id: string): SqlValue {
    const { fieldId, part } = operandOf(id);
    const field = this.base.locateField(fieldId)?.field as FieldModel;
    if (part === 'ids') return { type: 'text', value: this.ids(field), error: null, atomic: true };
    if (part !== 'filled') return this.value(field);
    return { type: 'boolean', value: this.filled(field), error: null, atomic: false, present: true };
  }

  /** `,id,id,` of the choices, people or records of a cell; NULL when it is empty. */
  private ids(field: FieldModel): string {
    if (field.link) return this.linked(field.id).listedIds();
    const column = storedColumn(field, this.alias);
    if (!column) return 'NULL::text';
    const list = field.behaviour.several ? `nullif(array_to_string(${column}, ','), '')` : column;
    return `(',' || ${list} || ',')`;
  }

  private linkedOf(field: FieldModel): LinkedRows {
    const { linkFieldId, filter } = field.computed as Extract<Computed, { linkFieldId: string }>;
    return this.linked(linkFieldId, filter);
  }

  private target(field: FieldModel): FieldModel {
    const { targetFieldId } = field.computed as Extract<Computed, { targetFieldId: string }>;
    return this.base.locateField(targetFieldId)?.field as FieldModel;
  }
}

const milliseconds = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;

function storedValue(field: FieldModel, value: string): SqlValue {
  const type = valueType(field);
  const common = { type, value, error: null, atomic: true };
  if (type === 'number') return { ...common, finite: true };
  if (type === 'boolean') return { ...common, present: true };
  return type === 'text' ? { ...common, longest: STORED_TEXT } : common;
}

/** Faults stand after all values, `#ERROR!` last; NaN is the greatest number for PostgreSQL too. */
function computedKeys({ type, value, error }: SqlValue): string[] {
  const key = type === 'text' ? textOrderKey(value) : value;
  if (type === 'blank') return error === null ? [] : [`CASE WHEN ${error} THEN true END`];
  if (error === null) return [key];
  const own = `CASE WHEN ${error} THEN NULL ELSE ${value} END`;
  return [faultKey({ value, error }), type === 'text' ? textOrderKey(own) : own];
}

const faultKey = ({ value, error }: Pick<SqlValue, 'value' | 'error'>) =>
  `CASE WHEN ${error} THEN true WHEN ${value} IS NOT NULL THEN false END`;

/** The value as an item of a list: tagged jsonb, NULL for blank. */
export function itemOf(value: SqlValue): string {
  const tagged = tagSql(value).value;
  return value.error === null ? tagged : `CASE WHEN ${value.error} THEN '{"e":1}'::jsonb ELSE ${tagged} END`;
}
