import type { ReadCell } from '@pyairtable/contracts';
import { type CellContext, fieldType, shownAs, titleCell } from '@pyairtable/field-types';
import { isDate, isFailure, isItems, type Value } from '@pyairtable/formula';
import type { PlainBase, PlainField, PlainRecord, PlainTable } from './plain-base';
import { PlainValues } from './plain-values';
import type { Look, Sorting } from './steps';

/** How cells are written: for the public API, in raw form, or raw as rows show them, links with their titles. */
export type CellForm = 'public' | 'row';

export const TEXT_FORM = { timeZone: 'America/New_York', locale: 'en-gb' };

type Titled = { id: string; title: string };

/** What the base should answer to reads, worked out in memory. */
export class PlainReads {
  readonly values: PlainValues;

  constructor(readonly base: PlainBase) {
    this.values = new PlainValues(base);
  }

  /** The cell as JSON; undefined when empty. */
  cell(field: PlainField, record: PlainRecord, form: CellForm): unknown {
    if (field.linked !== undefined) {
      const table = this.base.table(field.linked);
      const shown = this.values
        .linked(field, record)
        .map((one) => (form === 'row' ? { id: one.id, title: this.values.title(table, one) } : one.id));
      return shown.length > 0 ? shown : undefined;
    }
    if (!field.definition) return this.storedCell(field, record, form);
    if (field.type === 'multipleLookupValues' && this.values.isValid(field)) {
      const target = this.values.targetOf(field);
      const items = this.values.linked(field, record).flatMap((one) => {
        const cell = this.cell(target, one, form);
        if (cell === undefined) return [];
        return this.values.isList(target) ? (cell as unknown[]) : [cell];
      });
      return items.length > 0 ? items : undefined;
    }
    return this.computedCell(this.values.value(field, record), field);
  }

  private computedCell(value: Value, field: PlainField): unknown {
    if (value === null) return undefined;
    if (isFailure(value)) return { error: '#ERROR!' };
    if (isDate(value)) return this.values.dateText(value, field);
    if (typeof value === 'number' && !Number.isFinite(value)) return { specialValue: String(value) };
    if (isItems(value)) throw new Error('a list is no computed cell');
    return value;
  }

  private storedCell({ key, type, options }: PlainField, record: PlainRecord, form: CellForm): unknown {
    const cell = record.cells.get(key);
    if (cell === undefined || form === 'row') return cell;
    const each = (show: (id: string) => unknown) =>
      Array.isArray(cell) ? cell.map(show) : show(cell as string);
    if (type === 'singleSelect' || type === 'multipleSelects') {
      const { choices } = options as { choices: { id: string; name: string }[] };
      return each((id) => choices.find((choice) => choice.id === id)?.name);
    }
    if (type === 'singleCollaborator' || type === 'multipleCollaborators' || type === 'createdBy') {
      const people = [...this.base.people.values()];
      return each((id) => {
        const { email, name } = people.find((one) => one.id === id) as { email: string; name: string };
        return { id, email, name };
      });
    }
    return cell;
  }

  private context(field: PlainField, titles: readonly Titled[] = []): CellContext {
    const { values, base } = this;
    const { type, options } = shownAs(this.asField(field));
    const linkedId =
      type === 'multipleRecordLinks' ? (options as { linkedTableId: string }).linkedTableId : '';
    const primary = base.tables.find(({ id }) => id === linkedId)?.fields[0];
    const users = new Map([...base.people.values()].map(({ id, name, email }) => [id, { name, email }]));
    const context = { fieldName: field.name, ...TEXT_FORM, users, titles: new Map<string, string>() };
    const shown = (title: string): string => {
      if (!primary || !values.isValid(primary)) return title;
      const plain = this.asField(primary);
      return fieldType(plain.type).format(titleCell(plain, title), plain.options, context);
    };
    return { ...context, titles: new Map(titles.map(({ id, title }) => [id, shown(title)])) };
  }

  private asField({ type, options, id, name }: PlainField) {
    return { id, name, type, options } as Parameters<typeof shownAs>[0];
  }

  /** The cell as the text that a person sees; undefined when there is none. */
  text(field: PlainField, record: PlainRecord): string | undefined {
    const cell = this.cell(field, record, 'row');
    if (cell === undefined) return undefined;
    const { type, options } = this.asField(field);
    const titled = isTitled(cell) ? cell : [];
    return fieldType(type).format(rawOf(cell), options, this.context(field, titled)) || undefined;
  }

  /** The fields that are not empty as the public API answers them. */
  fields(table: PlainTable, record: PlainRecord, form: Look['form']): Record<string, unknown> {
    return Object.fromEntries(
      table.fields.flatMap((field) => {
        const cell = form === 'json' ? this.cell(field, record, 'public') : this.text(field, record);
        return cell === undefined ? [] : [[field.id, cell]];
      }),
    );
  }

  publicRecord(table: PlainTable, record: PlainRecord, form: Look['form'] = 'json') {
    const { id, createdMs } = record;
    return { id, createdTime: new Date(createdMs).toISOString(), fields: this.fields(table, record, form) };
  }

  row(table: PlainTable, record: PlainRecord) {
    const cells = Object.fromEntries(
      table.fields.flatMap((field) => {
        const cell = this.cell(field, record, 'row');
        return cell === undefined ? [] : [[field.id, cell]];
      }),
    );
    return { id: record.id, createdTime: new Date(record.createdMs).toISOString(), cells };
  }

  /** All records that the look shows, in its order. */
  list({ table: key, filter, sort, form }: Look) {
    const table = this.base.table(key);
    const kept = table.records.filter(
      (record) => filter === undefined || this.values.keeps(table, filter, record),
    );
    return this.inOrder(kept, sort).map((record) => this.publicRecord(table, record, form));
  }

  /** The rows of a table as its view shows them. */
  viewed(table: PlainTable) {
    return this.inOrder(table.records, table.sort).map((record) => this.row(table, record));
  }

  private inOrder(records: readonly PlainRecord[], sort: readonly Sorting[]): PlainRecord[] {
    const keys = sort.map(({ field, direction }) => ({
      field: this.base.field(field) as PlainField,
      sign: direction === 'asc' ? 1 : -1,
    }));
    return [...records].sort((a, b) => {
      for (const { field, sign } of keys) {
        const order = this.compare(field, a, b);
        if (order !== 0) return sign * order;
      }
      return a.n - b.n;
    });
  }

  /** Empty cells are less than all others. */
  compare(field: PlainField, a: PlainRecord, b: PlainRecord): number {
    const [left, right] = [this.cell(field, a, 'row'), this.cell(field, b, 'row')];
    if (left === undefined || right === undefined)
      return Number(left !== undefined) - Number(right !== undefined);
    if (field.linked !== undefined) return this.compareLinks(field, a, b);
    const { type, options } = this.asField(field);
    const titled = [left, right].flatMap((cell) => (isTitled(cell) ? cell : []));
    const context = { ...this.context(field), titles: new Map(titled.map(({ id, title }) => [id, title])) };
    return fieldType(type).compare(rawOf(left), rawOf(right), options, context);
  }

  /** The order of links is that of the first linked records that differ by their primary cells. */
  private compareLinks(field: PlainField, a: PlainRecord, b: PlainRecord): number {
    const [left, right] = [this.values.linked(field, a), this.values.linked(field, b)];
    const primary = this.base.table(field.linked as string).fields[0] as PlainField;
    for (const [at, one] of left.entries()) {
      if (at >= right.length) break;
      const order = this.compare(primary, one, right[at] as PlainRecord);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }

  /** Records whose titles contain the text, first those of which it is the whole, then those that begin with it. */
  titles(table: PlainTable, text: string): Titled[] {
    const wanted = sought(text);
    const rank = ({ title }: Titled) =>
      sought(title) === wanted ? 0 : sought(title).startsWith(wanted) ? 1 : 2;
    const titles = table.records.map((record) => ({
      id: record.id,
      title: this.values.title(table, record),
    }));
    if (wanted === '') return titles;
    return titles
      .filter(({ title }) => sought(title).includes(wanted))
      .sort((one, other) => rank(one) - rank(other));
  }
}

const isTitled = (cell: unknown): cell is Titled[] =>
  Array.isArray(cell) && cell.some((one) => typeof one === 'object' && one !== null && 'title' in one);

const rawOf = (cell: unknown): ReadCell =>
  (isTitled(cell) ? cell.map((one) => ('title' in one ? one.id : one)) : cell) as ReadCell;

/** What is searched for and in, case, accents and what nobody sees aside: texts are equal here that only those tell apart. */
const sought = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
