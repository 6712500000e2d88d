import { fieldType } from '@pyairtable/field-types';
import {
  check,
  type CheckedFormula,
  evaluate,
  fail,
  fieldKind,
  FormulaDate,
  type FormulaType,
  fieldValue,
  isDate,
  isDayResult,
  isFailure,
  isItems,
  isList,
  itemType,
  keeps,
  listOf,
  MODES,
  type Value,
} from '@pyairtable/formula';
import type { PlainBase, PlainField, PlainRecord, PlainTable } from './plain-base';

const MODE = MODES.airtable;

/** What formulas read of a stored field's cells. */
const STORED: Record<string, FormulaType> = {
  number: 'number',
  percent: 'number',
  currency: 'number',
  duration: 'number',
  rating: 'number',
  autoNumber: 'number',
  checkbox: 'boolean',
  date: 'date',
  dateTime: 'date',
  createdTime: 'date',
  multipleSelects: 'list:text',
  multipleCollaborators: 'list:text',
  multipleRecordLinks: 'list:text',
};

/** A computed field as it stands in the base by now. */
type Meaning = { type: FormulaType; day: boolean } & (
  | { kind: 'stored' | 'invalid' }
  | { kind: 'formula'; formula: CheckedFormula }
  | { kind: 'rollup' | 'lookup' | 'count'; formula?: CheckedFormula; filter?: CheckedFormula }
);

const INVALID: Meaning = { kind: 'invalid', type: 'blank', day: false };

const flat = (value: Value): Value[] => (isItems(value) ? value.flatMap(flat) : [value]);

/** Every cell of a base worked out anew, each formula by the evaluator; good until the base changes. */
export class PlainValues {
  private readonly meanings = new Map<string, Meaning>();
  private readonly values = new Map<PlainRecord, Map<string, Value>>();

  constructor(readonly base: PlainBase) {}

  isValid(field: PlainField): boolean {
    return this.meaning(field.key)?.kind !== 'invalid';
  }

  typeOf(field: PlainField): FormulaType {
    return (this.meaning(field.key) as Meaning).type;
  }

  holdsDays(field: PlainField): boolean {
    return (this.meaning(field.key) as Meaning).day;
  }

  /** What a formula reads of the cell. */
  value(field: PlainField, record: PlainRecord): Value {
    const known = this.values.get(record) ?? new Map<string, Value>();
    this.values.set(record, known);
    if (!known.has(field.key)) known.set(field.key, this.valueOf(field, record));
    return known.get(field.key) as Value;
  }

  /** The linked records that a link shows, or those of them that a computed field looks at. */
  linked(field: PlainField, record: PlainRecord): PlainRecord[] {
    const link = field.linked === undefined ? this.linkOf(field) : field;
    const keys = record.cells.get(link.key);
    const records = (Array.isArray(keys) ? keys : []).map((key) => this.record(link, key));
    const meaning = this.meaning(field.key) as Meaning;
    const filter = 'filter' in meaning ? meaning.filter : undefined;
    return filter ? records.filter((one) => keeps(this.run(filter, one))) : records;
  }

  /** Text by which links show the record; '' without. */
  title(table: PlainTable, record: PlainRecord): string {
    const primary = table.fields[0] as PlainField;
    const value = this.value(primary, record);
    if (isFailure(value)) return '#ERROR!';
    if (isDate(value)) return this.dateText(value, primary);
    return value === null ? '' : String(value);
  }

  /** Whether a formula over the record keeps it. */
  keeps(table: PlainTable, source: string, record: PlainRecord): boolean {
    return keeps(this.run(this.checked(source, table), record));
  }

  dateText(date: FormulaDate, field: PlainField): string {
    const text = new Date(date.ms).toISOString();
    return this.holdsDays(field) ? text.slice(0, 10) : text;
  }

  targetOf({ definition }: PlainField): PlainField {
    return this.base.field(definition?.target as string) as PlainField;
  }

  private linkOf({ definition }: PlainField): PlainField {
    return this.base.field(definition?.link as string) as PlainField;
  }

  private record(link: PlainField, key: string): PlainRecord {
    return this.base.record(link.linked as string, key) as PlainRecord;
  }

  private valueOf(field: PlainField, record: PlainRecord): Value {
    const meaning = this.meaning(field.key) as Meaning;
    switch (meaning.kind) {
      case 'stored':
        return this.storedValue(field, record);
      case 'invalid':
        return fail('not valid');
      case 'formula':
        return fieldValue(this.run(meaning.formula, record), meaning.formula.type, MODE);
      case 'count':
        return this.linked(field, record).length;
      case 'lookup': {
        const items = this.linked(field, record).flatMap((one) =>
          this.isEmpty(this.targetOf(field), one) ? [] : flat(this.value(this.targetOf(field), one)),
        );
        return items.length > 0 ? items : null;
      }
      case 'rollup': {
        const formula = meaning.formula as CheckedFormula;
        const values = this.linked(field, record).map((one) => this.value(this.targetOf(field), one));
        return fieldValue(this.run(formula, record, values), formula.type, MODE);
      }
    }
  }

  /** An unticked box is an empty cell, although formulas read false. */
  isEmpty(field: PlainField, record: PlainRecord): boolean {
    const value = this.value(field, record);
    return value === null || value === false;
  }

  private storedValue(field: PlainField, record: PlainRecord): Value {
    const { type, options } = field;
    if (field.linked !== undefined) {
      const table = this.base.table(field.linked);
      const titles = this.linked(field, record).map((one) => this.title(table, one) || null);
      return titles.length > 0 ? titles : null;
    }
    const cell = record.cells.get(field.key) ?? null;
    if (type === 'checkbox') return cell === true;
    if (cell === null) return null;
    switch (type) {
      case 'date':
      case 'dateTime':
      case 'createdTime':
        return new FormulaDate(Date.parse(cell as string));
      case 'singleSelect':
      case 'multipleSelects': {
        const { choices } = options as { choices: { id: string; name: string }[] };
        const name = (id: string) => choices.find((choice) => choice.id === id)?.name as string;
        return Array.isArray(cell) ? cell.map(name) : name(cell as string);
      }
      case 'singleCollaborator':
      case 'multipleCollaborators':
      case 'createdBy': {
        const name = (id: string) =>
          [...this.base.people.values()].find((one) => one.id === id)?.name as string;
        return Array.isArray(cell) ? cell.map(name) : name(cell as string);
      }
      default:
        return cell as Value;
    }
  }

  private run(formula: CheckedFormula, record: PlainRecord, values: Value = null): Value {
    return evaluate(formula.root, {
      mode: MODE,
      cell: (key) => (key === 'values' ? values : this.value(this.base.field(key) as PlainField, record)),
      // A date read by a format has today's parts where the text and the format leave them out.
      nowMs: Date.now(),
      timeZone: 'GMT',
      recordId: record.id,
      createdMs: record.createdMs,
      lastModifiedMs: () => null,
      variables: new Map(),
    });
  }

  private meaning(key: string): Meaning | undefined {
    const known = this.meanings.get(key);
    if (known) return known;
    const table = this.base.tableOf(key);
    const field = this.base.field(key);
    if (!table || !field) return undefined;
    const meaning = this.worked(field, table);
    this.meanings.set(key, meaning);
    return meaning;
  }

  private worked(field: PlainField, table: PlainTable): Meaning {
    const { definition, type } = field;
    if (!definition)
      return { kind: 'stored', type: STORED[type] ?? 'text', day: fieldType(type).family === 'day' };
    if (type === 'formula') return this.formula('formula', this.checked(definition.formula ?? '', table));
    const link = this.base.field(definition.link ?? '');
    const there = link?.linked === undefined ? undefined : this.base.table(link.linked);
    if (!there) return INVALID;
    const filter = definition.filter === undefined ? undefined : this.checked(definition.filter, there);
    if (filter && filter.problems.length > 0) return INVALID;
    const over = filter ? { filter } : {};
    if (type === 'count') return { kind: 'count', type: 'number', day: false, ...over };
    const target = there.fields.find(({ key }) => key === definition.target);
    const cells = target && this.meaning(target.key);
    if (!cells) return INVALID;
    const values = listOf(itemType(cells.type));
    if (type === 'multipleLookupValues') return { kind: 'lookup', type: values, day: cells.day, ...over };
    const formula = check(definition.formula ?? '', { field: () => undefined, values });
    const meaning = this.formula('rollup', formula, cells.day);
    return meaning.kind === 'invalid' ? meaning : { ...meaning, ...over };
  }

  private formula(kind: 'formula' | 'rollup', formula: CheckedFormula, valuesAreDays = false): Meaning {
    if (formula.problems.length > 0) return INVALID;
    const isDay = (key: string) => (key === 'values' ? valuesAreDays : this.meaning(key)?.day === true);
    const type = fieldKind(formula.type);
    return { kind, formula, type, day: type === 'date' && isDayResult(formula.root, isDay) };
  }

  private checked(source: string, table: PlainTable): CheckedFormula {
    return check(source, {
      field: (key) => {
        const field = table.fields.find((one) => one.key === key);
        return field && { id: key, name: key, type: this.typeOf(field) };
      },
    });
  }

  /** Whether the cell is a list, of items that lookups run together. */
  isList(field: PlainField): boolean {
    return isList(this.typeOf(field));
  }
}
