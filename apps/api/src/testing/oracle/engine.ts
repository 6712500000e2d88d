import { randomUUID } from 'node:crypto';
import type { BaseSchema, RawCell } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import type { Answer, ApiHarness, Client } from '../api-harness';
import { OpenWindow } from './open-window';
import { PlainBase, type PlainField, type PlainRecord } from './plain-base';
import {
  type Definition,
  type FieldStep,
  type Given,
  type GivenCells,
  isReading,
  type Line,
  renamed,
  type Step,
  type WriteStep,
} from './steps';

interface EngineRow {
  id: string;
  n: number;
  createdTime: string;
  cells: object;
}

/** Something that the engine should have done, and did not. */
export class Refusal extends Error {}

const done = (answer: Answer, what: string): Answer['body'] => {
  if (answer.status >= 300) throw new Refusal(`${what}: ${answer.status} ${answer.text.slice(0, 2_000)}`);
  return answer.body;
};

const escaped = (name: string): string => name.replace(/[\\{}]/g, '\\$&');

/** Does steps to a base of the engine and to the same base in memory, over the public API and over our own. */
export class Engine {
  readonly base = new PlainBase();
  /** The base as somebody has it open in a browser. */
  window: OpenWindow | undefined;
  /** Records as the last write over the public API answered them. */
  answer: unknown[] = [];
  private baseId = '';
  /** Number of the change that deleted, by key of the deletion. */
  private readonly deletions = new Map<string, number>();
  /** Rows read after the last step, by table. */
  private readonly seen = new Map<string, EngineRow[]>();

  constructor(
    private readonly api: ApiHarness,
    readonly client: Client,
    /** Other members of the base. */
    private readonly others: readonly string[],
  ) {}

  /** Makes the base with the tables that the lines make. */
  async make(lines: readonly Line[]): Promise<void> {
    const steps = lines.flatMap((line) => (!isReading(line) && line.do === 'table' ? [line] : []));
    const workspace = done(await this.client.post('/v1/workspaces', { name: 'Oracle' }), 'workspace');
    const tables = steps.map(({ name, fields }) => ({
      name,
      fields: fields.map((field) => this.fieldBody(field)),
    }));
    const made = done(
      await this.client.post('/v0/meta/bases', { name: 'Oracle', workspaceId: workspace.id, tables }),
      'base',
    );
    this.baseId = made.id;
    for (const userId of this.others) await this.api.share(this.baseId, userId, 'edit');
    for (const [at, step] of steps.entries()) {
      const table = made.tables[at];
      this.base.addTable(step.key, step.name, table.id);
      for (const [place, field] of step.fields.entries())
        this.base.addField(step.key, field, table.fields[place].id);
    }
    await this.learn();
  }

  /** Does one step on both sides. */
  async do(step: Step): Promise<void> {
    this.seen.clear();
    const what = JSON.stringify(step);
    switch (step.do) {
      case 'table':
        throw new Error('tables are made with the base');
      case 'field':
        await this.addField(step, what);
        return;
      case 'rename': {
        const field = this.base.field(step.field) as PlainField;
        done(await this.client.patch(this.fieldPath('v0/meta', field), { name: step.name }), what);
        field.name = step.name;
        return;
      }
      case 'drop':
        done(await this.client.delete(this.fieldPath('v1', this.base.field(step.field) as PlainField)), what);
        this.base.drop(step.field);
        await this.learn(true);
        return;
      case 'redefine': {
        const field = this.base.field(step.field) as PlainField;
        const options = {
          ...this.definitionBody(step.definition),
          ...(step.definition.filter === undefined && field.definition?.filter !== undefined
            ? { filter: null }
            : {}),
        };
        done(await this.client.patch(this.fieldPath('v1', field), { options }), what);
        field.definition = step.definition;
        await this.learn();
        return;
      }
      case 'arrange':
        return this.arrange(step, what);
      case 'open':
        this.window = new OpenWindow(this.api, this.client, this.baseId, await this.schema());
        return;
      case 'create':
        return this.create(step, what);
      case 'update':
        return this.update(step, what);
      case 'delete':
        return this.delete(step, what);
      case 'restore': {
        const seq = this.deletions.get(step.deletion);
        await this.op({ kind: 'records.restore', seq }, what);
        this.base.restore(step.deletion);
      }
    }
  }

  private async schema(): Promise<BaseSchema> {
    return done(await this.client.get(`/v1/bases/${this.baseId}`), 'schema');
  }

  /** Takes from the engine what it names things by, and how it shows their values; `anew` where there are other fields. */
  private async learn(anew = false): Promise<void> {
    const schema = await this.schema();
    this.window?.restructure(schema, anew);
    for (const table of this.base.tables) {
      const told = schema.tables.find(({ id }) => id === table.id);
      for (const field of table.fields) {
        const own = told?.fields.find(({ id }) => id === field.id);
        if (!own) throw new Refusal(`field ${field.key} is not there`);
        field.name = own.name;
        field.options = own.options as Record<string, unknown> | undefined;
      }
      if (told?.fields.length !== table.fields.length) throw new Refusal(`other fields in ${table.key}`);
    }
    const people = [this.client.userId, ...this.others];
    for (const [at, id] of people.entries()) {
      const person = schema.collaborators.find((one) => one.id === id);
      if (person) this.base.people.set(`u${at + 1}`, { id, name: person.name, email: person.email });
    }
  }

  tablePath(surface: 'v0' | 'v0/meta' | 'v1', key: string): string {
    const { id } = this.base.table(key);
    if (surface === 'v0') return `/v0/${this.baseId}/${id}`;
    return `/${surface}/bases/${this.baseId}/tables/${id}`;
  }

  private fieldPath(surface: 'v0/meta' | 'v1', { key, id }: PlainField): string {
    return `${this.tablePath(surface, this.base.tableOf(key)?.key as string)}/fields/${id}`;
  }

  /** The formula as sent: fields by name or, every other one, by id. */
  formula(source: string): string {
    return renamed(source, (key) => {
      const field = this.base.field(key) as PlainField;
      return Number(key.slice(1)) % 2 === 0 ? field.id : escaped(field.name);
    });
  }

  private definitionBody({ formula, filter, link, target }: Definition): Record<string, unknown> {
    return {
      ...(formula === undefined ? {} : { formula: this.formula(formula) }),
      ...(filter === undefined ? {} : { filter: this.formula(filter) }),
      ...(link === undefined ? {} : { recordLinkFieldId: this.base.field(link)?.id }),
      ...(target === undefined ? {} : { fieldIdInLinkedTable: this.base.field(target)?.id }),
    };
  }

  private fieldBody({ name, type, options, definition, linked }: FieldStep): Record<string, unknown> {
    const own =
      definition !== undefined
        ? this.definitionBody(definition)
        : linked !== undefined
          ? { linkedTableId: this.base.table(linked).id }
          : options;
    return { name, type, ...(own ? { options: own } : {}) };
  }

  private async arrange({ table, sort }: Extract<Step, { do: 'arrange' }>, what: string): Promise<void> {
    const schema = await this.schema();
    const [view] = schema.tables.find(({ id }) => id === this.base.table(table).id)?.views ?? [];
    const body = {
      sort: sort.map(({ field, direction }) => ({ fieldId: this.base.field(field)?.id, direction })),
    };
    done(await this.client.patch(`${this.tablePath('v1', table)}/views/${view?.id}`, body), what);
    this.base.table(table).sort = sort;
    await this.learn(true);
  }

  private async addField(step: Extract<Step, { do: 'field' }>, what: string): Promise<void> {
    const url = `${this.tablePath('v0/meta', step.table)}/fields`;
    const made = done(await this.client.post(url, this.fieldBody(step)), what);
    this.base.addField(step.table, step, made.id);
    if (step.inverse !== undefined) {
      const inverse = {
        key: step.inverse,
        name: '',
        type: 'multipleRecordLinks',
        linked: step.table,
        inverse: step.key,
      };
      this.base.addField(step.linked as string, inverse, made.options.inverseLinkFieldId);
    }
    await this.learn(true);
  }

  private async create(step: WriteStep, what: string): Promise<void> {
    const { by, table, records } = step;
    const ids = new Map<string, string>();
    if (by === 'v1') {
      for (const { key } of records) ids.set(key, newId('record'));
      const cells = (given: GivenCells) => this.rawCells(given, ids, table);
      await this.op(
        {
          kind: 'records.create',
          tableId: this.base.table(table).id,
          records: records.map(({ key, cells: given }) => ({ id: ids.get(key), cells: cells(given) })),
        },
        what,
      );
    } else {
      const body = {
        returnFieldsByFieldId: true,
        records: records.map(({ cells }) => ({ fields: this.publicCells(cells) })),
      };
      const answer = done(await this.client.post(this.tablePath('v0', table), body), what);
      this.answer = answer.records;
      records.forEach(({ key }, place) => ids.set(key, answer.records[place].id));
    }
    const rows = await this.rows(table);
    this.seen.set(table, rows);
    const made = records.map(({ key }): PlainRecord => {
      const id = ids.get(key) as string;
      const row = rows.find((one) => one.id === id);
      if (!row) throw new Refusal(`${what}: ${key} is not there`);
      return { key, id, n: row.n, createdMs: Date.parse(row.createdTime), cells: new Map() };
    });
    this.base.create(table, records, made);
  }

  private async update({ by, table, records }: WriteStep, what: string): Promise<void> {
    const id = (key: string) => this.base.record(table, key)?.id;
    if (by === 'v1') {
      const tableId = this.base.table(table).id;
      const raw = records.map(({ key, cells }) => ({ id: id(key) as string, cells: this.rawCells(cells) }));
      if (this.window) await this.window.update(tableId, raw);
      else await this.op({ kind: 'records.update', tableId, records: raw }, what);
    } else
      this.answer = done(
        await this.client.patch(this.tablePath('v0', table), {
          returnFieldsByFieldId: true,
          records: records.map(({ key, cells }) => ({ id: id(key), fields: this.publicCells(cells) })),
        }),
        what,
      ).records;
    this.base.update(table, records);
  }

  private async delete({ by, key, table, records }: Extract<Step, { do: 'delete' }>, what: string) {
    const recordIds = records.map((record) => this.base.record(table, record)?.id as string);
    if (by === 'v1') {
      const { seq } = await this.op(
        { kind: 'records.delete', tableId: this.base.table(table).id, recordIds },
        what,
      );
      this.deletions.set(key, seq);
    } else {
      const query = recordIds.map((id) => `records[]=${id}`).join('&');
      done(await this.client.delete(`${this.tablePath('v0', table)}?${query}`), what);
    }
    this.base.delete(by === 'v1' ? key : undefined, table, records);
  }

  private async op(op: Record<string, unknown>, what: string): Promise<{ seq: number }> {
    return done(await this.client.post(`/v1/bases/${this.baseId}/ops`, { id: randomUUID(), ...op }), what);
  }

  /** All rows of a table as they are after the last step. */
  async rows(table: string): Promise<EngineRow[]> {
    const seen = this.seen.get(table);
    if (seen) return seen;
    const url = `${this.tablePath('v1', table)}/rows?start=0&limit=100`;
    return done(await this.client.get(url), `rows of ${table}`).rows;
  }

  /** Cells by field id as our own programs send them. */
  private rawCells(
    cells: GivenCells,
    coming: ReadonlyMap<string, string> = new Map(),
    table = '',
  ): Record<string, RawCell> {
    return Object.fromEntries(
      Object.entries(cells).map(([key, given]) => {
        const field = this.base.field(key) as PlainField;
        if (field.linked === undefined) return [field.id, this.rawGiven(field, given)];
        const ids = (given as string[]).map(
          (one) =>
            this.base.record(field.linked as string, one)?.id ??
            (field.linked === table ? coming.get(one) : undefined),
        );
        return [field.id, ids as string[]];
      }),
    );
  }

  private rawGiven(field: PlainField, given: Given): Given {
    const isText = [
      'singleSelect',
      'multipleSelects',
      'singleCollaborator',
      'multipleCollaborators',
    ].includes(field.type);
    return isText ? (this.base.rawCell(field, given) as Given) : given;
  }

  /** Cells by field name as the public API takes them. */
  private publicCells(cells: GivenCells): object {
    return Object.fromEntries(
      Object.entries(cells).map(([key, given]) => {
        const field = this.base.field(key) as PlainField;
        const person = (one: string) => ({ id: this.base.people.get(one)?.id });
        if (field.linked !== undefined)
          return [
            field.id,
            (given as string[]).map((one) => this.base.record(field.linked as string, one)?.id),
          ];
        if (field.type === 'singleCollaborator')
          return [field.id, given === null ? null : person(given as string)];
        if (field.type === 'multipleCollaborators')
          return [field.id, given === null ? null : (given as string[]).map(person)];
        return [field.id, given];
      }),
    );
  }
}
