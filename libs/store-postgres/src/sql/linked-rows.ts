import { type FieldModel, type LinkEnd, valueType } from '@pyairtable/core';
import {
  type CheckedFormula,
  isList,
  itemType,
  listOf,
  type RollupValues,
  type SqlValue,
} from '@pyairtable/formula';
import { gathered, gatheredCells, gatheredItems } from './gathered';
import { junctionName, tableName } from './identifiers';
import { joinedText } from './joined-text';
import { linkIdsOf, titledOf } from './link-cells';
import { LinkedReach } from './linked-reach';
import { rollupAggregate } from './rollup-aggregate';
import { itemOf, type JsonForm, RowCells } from './row-cells';

/**
 * The records that a link of a row names, those that a filter keeps if there is one. What computed cells ask of them
 * becomes columns of one join, however many fields look through the link.
 */
export class LinkedRows {
  readonly row: RowCells;
  private readonly reach: LinkedReach;
  private readonly columns = new Map<string, string>();
  private readonly alias: string;
  private readonly junction: string;
  private readonly kept: string | undefined;

  constructor(
    readonly owner: RowCells,
    private readonly linkFieldId: string,
    private readonly end: LinkEnd,
    private readonly filter?: CheckedFormula,
  ) {
    const place = owner.statement.place();
    this.alias = `l${place}`;
    this.junction = `j${place}`;
    const { base, statement, breadth, sight } = owner;
    this.row = new RowCells(base, `o${place}`, statement, breadth, undefined, sight);
    this.reach = new LinkedReach(this.row, end);
    this.kept = filter && this.row.condition(filter.root, filter.fieldIds);
  }

  /** How many there are, bigint. */
  count(): string {
    return `coalesce(${this.column('count(*)')}, 0)`;
  }

  /** JSON text of the link's own cell; NULL when empty. */
  idsJson(): string {
    return this.column(linkIdsOf(this.row.alias, this.order()));
  }

  /** The ids as `,id,id,`; NULL when there are none. */
  listedIds(): string {
    return this.column(`',' || string_agg(${this.row.alias}.id, ',' ${this.order()}) || ','`);
  }

  /** The same as rows show it. */
  titlesJson(): string {
    return this.column(titledOf(this.reach, this.order()));
  }

  /** JSON text of their cells that are not empty, lists run together; NULL when there are none. */
  itemsJson(field: FieldModel, form: JsonForm): string {
    if (!this.reach.shows(field)) return 'NULL::text';
    const json = this.row[form](field);
    const item = isList(valueType(field)) ? `left(right(${json}, -1), -1)` : json;
    const items = `'[' || string_agg(${item}, ',' ${this.order()}) || ']'`;
    return this.column(gatheredCells(items, this.row, field, json));
  }

  /** The same cells as formulas read them; blank when there are none. */
  lookup(field: FieldModel): SqlValue {
    const own = nothingUnticked(this.value(field));
    const item = itemOf(own);
    const items = `jsonb_agg(${item} ${this.order()}) FILTER (WHERE ${item} IS NOT NULL)`;
    const list = isList(own.type);
    return {
      type: listOf(itemType(valueType(field))),
      value: this.column(gatheredItems(list ? `nullif(formula.flatten(${items}), '[]')` : items, own, item)),
      error: null,
      atomic: true,
      ...(list ? {} : { joined: (separator) => joinedText(this, own, separator) }),
    };
  }

  /** What a rollup of the field reads: a cell of each record, blanks among them. */
  rollup(field: FieldModel): RollupValues {
    return {
      all: () => this.values(field),
      aggregate: (name) => rollupAggregate(name, this, field),
    };
  }

  /** A scalar expression over the list of the field's cells, made by a query of its own that runs only where it is needed. */
  apart(field: FieldModel, make: (list: string) => string): string {
    const { base, alias, statement, sight } = this.owner;
    const row = new RowCells(base, alias, statement, 'rows', undefined, sight);
    const { value } = row.linked(this.linkFieldId, this.filter).values(field);
    return row.whole(make(value));
  }

  /** Their titles as formulas read a link: tagged jsonb, NULL when there are none. */
  titles(): string {
    const title = this.reach.title();
    const titles = `jsonb_agg(coalesce(to_jsonb(nullif(${title}, '')), 'null'::jsonb) ${this.order()})`;
    return this.column(gathered(titles, title));
  }

  /** Text to put behind the row in FROM; '' where nothing is asked of the records. */
  join(): string {
    // Without an aggregate there would be a row for each of them.
    if (this.columns.size === 0) return '';
    const { owner, end, alias, junction: j, row, reach } = this;
    const columns = [...this.columns].map(([expression, name]) => `${expression} AS ${name}`);
    const from = `FROM ${junctionName(owner.base.id, end.pairId)} ${j}
      JOIN ${tableName(owner.base.id, end.linkedTableId)} ${row.alias} ON ${row.alias}.__id = ${j}.${end.other}${reach.joins()}`;
    const kept = [...reach.conditions, ...(this.kept === undefined ? [] : [this.kept])];
    if (owner.breadth === 'table') {
      const where = kept.length > 0 ? ` WHERE ${kept.join(' AND ')}` : '';
      return `\nLEFT JOIN (SELECT ${[`${j}.${end.own} AS own`, ...columns].join(', ')} ${from}${where} GROUP BY ${j}.${end.own}) ${alias}
    ON ${alias}.own = ${owner.alias}.__id`;
    }
    const where = [`${j}.${end.own} = ${owner.alias}.__id`, ...kept].join(' AND ');
    return `\nCROSS JOIN LATERAL (SELECT ${columns.join(', ')} ${from} WHERE ${where}) ${alias}`;
  }

  /** ORDER BY of an aggregate: the order of the link's cell. */
  order(): string {
    const { end, junction } = this;
    return `ORDER BY ${junction}.${end.own}_position, ${junction}.${end.other}`;
  }

  /** An aggregate over the records as a column, NULL where there are none. */
  column(expression: string): string {
    const known = this.columns.get(expression);
    const name = known ?? `v${this.columns.size}`;
    if (known === undefined) {
      this.columns.set(expression, name);
      this.owner.statement.adds(() => this.columns.delete(expression));
    }
    return `${this.alias}.${name}`;
  }

  /** Whether the field of the records is within the reach. */
  shows(field: FieldModel): boolean {
    return this.reach.shows(field);
  }

  /** What formulas read of a field of the records. */
  value(field: FieldModel): SqlValue {
    return this.reach.value(field);
  }

  private values(field: FieldModel): SqlValue {
    const own = this.value(field);
    const item = itemOf(own);
    const items = `jsonb_agg(coalesce(${item}, 'null'::jsonb) ${this.order()})`;
    const values = this.column(gatheredItems(items, own, item));
    return {
      type: listOf(itemType(valueType(field))),
      value: `coalesce(${values}, '[]'::jsonb)`,
      error: null,
      atomic: true,
      present: true,
    };
  }
}

/** An unticked box is an empty cell, which a lookup leaves out. */
const nothingUnticked = (value: SqlValue): SqlValue =>
  value.type === 'boolean'
    ? { type: 'boolean', value: `nullif(${value.value}, false)`, error: value.error, atomic: false }
    : value;
