import {
  appError,
  attachmentsOf,
  type Change,
  type Field,
  type RawCell,
  rawCellOf,
  readCellOf,
  type RowCell,
  sameCell,
} from '@pyairtable/contracts';
import {
  convertCell,
  fieldModel,
  type FieldModel,
  planComputed,
  shownField,
  type TableModel,
} from '@pyairtable/core';
import { fieldWith } from '@pyairtable/field-types';
import { CONVERTS } from '../read/stored-lookup';
import { stateTable, tableName } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { Conversion } from './conversion';
import { takeTables } from './ddl';
import { type CellBeside, cellsBeside, type NumberedCell, readingContext } from './field-cells';
import { forgetUnfit } from './forget-in-views';
import type { KeptStructure } from './kept-structure';
import { type MadeCells, replaceCells, writeCells } from './replace-cells';
import { restoreSettings } from './restore-settings';

const refused = (why: string) => appError('INVALID_REQUEST_UNKNOWN', why);

/** The cells as they were before entry `seq`, but for those that were written since: these are converted back. */
class FormerCells implements MadeCells {
  private readonly back: Conversion;

  constructor(
    private readonly draft: StructureDraft,
    private readonly table: TableModel,
    private readonly now: FieldModel,
    private readonly then: FieldModel,
    to: FieldModel,
    readonly undoes: number,
  ) {
    this.back = new Conversion(draft, table, now, to);
  }

  get target(): FieldModel {
    return this.back.target;
  }

  /** Those that no log and no other cell says. */
  get hasFilled(): boolean {
    const from = this.target.filledBy?.from;
    return from === 'counter' || from === 'service';
  }

  async judge(column?: string): Promise<void> {
    const { draft, table, now, target } = this;
    // Cells that the server computes are made anew.
    if (column === undefined) return;
    await this.putBack(column);
    // Nobody writes into what the server fills or computes.
    if (now.behaviour.computed || target.behaviour.computed) return;
    for await (const cells of cellsBeside(draft, table, now, { column, field: target })) {
      const written = await this.writtenOf(cells.filter((one) => !this.isAsMade(one)));
      const filled = written.filter((one): one is CellBeside & NumberedCell => one.cell !== null);
      const converted = new Map(this.back.convertAll(filled).map(({ cell }, at) => [filled[at]?.n, cell]));
      await writeCells(
        draft,
        table,
        this.target,
        column,
        written.map(({ n }) => ({ n, cell: converted.get(n) ?? null })),
      );
    }
  }

  /** What was kept of the column when the entry was written, record by record that is still there. */
  private async putBack(column: string): Promise<void> {
    const { base, run } = this.draft;
    const { storage } = this.target;
    if (storage.kind !== 'column') throw new Error('only stored fields are written');
    await run(
      `UPDATE ${tableName(base.id, this.table.id)} t SET ${column} = ${storage.sql.fromJson('e.value')}
        FROM ${stateTable(base.id, 'past_cells')} p, jsonb_each(p.cells) e
        WHERE p.seq = $1 AND p.field_id = $2 AND p.part >= 0 AND t.id = e.key`,
      [this.undoes, this.now.id],
    );
  }

  /** Whether the cell is what the conversion made of what it was. */
  private isAsMade({ cell, beside }: CellBeside): boolean {
    const { draft, then, now } = this;
    const was = beside as RowCell;
    const made = convertCell(readCellOf(was), then, now, readingContext(draft, then, was));
    return sameCell(withoutFileIds(made.cell), withoutFileIds(cell === null ? null : rawCellOf(cell)));
  }

  /**
   * Those of the cells in whose records the field was written since, as people and formats may have changed what the conversion
   * makes by now. Choices that are called something else were written too.
   */
  private async writtenOf(cells: readonly CellBeside[]): Promise<readonly CellBeside[]> {
    if (cells.length === 0 || this.now.behaviour.family === 'choice') return cells;
    const { base, run } = this.draft;
    // Each entry is looked through once, however many of the records it tells of.
    const rows = await run<{ n: number }>(
      `WITH told AS MATERIALIZED (SELECT t.__id AS n, r.seq FROM ${tableName(base.id, this.table.id)} t
          JOIN ${stateTable(base.id, 'record_change')} r ON r.record_id = t.id WHERE t.__id = ANY($1::bigint[]) AND r.seq > $2),
        entry AS MATERIALIZED (SELECT c.seq FROM ${stateTable(base.id, 'change')} c
          WHERE c.seq IN (SELECT seq FROM told) AND strpos(c.changes::text, $3) > 0)
        SELECT DISTINCT told.n FROM told JOIN entry USING (seq)`,
      [cells.map(({ n }) => n), this.undoes, this.now.id],
    );
    const written = new Set(rows.map(({ n }) => n));
    return cells.filter(({ n }) => written.has(n));
  }
}

/** Each file that a cell is given anew has an id of its own. */
function withoutFileIds(cell: RawCell): RawCell {
  const files = attachmentsOf(cell);
  return files.length > 0 ? files.map((file) => ({ ...file, id: '' })) : cell;
}

/** A conversion of the field that came later, and which one it takes back. */
interface Later {
  seq: number;
  undoes: number | null;
}

/**
 * Whether the conversion of entry `of` is not what gave the field its type, going by those that came later, in their order: each that was taken back,
 * and what took it back, leave nothing. One that was taken back itself, and done again, has that entry's number by now.
 */
function isOverlaid(of: number, later: readonly Later[]): boolean {
  if (later.some(({ undoes }) => undoes === of)) return true;
  const standing: number[] = [];
  for (const { seq, undoes } of later) {
    if (undoes !== null && standing.at(-1) === undoes) standing.pop();
    else standing.push(seq);
  }
  return standing.length > 0;
}

/** The field before the conversion that entry `seq` of the log tells of; throws where that may not be taken back. */
async function fieldBefore({ base, run }: StructureDraft, field: FieldModel, seq: number): Promise<Field> {
  const log = stateTable(base.id, 'change');
  const [entry] = await run<Pick<Change, 'changes'> & { isPast: boolean; later: Later[] }>(
    `SELECT c.changes, c.seq < h.kept_from AS "isPast",
        (SELECT coalesce(json_agg(json_build_object('seq', l.seq, 'undoes', e.change -> 'undoes') ORDER BY l.seq), '[]')
          FROM ${log} l, jsonb_array_elements(l.changes) AS e(change) WHERE l.seq > $1 AND l.changes @? ${CONVERTS}
            AND e.change @> jsonb_build_object('action', 'field.converted', 'fieldId', $2::text)) AS later
      FROM ${log} c, ${stateTable(base.id, 'head')} h WHERE c.seq = $1`,
    [seq, field.id],
  );
  if (!entry || entry.isPast) throw appError('MOMENT_NOT_KEPT');
  const told = entry.changes.find(
    (change) =>
      change.kind === 'schema' && change.action === 'field.converted' && change.fieldId === field.id,
  );
  if (told?.kind !== 'schema') throw refused('This entry of the log did not give the field another type');
  const [before, after] = [told.before as Field, told.after as Field];
  if (isOverlaid(seq, entry.later) || after.type !== field.type)
    throw refused(`Field "${field.name}" has been given another type since`);
  if ([before, after].some(({ type }) => type === 'multipleRecordLinks'))
    throw refused(
      'Links that a conversion made or ended are not taken back: restore a copy of the base as it was',
    );
  return before;
}

/** What views of the table asked of the field before entry `seq`, and forgot with it. */
function forgottenBy({ base, run }: StructureDraft, seq: number): Promise<KeptStructure['settings']> {
  const past = stateTable(base.id, 'past_structure');
  return run<KeptStructure['settings'][number]>(
    `SELECT p.id AS "viewId", p.row->'config' AS before, n.row->'config' AS after FROM ${past} p
      JOIN ${past} n ON n.kind = p.kind AND n.id = p.id AND n.since = $1
      WHERE p.kind = 'view' AND p.until = $1 AND p.row->'config' <> n.row->'config'`,
    [seq],
  );
}

/**
 * Gives a field the type back that it had before entry `seq`, with the cells that it had: but for those that were written since,
 * which are converted, and records that were made since. Views ask of it again what they forgot.
 */
export async function undoConversion(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  seq: number,
): Promise<Field> {
  const { base, run } = draft;
  const before = await fieldBefore(draft, field, seq);
  const { name, id, description } = field;
  const { description: _, ...typed } = before;
  const was = shownField(
    fieldWith({ ...typed, name, ...(description ? { description } : {}) }, before.options),
  );
  const then = fieldModel(was);
  if (id === table.primaryFieldId && !then.behaviour.primary)
    throw refused(`Fields of type ${then.type} cannot be the primary field`);
  const target = then.storage.kind === 'query' ? planComputed(base, table, was) : then;
  await run(takeTables(base.id, new Set([table.id])));
  const cells = new FormerCells(draft, table, field, then, target, seq);
  const restored = await replaceCells(draft, table, field, cells, before.rules);
  await forgetUnfit(draft, [{ table, from: field, to: cells.target }]);
  await restoreSettings(draft, seq, await forgottenBy(draft, seq));
  return restored;
}
