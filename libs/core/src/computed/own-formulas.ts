import type { RowCell } from '@pyairtable/contracts';
import {
  type CheckedFormula,
  dependenciesOf,
  type Environment,
  evaluate,
  fieldValue,
  isFailure,
  MODES,
  type Value,
} from '@pyairtable/formula';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { cellOfValue, isCellRead, valueOfCell } from './cell-value';

export interface FormulaRow {
  id: string;
  /** '' until the record is stored. */
  createdTime: string;
  cells: Readonly<Record<string, RowCell>>;
}

interface OwnFormula {
  id: string;
  formula: CheckedFormula;
  day: boolean;
  rank: number;
  /** What the server fills in is read as well, at first hand or through others: unknown before a record is stored. */
  needsStored: boolean;
  /** Titles of linked records are read as well. */
  readsTitles: boolean;
}

/** Plans kept: as many as there are usual sets of fields that are written together. */
const MAX_PLANS = 200;

/**
 * The formulas of a table whose cells follow from cells of the same row: those that read stored cells or one another, and
 * neither the clock nor other records beyond the titles that the row shows. They come out as the server's SQL says them.
 */
export class OwnFormulas {
  private readonly formulas = new Map<string, OwnFormula>();
  private readonly fields: ReadonlyMap<string, FieldModel>;
  private readonly readers = new Map<string, string[]>();
  private readonly plans = new Map<string, OwnFormula[]>();

  constructor(fields: readonly FieldModel[]) {
    this.fields = new Map(fields.map((field) => [field.id, field]));
    const ranked = fields
      .filter(({ computed }) => computed?.kind === 'formula')
      .sort((a, b) => (a.computed?.rank ?? 0) - (b.computed?.rank ?? 0));
    for (const field of ranked) {
      const own = this.ownFormula(field);
      if (!own) continue;
      this.formulas.set(own.id, own);
      for (const read of own.formula.fieldIds)
        this.readers.set(read, [...(this.readers.get(read) ?? []), own.id]);
    }
  }

  static of({ fields }: Pick<TableModel, 'fields'>): OwnFormulas {
    return new OwnFormulas(fields);
  }

  has(fieldId: string): boolean {
    return this.formulas.has(fieldId);
  }

  /** Whether the cells follow from what is written to the record and from nothing else: not from titles of others. */
  isClosed(fieldId: string): boolean {
    return this.formulas.get(fieldId)?.readsTitles === false;
  }

  /** Those whose cells are made of cells of these fields, at first hand or through others. */
  dependents(fieldIds: Iterable<string>): string[] {
    const found = new Set<string>();
    const open = [...fieldIds];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const reader of this.readers.get(id) ?? []) {
        if (found.has(reader)) continue;
        found.add(reader);
        open.push(reader);
      }
    }
    return [...found];
  }

  /** The row's cells with those formulas computed anew that follow from `written`; absent: all of them. */
  cells(row: FormulaRow, written?: Iterable<string>): Record<string, RowCell> {
    const wanted = new Set(written ? this.dependents(written) : this.formulas.keys());
    if (wanted.size === 0) return { ...row.cells };
    const values = new Map<string, Value>();
    const environment = this.environment(row, values);
    const cells = { ...row.cells };
    for (const { id, formula, day, needsStored } of this.plan(wanted)) {
      if (needsStored && row.createdTime === '') continue;
      const value = fieldValue(evaluate(formula.root, environment), formula.type, environment.mode);
      values.set(id, value);
      const cell = cellOfValue(value, day);
      if (cell === undefined) delete cells[id];
      else cells[id] = cell;
    }
    return cells;
  }

  /** Why a formula has no value in the row; undefined where it has one, or where the row does not say. */
  reason(row: FormulaRow, fieldId: string): string | undefined {
    if (!this.formulas.has(fieldId)) return undefined;
    const values = new Map<string, Value>();
    const environment = this.environment(row, values);
    for (const { id, formula, needsStored } of this.plan(new Set([fieldId]))) {
      if (needsStored && row.createdTime === '') return undefined;
      values.set(id, fieldValue(evaluate(formula.root, environment), formula.type, environment.mode));
    }
    const value = values.get(fieldId) ?? null;
    return isFailure(value) ? value.reason : undefined;
  }

  private ownFormula({ id, computed }: FieldModel): OwnFormula | undefined {
    if (computed?.kind !== 'formula') return undefined;
    const { formula, day, rank } = computed;
    const { clock, lastModified, created } = dependenciesOf(formula);
    if (clock || lastModified) return undefined;
    let [needsStored, readsTitles] = [created, false];
    for (const read of formula.fieldIds) {
      const [own, field] = [this.formulas.get(read), this.fields.get(read)];
      if (!own && !(field && isCellRead(field))) return undefined;
      needsStored ||= own?.needsStored === true || field?.filledBy !== undefined;
      readsTitles ||= own?.readsTitles === true || field?.link !== undefined;
    }
    return { id, formula, day, rank, needsStored, readsTitles };
  }

  private environment(
    { id, createdTime, cells }: FormulaRow,
    values: ReadonlyMap<string, Value>,
  ): Environment {
    return {
      mode: MODES.airtable,
      cell: (fieldId) =>
        this.formulas.has(fieldId)
          ? (values.get(fieldId) ?? null)
          : valueOfCell(cells[fieldId], this.fields.get(fieldId) as FieldModel),
      nowMs: 0,
      timeZone: 'GMT',
      recordId: id,
      createdMs: Date.parse(createdTime),
      lastModifiedMs: () => null,
      variables: new Map(),
    };
  }

  /** The wanted formulas and those that they read, each after what it reads: a chain of any length needs no recursion. */
  private plan(wanted: ReadonlySet<string>): OwnFormula[] {
    const key = [...wanted].sort().join();
    const known = this.plans.get(key);
    if (known) return known;
    const needed = new Map<string, OwnFormula>();
    const open = [...wanted];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const own = this.formulas.get(id);
      if (!own || needed.has(id)) continue;
      needed.set(id, own);
      open.push(...own.formula.fieldIds);
    }
    const plan = [...needed.values()].sort((a, b) => a.rank - b.rank);
    if (this.plans.size >= MAX_PLANS) this.plans.clear();
    this.plans.set(key, plan);
    return plan;
  }
}
