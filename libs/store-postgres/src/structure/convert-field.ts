import {
  appError,
  type ConversionReport,
  type Field,
  type RawCell,
  readCellOf,
  type RowCell,
  type SelectOptions,
} from '@pyairtable/contracts';
import {
  convertCell,
  type ConvertedCell,
  fieldModel,
  type FieldModel,
  planComputed,
  planField,
  requireNamedFields,
  resolvedButton,
  shownField,
  type TableModel,
} from '@pyairtable/core';
import {
  areChoicesLong,
  fieldAs,
  fieldWith,
  isSelect,
  MAX_CHOICE_TEXT,
  MAX_CHOICES,
  withNewChoices,
} from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import { keepCells } from '../past/keep-cells';
import { columnName, stateTable, tableName } from '../sql/identifiers';
import { carryRules } from './change-rules';
import type { StructureDraft } from './change-structure';
import { beginReport, lostRules, SameCells, tellOf } from './conversion-report';
import { LinkConversion } from './convert-to-link';
import { addColumn, dropColumn, dropJunction, takeTables } from './ddl';
import { cellsOf, type NumberedCell, readingContext } from './field-cells';
import { fillWatching } from './fill-watching';
import { type Converted, forgetUnfit } from './forget-in-views';
import { makeRoom } from './make-room';

/** The type and options that a field is to have. */
export interface ConversionRequest {
  type: string;
  options?: unknown;
}

/** Converts the cells of one field to another. */
class Conversion {
  readonly report: ConversionReport;
  private to: FieldModel;

  constructor(
    private readonly draft: StructureDraft,
    private readonly table: TableModel,
    private readonly from: FieldModel,
    to: FieldModel,
  ) {
    this.report = beginReport(draft, from);
    this.to = to;
  }

  /** The new field, with the choices that the cells need. */
  get target(): FieldModel {
    return this.to;
  }

  /**
   * Looks at every cell, and makes the choices that are missing. What the cells become is written into `column`, where there is
   * one, as they are looked at: a formula that asks for the time would say something else the next time.
   */
  async judge(column?: string): Promise<void> {
    const { report } = this;
    if (this.losesAll()) {
      for await (const cells of cellsOf(this.draft, this.table, this.from)) report.lost += cells.length;
      report.lostRules = lostRules(this.draft, this.from, this.to, false);
      return;
    }
    const same = new SameCells();
    for await (const cells of cellsOf(this.draft, this.table, this.from)) {
      const read = cells.map(({ cell }) => this.convert(cell));
      const hasAll = this.addChoices(read.flatMap(({ choices }) => choices));
      const converted = hasAll ? read : cells.map(({ cell }) => this.convert(cell));
      for (const one of converted) {
        tellOf(report, one);
        if (this.from.rules?.unique) same.add(one.cell);
      }
      if (column === undefined) continue;
      const made = converted.map(({ cell }, at) => ({ n: (cells[at] as NumberedCell).n, cell }));
      await this.write(
        column,
        made.filter(({ cell }) => cell !== null),
      );
    }
    report.lostRules = lostRules(this.draft, this.from, this.to, same.found);
  }

  private async write(column: string, made: readonly { n: number; cell: RawCell }[]): Promise<void> {
    const { storage } = this.to;
    if (storage.kind !== 'column') throw new Error('only stored fields are written');
    await this.draft.run(
      `UPDATE ${tableName(this.draft.base.id, this.table.id)} t SET ${column} = ${storage.sql.fromJson('i.cell')}
        FROM jsonb_to_recordset($1::jsonb) AS i(n bigint, cell jsonb) WHERE t.__id = i.n`,
      [JSON.stringify(made)],
    );
  }

  /** Cells that the server fills or computes are made anew. */
  private losesAll(): boolean {
    return this.to.behaviour.computed;
  }

  private convert(cell: RowCell): ConvertedCell {
    return convertCell(readCellOf(cell), this.from, this.to, readingContext(this.draft, this.from, cell));
  }

  /** Adds the choices that cells lack, and says whether there were none: once a chunk, as each time all are gone through. */
  private addChoices(lacking: readonly string[]): boolean {
    if (lacking.length === 0) return true;
    if (!isSelect(this.to)) throw new Error('only selects have choices');
    const names = [...new Set(lacking)];
    const options: SelectOptions = withNewChoices(this.to.options, names);
    if (options.choices.length > MAX_CHOICES)
      throw appError(
        'INVALID_REQUEST_UNKNOWN',
        `The cells hold more than ${MAX_CHOICES} different texts, and a select has no more choices`,
      );
    if (areChoicesLong(options))
      throw appError(
        'INVALID_REQUEST_UNKNOWN',
        `The different texts of the cells come to more than ${MAX_CHOICE_TEXT} characters, and the choices of a select to no more`,
      );
    this.report.newChoices.push(...names);
    this.to = fieldModel(fieldWith(shownField(this.to), options));
    return false;
  }
}

const linkedTableOf = (field: FieldModel) =>
  field.type === 'multipleRecordLinks'
    ? fieldAs(field, 'multipleRecordLinks').options.linkedTableId
    : undefined;

function planTarget(
  { base }: StructureDraft,
  table: TableModel,
  field: FieldModel,
  { type, options }: ConversionRequest,
): FieldModel {
  const { id, name, description } = field;
  const made = planField({ name, type, options, description }, table.name);
  const planned = { ...resolvedButton(made, table.fields), id };
  requireNamedFields(table, planned);
  const target = fieldModel(planned);
  if (field.link && linkedTableOf(target) === field.link.linkedTableId)
    throw appError('INVALID_REQUEST_UNKNOWN', 'The field links to that table already');
  if (id === table.primaryFieldId && !target.behaviour.primary)
    throw appError('INVALID_REQUEST_UNKNOWN', `Fields of type ${type} cannot be the primary field`);
  return target.storage.kind === 'query' ? planComputed(base, table, planned) : target;
}

/** What would become of the cells of a field with another type. Changes nothing. */
export async function previewConversion(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  request: ConversionRequest,
): Promise<ConversionReport> {
  const target = planTarget(draft, table, field, request);
  const conversion =
    target.storage.kind === 'links'
      ? new LinkConversion(draft, table, field, target)
      : new Conversion(draft, table, field, target);
  await conversion.judge();
  return conversion.report;
}

/** Gives a field another type; its cells become what the new type makes of them. A former link's other side becomes text, and a new link gets one. */
export async function convertField(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  request: ConversionRequest,
): Promise<{ field: Field; report: ConversionReport }> {
  const { base, run } = draft;
  const target = planTarget(draft, table, field, request);
  const former = field.link ? [field.link.linkedTableId] : [];
  if (target.storage.kind === 'links') {
    const conversion = new LinkConversion(draft, table, field, target);
    await run(takeTables(base.id, new Set([table.id, conversion.linkedTableId, ...former])));
    await conversion.judge();
    await keepCells(draft, table, field);
    await conversion.makeRecords();
    const inverse = await endLink(draft, field);
    const written = await conversion.write();
    await forgetUnfit(draft, [{ table, from: field, to: target }, ...inverse]);
    return { field: written, report: conversion.report };
  }
  await run(takeTables(base.id, new Set([table.id, ...former])));
  const conversion = new Conversion(draft, table, field, target);
  const converted = await replaceCells(draft, table, field, conversion);
  const inverse = await endLink(draft, field);
  await forgetUnfit(draft, [{ table, from: field, to: conversion.target }, ...inverse]);
  return { field: converted, report: conversion.report };
}

/** Makes text of the other side of what was a link, and ends the pair; answers the side that was made text, if there is one. */
async function endLink(draft: StructureDraft, { link }: FieldModel): Promise<Converted[]> {
  if (!link) return [];
  const { base, run } = draft;
  const linked = base.tableById(link.linkedTableId);
  const inverse = linked && link.inverseFieldId ? linked.fieldById(link.inverseFieldId) : undefined;
  const converted: Converted[] = [];
  if (linked && inverse) {
    const text = fieldModel({ id: inverse.id, name: inverse.name, type: 'singleLineText' });
    converted.push({ table: linked, from: inverse, to: text });
    await replaceCells(draft, linked, inverse, new Conversion(draft, linked, inverse, text));
  }
  await run(dropJunction(base.id, link.pairId));
  await run(`DELETE FROM ${stateTable(base.id, 'link_pair')} WHERE id = $1`, [link.pairId]);
  return converted;
}

async function replaceCells(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  conversion: Conversion,
): Promise<Field> {
  const { base, run, note } = draft;
  const { storage, behaviour } = conversion.target;
  const rows = tableName(base.id, table.id);
  const own = columnName(field.id);
  const hadColumn = field.storage.kind === 'column';
  await keepCells(draft, table, field);
  if (storage.kind === 'column' && !behaviour.computed) {
    await makeRoom(draft, table.id);
    const made = columnName(newId('field'));
    await run(`ALTER TABLE ${rows} ADD COLUMN ${made} ${storage.type}`);
    await conversion.judge(made);
    if (hadColumn) await run(dropColumn(base.id, table.id, field));
    await run(`ALTER TABLE ${rows} RENAME COLUMN ${made} TO ${own}`);
  } else {
    await conversion.judge();
    if (hadColumn) await run(dropColumn(base.id, table.id, field));
    for (const text of addColumn(base.id, table.id, conversion.target)) await run(text);
    await fillWatching(draft, table.id, conversion.target);
  }
  // With the choices that the cells needed.
  const { target } = conversion;
  const rules = await carryRules(draft, table, field.rules, target);
  const after = { ...shownField(target), ...(rules ? { rules } : {}) };
  await run(`UPDATE ${stateTable(base.id, 'field')} SET type = $2, options = $3, rules = $4 WHERE id = $1`, [
    field.id,
    target.type,
    target.options ? JSON.stringify(target.options) : null,
    rules ? JSON.stringify(rules) : null,
  ]);
  note({
    action: 'field.converted',
    tableId: table.id,
    fieldId: field.id,
    before: shownField(field),
    after,
  });
  return after;
}
