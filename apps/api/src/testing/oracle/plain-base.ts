import type { FieldTypeName } from '@pyairtable/contracts';
import {
  type Definition,
  type FieldStep,
  type Given,
  type GivenCells,
  namedIn,
  type Reading,
  type Sorting,
  type Step,
} from './steps';

/** A cell that is not empty, in raw form. */
export type PlainCell = string | number | boolean | string[];

export interface PlainField {
  key: string;
  id: string;
  name: string;
  type: FieldTypeName;
  /** As the engine last told them. */
  options: Record<string, unknown> | undefined;
  definition: Definition | undefined;
  /** Of a link: key of the linked table, and of the field there that shows the same links. */
  linked: string | undefined;
  inverse: string | undefined;
}

export interface PlainRecord {
  key: string;
  id: string;
  /** Place in the order of creation. */
  n: number;
  createdMs: number;
  /** Raw cells by field key; of links the keys of records. */
  cells: Map<string, PlainCell>;
}

export interface PlainTable {
  key: string;
  id: string;
  name: string;
  /** The first is the primary one. */
  fields: PlainField[];
  /** In the order of creation. */
  records: PlainRecord[];
  nextNumber: number;
  /** The order of its view. */
  sort: Sorting[];
}

/** A list of links of a record, as it was. */
interface PlainList {
  table: string;
  field: string;
  record: string;
  list: string[];
}

interface PlainDeletion {
  table: string;
  records: PlainRecord[];
  /** In which those stood. */
  lists: PlainList[];
}

/** A link of a field from one record to another, of which one was away when the other came back. */
interface WaitingLink {
  field: string;
  from: string;
  to: string;
}

const listOf = (cell: PlainCell | null | undefined): string[] => (Array.isArray(cell) ? cell : []);

/** A base as tables, fields and records in memory, and what steps do to it. Nothing computed is kept. */
export class PlainBase {
  readonly tables: PlainTable[] = [];
  readonly people = new Map<string, { id: string; name: string; email: string }>();
  private readonly deletions = new Map<string, PlainDeletion>();
  private waiting: WaitingLink[] = [];

  table(key: string): PlainTable {
    const table = this.tables.find((one) => one.key === key);
    if (!table) throw new Error(`no table ${key}`);
    return table;
  }

  tableOf(fieldKey: string): PlainTable | undefined {
    return this.tables.find(({ fields }) => fields.some(({ key }) => key === fieldKey));
  }

  field(key: string): PlainField | undefined {
    return this.tableOf(key)?.fields.find((field) => field.key === key);
  }

  record(table: string, key: string): PlainRecord | undefined {
    return this.table(table).records.find((record) => record.key === key);
  }

  get undone(): string[] {
    return [...this.deletions.keys()];
  }

  /** Whether all that the step speaks of is there. */
  allows(step: Step): boolean {
    switch (step.do) {
      case 'table':
        return true;
      case 'field':
        return this.tables.some(({ key }) => key === step.table) && this.isDefinable(step);
      case 'rename':
      case 'drop':
        return this.field(step.field) !== undefined;
      case 'redefine':
        return this.field(step.field) !== undefined && this.isDefinable({ definition: step.definition });
      case 'open':
        return true;
      case 'arrange':
        return (
          this.tables.some(({ key }) => key === step.table) &&
          step.sort.every(({ field }) => this.field(field))
        );
      case 'restore':
        return this.deletions.has(step.deletion);
      case 'delete':
        return step.records.every((key) => this.record(step.table, key));
      case 'create':
        return this.tables.some(({ key }) => key === step.table);
      case 'update':
        return step.records.every(({ key }) => this.record(step.table, key));
    }
  }

  /** Whether all that is to be read is there. */
  knows(reading: Reading): boolean {
    if (!this.tables.some(({ key }) => key === reading.table)) return false;
    if (reading.read !== 'list') return true;
    const fields = [...namedIn(reading.filter ?? ''), ...reading.sort.map(({ field }) => field)];
    return fields.every((key) => this.field(key));
  }

  /** The step without cells of fields, and links to records, that are not there. */
  fitting(step: Step): Step {
    if (step.do !== 'create' && step.do !== 'update') return step;
    const coming = step.do === 'create' && step.by === 'v1' ? step.records.map(({ key }) => key) : [];
    const there = (field: PlainField, key: string) =>
      this.record(field.linked as string, key) !== undefined ||
      (field.linked === step.table && coming.includes(key));
    const records = step.records.map(({ key, cells }) => ({
      key,
      cells: Object.fromEntries(
        Object.entries(cells).flatMap(([fieldKey, given]) => {
          const field = this.field(fieldKey);
          if (!field) return [];
          if (field.linked === undefined) return [[fieldKey, given]];
          return [[fieldKey, (given as string[]).filter((one) => there(field, one))]];
        }),
      ),
    }));
    return { ...step, records };
  }

  private isDefinable({ definition, linked }: Pick<FieldStep, 'definition' | 'linked'>): boolean {
    if (linked !== undefined && !this.tables.some(({ key }) => key === linked)) return false;
    const { formula = '', filter = '', link, target } = definition ?? {};
    return [...namedIn(`${formula} ${filter}`), link, target].every(
      (key) => key === undefined || this.field(key),
    );
  }

  addTable(key: string, name: string, id: string): void {
    this.tables.push({ key, id, name, fields: [], records: [], nextNumber: 1, sort: [] });
  }

  addField(table: string, step: FieldStep, id: string): void {
    const { key, name, type, definition, linked, inverse } = step;
    this.table(table).fields.push({
      key,
      id,
      name,
      type: type as FieldTypeName,
      options: undefined,
      definition,
      linked,
      inverse,
    });
  }

  drop(key: string): void {
    const field = this.field(key);
    for (const gone of [key, field?.inverse]) {
      const table = gone === undefined ? undefined : this.tableOf(gone);
      if (!table) continue;
      table.fields = table.fields.filter((one) => one.key !== gone);
      table.sort = table.sort.filter((one) => one.field !== gone);
      for (const record of table.records) record.cells.delete(gone as string);
    }
  }

  create(table: string, records: { key: string; cells: GivenCells }[], made: readonly PlainRecord[]): void {
    const place = this.table(table);
    for (const record of made) {
      for (const field of place.fields) {
        if (field.type === 'autoNumber') record.cells.set(field.key, place.nextNumber);
        if (field.type === 'createdTime')
          record.cells.set(field.key, new Date(record.createdMs).toISOString());
        if (field.type === 'createdBy') record.cells.set(field.key, this.people.get('u1')?.id as string);
      }
      place.nextNumber += 1;
      place.records.push(record);
    }
    for (const { key, cells } of records) this.write(table, key, cells);
  }

  update(table: string, records: { key: string; cells: GivenCells }[]): void {
    for (const { key, cells } of records) this.write(table, key, cells);
  }

  private write(table: string, recordKey: string, cells: GivenCells): void {
    const record = this.record(table, recordKey) as PlainRecord;
    for (const [fieldKey, given] of Object.entries(cells)) {
      const field = this.field(fieldKey);
      if (!field) continue;
      const cell = this.rawCell(field, given);
      if (field.linked !== undefined) this.link(field, record, listOf(cell));
      else if (cell === null) record.cells.delete(fieldKey);
      else record.cells.set(fieldKey, cell);
    }
  }

  /** What is added stands last on the other side. */
  private link(field: PlainField, record: PlainRecord, keys: readonly string[]): void {
    const there = keys.filter((key) => this.record(field.linked as string, key));
    const before = listOf(record.cells.get(field.key));
    if (there.length > 0) record.cells.set(field.key, there);
    else record.cells.delete(field.key);
    if (field.inverse === undefined) return;
    const others = (changed: string[], change: (list: string[]) => string[]) => {
      for (const key of changed) {
        const other = this.record(field.linked as string, key);
        const list = change(listOf(other?.cells.get(field.inverse as string)));
        if (list.length > 0) other?.cells.set(field.inverse as string, list);
        else other?.cells.delete(field.inverse as string);
      }
    };
    others(
      before.filter((key) => !there.includes(key)),
      (list) => list.filter((key) => key !== record.key),
    );
    others(
      there.filter((key) => !before.includes(key)),
      (list) => [...list, record.key],
    );
  }

  /** `deletion` is the key to restore them by, where that can be. */
  delete(deletion: string | undefined, table: string, keys: readonly string[]): void {
    const place = this.table(table);
    const gone = place.records.filter(({ key }) => keys.includes(key));
    if (deletion !== undefined) {
      const records = gone.map((record) => ({ ...record, cells: new Map(record.cells) }));
      this.deletions.set(deletion, { table, records, lists: this.listsNaming(table, gone) });
    }
    place.records = place.records.filter((record) => !gone.includes(record));
    for (const { fields, records } of this.tables)
      for (const field of fields.filter(({ linked }) => linked === table))
        for (const record of records) {
          const left = listOf(record.cells.get(field.key)).filter((key) => !keys.includes(key));
          if (left.length > 0) record.cells.set(field.key, left);
          else record.cells.delete(field.key);
        }
  }

  /** The lists of links of other records in which some of a table stand. */
  private listsNaming(table: string, gone: readonly PlainRecord[]): PlainList[] {
    const names = (list: readonly string[]) => gone.some(({ key }) => list.includes(key));
    return this.tables.flatMap(({ key: place, fields, records }) =>
      fields
        .filter(({ linked }) => linked === table)
        .flatMap(({ key: field }) =>
          records
            .filter((record) => !gone.includes(record))
            .map((record) => ({
              table: place,
              field,
              record: record.key,
              list: listOf(record.cells.get(field)),
            }))
            .filter(({ list }) => names(list)),
        ),
    );
  }

  restore(deletion: string): void {
    const { table, records, lists } = this.deletions.get(deletion) as PlainDeletion;
    this.deletions.delete(deletion);
    const place = this.table(table);
    const known = place.fields;
    for (const record of records)
      place.records.push({
        ...record,
        cells: new Map(
          [...record.cells].filter(([key]) => known.some((f) => f.key === key && f.linked === undefined)),
        ),
      });
    place.records.sort((a, b) => a.n - b.n);
    for (const record of records)
      for (const field of known.filter(({ linked }) => linked !== undefined)) {
        const list = listOf(record.cells.get(field.key));
        if (list.length > 0) this.link(field, this.record(table, record.key) as PlainRecord, list);
      }
    this.waiting.push(...this.linksOf({ table, records, lists }));
    this.bringWaiting(records.map(({ key }) => key));
    for (const { table: holder, field: key, record: recordKey, list } of lists) {
      const [field, record] = [this.field(key), this.record(holder, recordKey)];
      if (!field || !record) continue;
      const back = records.filter((one) => list.includes(one.key)).map((one) => one.key);
      const now = listOf(record.cells.get(key)).filter((one) => !back.includes(one));
      for (const [at, one] of list.entries()) {
        if (!back.includes(one)) continue;
        const behind = list.slice(0, at).findLast((other) => now.includes(other));
        now.splice(behind === undefined ? 0 : now.indexOf(behind) + 1, 0, one);
      }
      record.cells.set(key, now);
    }
  }

  /** The links of what was deleted, each by that field of its two that was made first. */
  private linksOf({ table, records, lists }: PlainDeletion): WaitingLink[] {
    const own = records.flatMap(({ key: from, cells }) =>
      this.table(table)
        .fields.filter(({ linked }) => linked !== undefined)
        .flatMap(({ key: field }) => listOf(cells.get(field)).map((to) => ({ field, from, to }))),
    );
    const back = new Set(records.map(({ key }) => key));
    const ofOthers = lists.flatMap(({ field, record: from, list }) =>
      list.filter((to) => back.has(to)).map((to) => ({ field, from, to })),
    );
    return [...own, ...ofOthers].map(({ field, from, to }) => {
      const inverse = this.field(field)?.inverse;
      return inverse !== undefined && Number(inverse.slice(1)) < Number(field.slice(1))
        ? { field: inverse, from: to, to: from }
        : { field, from, to };
    });
  }

  /** Links of the records that wait for nobody any more stand last in the lists of both their ends. */
  private bringWaiting(recordKeys: readonly string[]): void {
    const idOf = ({ table, key }: { table: string | undefined; key: string }) =>
      table === undefined ? undefined : this.record(table, key)?.id;
    const found = this.waiting.map((link) => {
      const [table, linked] = [this.tableOf(link.field)?.key, this.field(link.field)?.linked];
      return { link, a: idOf({ table, key: link.from }), b: idOf({ table: linked, key: link.to }) };
    });
    this.waiting = found.filter(({ a, b }) => a === undefined || b === undefined).map(({ link }) => link);
    const order = (one: (typeof found)[0]) => `${one.a} ${one.b}`;
    for (const { link } of found
      .filter(({ a, b }) => a !== undefined && b !== undefined)
      .filter(({ link: { from, to } }) => recordKeys.includes(from) || recordKeys.includes(to))
      .sort((one, other) => (order(one) < order(other) ? -1 : 1))) {
      const field = this.field(link.field) as PlainField;
      const from = this.record(this.tableOf(link.field)?.key as string, link.from) as PlainRecord;
      const list = listOf(from.cells.get(field.key));
      if (!list.includes(link.to)) this.link(field, from, [...list, link.to]);
    }
  }

  /** What is stored of a value: `''`, an unticked box and an empty list are nothing, and there is one zero. */
  rawCell(field: PlainField, given: Given): PlainCell | null {
    if (given === null || given === '' || given === false) return null;
    if (given === 0) return 0;
    if (Array.isArray(given)) {
      const list = [...new Set(given)].map((one) => this.idIn(field, one));
      return list.length > 0 ? list : null;
    }
    if (typeof given !== 'string') return given;
    if (field.type === 'richText') return given === '\n' ? null : given.endsWith('\n') ? given : `${given}\n`;
    return this.idIn(field, given);
  }

  private idIn({ type, options }: PlainField, given: string): string {
    if (type === 'singleCollaborator' || type === 'multipleCollaborators')
      return this.people.get(given)?.id as string;
    if (type !== 'singleSelect' && type !== 'multipleSelects') return given;
    const { choices } = options as { choices: { id: string; name: string }[] };
    return choices.find(({ name }) => name === given)?.id as string;
  }
}
