import { type CheckedFormula, dependenciesOf } from '@pyairtable/formula';
import { filterFieldIds } from '../views/filter-operand';
import type { BaseModel } from '../model/base-model';
import type { FieldModel, LinkEnd } from '../model/field-model';
import type { TableModel } from '../model/table-model';

/** What is asked of a row: cells, and whether it is also asked when the row was changed. */
export interface CellReads {
  fieldIds: readonly string[];
  modified: boolean;
}

/** Stored cells that something of a row is made of. */
export interface CellSource {
  tableId: string;
  /** Fields of the table; null: whatever is written. */
  fieldIds: ReadonlySet<string> | null;
  /** The links that lead from the row to the record with the cells, one behind the other; none for the row itself. */
  path: readonly LinkEnd[];
}

export interface CellSources {
  cells: readonly CellSource[];
  /** Tables of which a record may go without an entry that names the rows which were made of it. */
  silent: ReadonlySet<string>;
}

/** Ways through a base that are worth following one by one. */
const MOST_WAYS = 200;

class Search {
  readonly silent = new Set<string>();
  private readonly found = new Map<string, { source: CellSource; fieldIds: Set<string> | null }>();
  private readonly seen = new Set<string>();

  constructor(private readonly base: BaseModel) {}

  get tooWide(): boolean {
    return this.seen.size > MOST_WAYS;
  }

  get cells(): CellSource[] {
    return [...this.found.values()].map(({ source, fieldIds }) => ({ ...source, fieldIds }));
  }

  read(table: TableModel, { fieldIds, modified }: CellReads, path: readonly LinkEnd[]): void {
    if (modified) this.note(table, null, path);
    for (const id of fieldIds) this.field(table, table.fieldById(id), path);
  }

  private field(table: TableModel, field: FieldModel | undefined, path: readonly LinkEnd[]): void {
    if (!field || this.tooWide) return;
    const place = `${nameOf(path)}/${field.id}`;
    if (this.seen.has(place)) return;
    this.seen.add(place);
    const { link, filledBy, computed } = field;
    if (link) {
      const linked = this.through(table, field.id, path);
      if (linked) this.field(linked.table, linked.table.primaryField, linked.path);
      return;
    }
    if (!computed) {
      if (filledBy?.from === 'change') this.note(table, filledBy.watched, path);
      else this.note(table, [field.id], path);
      return;
    }
    if (computed.kind === 'invalid') return;
    if (computed.kind === 'formula') {
      const modified = dependenciesOf(computed.formula).lastModified;
      return this.read(table, { fieldIds: computed.reads, modified }, path);
    }
    const linked = this.through(table, computed.linkFieldId, path);
    if (!linked) return;
    if ('targetFieldId' in computed)
      this.field(linked.table, linked.table.fieldById(computed.targetFieldId), linked.path);
    if (computed.filter) this.read(linked.table, readsOf([computed.filter]), linked.path);
  }

  private through(table: TableModel, linkFieldId: string, path: readonly LinkEnd[]) {
    const link = table.fieldById(linkFieldId)?.link;
    const linked = link && this.base.tableById(link.linkedTableId);
    if (!linked) return undefined;
    this.note(table, [linkFieldId], path);
    if (link.inverseFieldId === undefined) this.silent.add(linked.id);
    return { table: linked, path: [...path, link] };
  }

  /** An empty list of fields stands for all of them, as it does for who watches changes. */
  private note(table: TableModel, fieldIds: readonly string[] | null, path: readonly LinkEnd[]): void {
    const key = nameOf(path);
    const entry = this.found.get(key) ?? {
      source: { tableId: table.id, fieldIds: null, path },
      fieldIds: new Set<string>(),
    };
    this.found.set(key, entry);
    if (fieldIds === null || fieldIds.length === 0) entry.fieldIds = null;
    else for (const id of fieldIds) entry.fieldIds?.add(id);
  }
}

const nameOf = (path: readonly LinkEnd[]) => path.map(({ pairId, own }) => `${pairId}.${own}`).join('/');

/** What formulas over a row read of it. */
export const readsOf = (formulas: readonly CheckedFormula[]): CellReads => ({
  fieldIds: [...new Set(formulas.flatMap(filterFieldIds))],
  modified: formulas.some((formula) => dependenciesOf(formula).lastModified),
});

/**
 * The stored cells that those reads of a row of the table are made of, wherever they are: a change of the log that
 * writes none of them leaves all of it as it was. Null where there are too many ways to them.
 */
export function cellSources(base: BaseModel, table: TableModel, reads: CellReads): CellSources | null {
  const search = new Search(base);
  search.read(table, reads, []);
  return search.tooWide ? null : { cells: search.cells, silent: search.silent };
}
