import { appError, type ConversionReport, type Field, readCellOf, type RowCell } from '@pyairtable/contracts';
import {
  type AppliedRows,
  composeRecordChanges,
  fateOf,
  type FieldModel,
  type LinkTitles,
  madeOfTitle,
  type RecordWrite,
  shownField,
  type TableModel,
  titleAs,
  titlesOfCell,
  withDefaults,
} from '@pyairtable/core';
import { MAX_LINKS } from '@pyairtable/field-types';
import { isId } from '@pyairtable/kernel';
import { columnName, junctionName, stateTable, tableName } from '../sql/identifiers';
import { titleText } from '../sql/record-columns';
import { Statement } from '../sql/statement';
import { applyRowsStatement } from '../write/apply-rows';
import { repeatedCell } from '../write/tell-repeated';
import { makeLink, requireLinkedTable } from './add-field';
import { carryRules } from './change-rules';
import type { StructureDraft } from './change-structure';
import { beginReport, lostRules, tellOf } from './conversion-report';
import { dropColumn } from './ddl';
import { cellsOf, readingContext } from './field-cells';

/** Records that one conversion makes in the linked table. */
const MOST_MADE = 50_000;
const BATCH = 2_000;
/** Characters of cells that wait for the records which they name to be looked for: each time costs a walk over the table. */
const MOST_WAITING = 16_000_000;
/** Links that one conversion makes: it keeps them in mind until all cells have been looked at. */
const MOST_LINKS = 2_000_000;
/** Characters of the titles it keeps in mind, each with what it costs beside them. */
const MOST_KNOWN = 32_000_000;
const COST_OF_TITLE = 64;
const TITLES_TOLD = 12;

/** A record of the linked table, and its place among those that are linked to; one that is still to be made has no number. */
interface Linked {
  id: string;
  title: string;
  n?: number;
  at?: number;
  /** How many records link to it. */
  links?: number;
}

const tooMuch = (message: string) => appError('INVALID_REQUEST_UNKNOWN', message);

/** A filled cell, and what it says of linked records. */
interface TextCell extends LinkTitles {
  n: number;
  before: string;
}

/** Turns the cells of a field into links: to the records that have their titles, which are made where there are none. */
export class LinkConversion {
  readonly report: ConversionReport;
  private readonly linked: TableModel;
  private readonly byTitle = new Map<string, Linked | undefined>();
  private readonly byId = new Map<string, Linked>();
  private readonly made: { record: RecordWrite; linked: Linked }[] = [];
  private knownSize = 0;
  private readonly linkedTo: Linked[] = [];
  /** The links by number of the record and place of the other, in their order: two plain lists, as they may be millions. */
  private readonly own: number[] = [];
  private readonly other: number[] = [];

  constructor(
    private readonly draft: StructureDraft,
    private readonly table: TableModel,
    private readonly from: FieldModel,
    private readonly to: FieldModel,
  ) {
    this.report = beginReport(draft, from);
    const linked = requireLinkedTable(draft, table, shownField(to)) ?? table;
    // Records that are made have no cells of the field itself: its column goes.
    const others = linked.fields.filter(({ id }) => id !== from.id);
    this.linked = linked.withFields(others);
  }

  get target(): FieldModel {
    return this.to;
  }

  get linkedTableId(): string {
    return this.linked.id;
  }

  /** Looks at every cell, and for the records that they name. */
  async judge(): Promise<void> {
    let waiting: TextCell[] = [];
    let size = 0;
    const names = new Set<string>();
    const resolve = async () => {
      await this.find(names);
      for (const cell of waiting) this.resolve(cell);
      waiting = [];
      size = 0;
      names.clear();
    };
    for await (const chunk of cellsOf(this.draft, this.table, this.from))
      for (const { n, cell } of chunk) {
        const one = this.read(n, cell);
        waiting.push(one);
        for (const name of one.whole === undefined ? one.entries : [one.whole, ...one.entries])
          if (!this.byTitle.has(name) && !this.byId.has(name)) names.add(name);
        size += one.before.length;
        if (names.size >= MOST_MADE || size >= MOST_WAITING) await resolve();
      }
    await resolve();
    this.complete();
    await this.requireDifferent();
    this.report.lostRules = lostRules(this.draft, this.from, this.to, false);
    this.report.newRecords = {
      count: this.made.length,
      titles: this.made.slice(0, TITLES_TOLD).map(({ linked }) => this.shown(linked)),
    };
  }

  /** Makes the links, between records that are all there by now, and gives the field its type. */
  async write(): Promise<Field> {
    const { draft, table, from, to } = this;
    const { base, run, note } = draft;
    if (from.storage.kind === 'column') await run(dropColumn(base.id, table.id, from));
    const rules = await carryRules(draft, table, from.rules, to);
    const { link, ...made } = await makeLink(draft, table, shownField(to), async ({ options }) => {
      await run(
        `UPDATE ${stateTable(base.id, 'field')} SET type = $2, options = $3, rules = $4 WHERE id = $1`,
        [from.id, to.type, JSON.stringify(options), rules ? JSON.stringify(rules) : null],
      );
    });
    if (link) await this.join(junctionName(base.id, link.pairId));
    const after = { ...shownField(made), ...(rules ? { rules } : {}) };
    note({
      action: 'field.converted',
      tableId: table.id,
      fieldId: from.id,
      before: shownField(from),
      after,
    });
    return after;
  }

  private read(n: number, cell: RowCell): TextCell {
    const { draft, from, to, linked } = this;
    const context = readingContext(draft, from, cell);
    const read = readCellOf(cell);
    const before = from.behaviour.format(read, from.options, context);
    return { n, before, ...titlesOfCell(read, from, to, linked, draft.base, context) };
  }

  /** Finds the records of those titles or ids, the oldest of each title. */
  private async find(names: ReadonlySet<string>): Promise<void> {
    const { base, run } = this.draft;
    const titles = new Set<string>([...names].filter((name) => !isId('record', name)));
    const ids = [...names].filter((name) => isId('record', name));
    if (names.size === 0) return;
    const statement = new Statement(base.id);
    const title = titleText(base, this.linked, 't', statement);
    const { text, parameters } = statement.finish(
      `SELECT y.n, y.id, y.title FROM (
          SELECT x.*, row_number() OVER (PARTITION BY x.title ORDER BY x.n) AS nth
          FROM (SELECT t.__id AS n, t.id, ${title} AS title FROM ${tableName(base.id, this.linked.id)} t) x
          WHERE x.title IN (SELECT unnest(${statement.bind([...titles])}::text[])) OR x.id IN (SELECT unnest(${statement.bind(ids)}::text[]))) y
        WHERE y.nth = 1 OR y.id IN (SELECT unnest(${statement.bind(ids)}::text[])) ORDER BY y.n DESC`,
    );
    for (const found of await run<Linked>(text, parameters)) {
      const one = this.byId.get(found.id) ?? found;
      this.byId.set(one.id, one);
      if (titles.has(one.title)) this.keep(one.title, one);
    }
  }

  private keep(title: string, record: Linked | undefined): void {
    if (!this.byTitle.has(title)) this.knownSize += title.length + COST_OF_TITLE;
    if (this.knownSize > MOST_KNOWN)
      throw tooMuch(
        `The cells name more records of table "${this.linked.name}" than one conversion can link to`,
      );
    this.byTitle.set(title, record);
  }

  private link(n: number, records: readonly Linked[]): void {
    for (const record of records) {
      record.at ??= this.linkedTo.push(record) - 1;
      record.links = (record.links ?? 0) + 1;
      // Of a table linked to itself no field shows the other side.
      if (record.links > MAX_LINKS && this.linked.id !== this.table.id)
        throw tooMuch(
          `More than ${MAX_LINKS.toLocaleString('en')} cells name “${this.shown(record)}”, and a record of table "${this.linked.name}" takes no more links`,
        );
      this.own.push(n);
      this.other.push(record.at);
    }
    if (this.own.length > MOST_LINKS)
      throw tooMuch(`The cells make more than ${MOST_LINKS} links, and one conversion makes no more`);
  }

  /** The title as the link shows it. */
  private shown({ title }: Linked): string {
    return titleAs(title, this.linked.primaryField, readingContext(this.draft, this.to, null));
  }

  private resolve({ n, before, entries, whole }: TextCell): void {
    const one = whole === undefined ? undefined : this.byTitle.get(whole);
    const named = one ? [one] : entries.map((entry) => this.byId.get(entry) ?? this.titled(entry));
    const records = [...new Set(named.filter((record) => record !== undefined))];
    const titles = new Map(records.map((record) => [record.id, this.shown(record)]));
    const cell = records.length > 0 ? [...titles.keys()] : null;
    const context = { ...readingContext(this.draft, this.to, null), titles };
    const after = this.to.behaviour.format(cell, this.to.options, context);
    tellOf(this.report, { before, after, fate: fateOf(cell, before, after) });
    this.link(n, records);
  }

  /** The record of the title, one to be made where there is none; undefined where none can have it. */
  private titled(title: string): Linked | undefined {
    if (this.byTitle.has(title)) return this.byTitle.get(title);
    const { base } = this.draft;
    const record = isId('record', title) ? undefined : madeOfTitle(title, this.linked, base);
    const linked = record && { id: record.id, title };
    if (record && linked) this.made.push({ record, linked });
    if (this.made.length > MOST_MADE)
      throw tooMuch(
        `The cells name more than ${MOST_MADE} records that table "${this.linked.name}" does not have`,
      );
    this.keep(title, linked);
    return linked;
  }

  /** Gives the records that are to be made what their table gives to new ones. */
  private complete(): void {
    const { base, caller } = this.draft;
    const records = this.made.map(({ record }) => record);
    const whole = withDefaults(this.linked, records, { base, userId: caller.userId });
    for (const [index, one] of this.made.entries()) one.record = whole[index] as RecordWrite;
  }

  /** Records that are made have a title each; all else in them is the same, and must not be what another record has. */
  private async requireDifferent(): Promise<void> {
    const { base, run } = this.draft;
    const cells = this.made[0]?.record.cells ?? {};
    const { fields, primaryFieldId, id } = this.linked;
    for (const field of fields) {
      const cell = cells[field.id] ?? null;
      const { storage } = field;
      if (!field.rules?.unique || field.id === primaryFieldId || cell === null || storage.kind !== 'column')
        continue;
      const [row] = await run<{ taken: boolean }>(
        `SELECT EXISTS (SELECT FROM ${tableName(base.id, id)} t, jsonb_array_elements($1::jsonb) AS i(cell)
          WHERE t.${columnName(field.id)} = ${storage.sql.fromJson('i.cell')}) AS taken`,
        [JSON.stringify([cell])],
      );
      if (this.made.length > 1 || row?.taken) throw repeatedCell(field);
    }
  }

  /** Makes the records that are missing in the linked table. */
  async makeRecords(): Promise<void> {
    const { base, caller, run, wrote } = this.draft;
    for (let at = 0; at < this.made.length; at += BATCH) {
      const batch = this.made.slice(at, at + BATCH);
      const creates = batch.map(({ record }) => record);
      const rows = { table: this.linked, creates, updates: [], deletes: [], givenIds: false };
      const { text, parameters } = applyRowsStatement(base, rows, caller);
      const [answer] = await run<{ applied: AppliedRows }>(text, parameters);
      const { applied } = answer as NonNullable<typeof answer>;
      const numbers = new Map(applied.created.map(({ id, n }) => [id, n]));
      for (const { linked } of batch) linked.n = numbers.get(linked.id) as number;
      wrote(composeRecordChanges(this.linked, applied, []));
    }
  }

  /** Links stand in the order of the text, and on the other side in that of the records. */
  private async join(junction: string): Promise<void> {
    const taken = new Int32Array(this.linkedTo.length);
    let position = 0;
    for (let from = 0; from < this.own.length; from += BATCH) {
      const [own, other] = [this.own.slice(from, from + BATCH), this.other.slice(from, from + BATCH)];
      const positions = own.map((n, at) => {
        position = n === this.own[from + at - 1] ? position + 1 : 0;
        return position;
      });
      await this.draft.run(
        `INSERT INTO ${junction} (a, b, a_position, b_position) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[])`,
        [
          own,
          other.map((at) => this.linkedTo[at]?.n),
          positions,
          other.map((at) => {
            const before = taken[at] as number;
            taken[at] = before + 1;
            return before;
          }),
        ],
      );
    }
  }
}
