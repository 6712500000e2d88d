import {
  appError,
  type ConversionReport,
  readCellOf,
  type RowCell,
  type SelectOptions,
} from '@pyairtable/contracts';
import {
  convertCell,
  type ConvertedCell,
  fieldModel,
  type FieldModel,
  shownField,
  type TableModel,
} from '@pyairtable/core';
import {
  areChoicesLong,
  fieldWith,
  isSelect,
  MAX_CHOICE_TEXT,
  MAX_CHOICES,
  withNewChoices,
} from '@pyairtable/field-types';
import type { StructureDraft } from './change-structure';
import { beginReport, lostRules, SameCells, tellOf } from './conversion-report';
import { cellsOf, type NumberedCell, readingContext } from './field-cells';
import { type MadeCells, writeCells } from './replace-cells';

/** Converts the cells of one field to another. */
export class Conversion implements MadeCells {
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
      const converted = this.convertAll(cells);
      for (const one of converted) {
        tellOf(report, one);
        if (this.from.rules?.unique) same.add(one.cell);
      }
      if (column === undefined) continue;
      const made = converted.map(({ cell }, at) => ({ n: (cells[at] as NumberedCell).n, cell }));
      const filled = made.filter(({ cell }) => cell !== null);
      await writeCells(this.draft, this.table, this.to, column, filled);
    }
    report.lostRules = lostRules(this.draft, this.from, this.to, same.found);
  }

  /** What cells become, with the choices that they lack made. */
  convertAll(cells: readonly NumberedCell[]): ConvertedCell[] {
    const read = cells.map(({ cell }) => this.convert(cell));
    const hasAll = this.addChoices(read.flatMap(({ choices }) => choices));
    return hasAll ? read : cells.map(({ cell }) => this.convert(cell));
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
