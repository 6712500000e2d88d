import { type FieldModel, isShown, type LinkEnd, type Reach } from '@pyairtable/core';
import type { ShownTo } from '@pyairtable/field-types';
import type { SqlValue } from '@pyairtable/formula';
import { reachedRows } from './reached-rows';
import type { RowFilter } from './row-choice';
import type { RowCells } from './row-cells';

/** What is seen through a link of the records that go by `row`: those within the reach, and of fields beyond it nothing. */
export class LinkedReach {
  /** What links show the records by. */
  readonly primary: FieldModel;
  private readonly reach: Reach;
  private readonly filter: RowFilter | undefined;

  constructor(
    readonly row: RowCells,
    { linkedTableId }: LinkEnd,
  ) {
    const { base, sight } = row;
    const table = base.tableById(linkedTableId);
    if (!table) throw new Error('a link field names a table that the base does not have');
    this.primary = table.primaryField;
    this.reach = sight.reach(base, table);
    this.filter = reachedRows(this.reach, row);
  }

  /** Conditions on the records. */
  get conditions(): string[] {
    return this.filter ? [this.filter.condition] : [];
  }

  /** What stands behind the records in FROM for the conditions and for all that was asked of the row. */
  joins(): string {
    return `${this.row.joins()}${this.filter?.joins ?? ''}`;
  }

  shows(field: FieldModel): boolean {
    return isShown(this.reach, field);
  }

  /** What formulas read of a field's cell. */
  value(field: FieldModel): SqlValue {
    const value = this.row.value(field);
    return this.shows(field) ? value : emptied(value);
  }

  /** Never-null text that links show of a record. */
  title(): string {
    return this.shows(this.primary) ? `coalesce(${this.row.title(this.primary)}, '')` : `''::text`;
  }

  /** Never-null text of a record as link cells show it to somebody. */
  shown(to: ShownTo): string {
    return this.shows(this.primary) ? `coalesce(${this.row.shown(this.primary, to)}, '')` : `''::text`;
  }

  /** By which records stand in order among links. */
  sortKeys(): string[] {
    return this.shows(this.primary) ? this.row.sortKeys(this.primary) : [];
  }
}

/** A value of the same type of which nothing is told. */
const emptied = ({ type, value }: SqlValue): SqlValue =>
  type === 'boolean'
    ? { type, value: 'false', error: null, atomic: true, present: true }
    : { type, value: `(CASE WHEN false THEN ${value} END)`, error: null, atomic: true };
