import { type RawCell, textsOf } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { isId } from '@pyairtable/kernel';
import { cellContext } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import { convertCell } from '../structure/convert-cell';
import { type LinkTitles, titlesOfCell } from '../structure/link-titles';
import type { RecordLookup } from './record-plan';

/** A cell as it was while its field had another type, and the field as it is. */
export interface FormerCell {
  from: FieldModel;
  cell: RawCell;
  to: FieldModel;
}

/** What the conversion to the field makes of a former cell; not `whole` where something of it is lost. */
export interface ReadFormer {
  cell: RawCell;
  whole: boolean;
}

type Titles = ReadonlyMap<string, string>;
type Wanted = Map<string, Set<string>>;

const formerlyLinked = ({ from }: FormerCell): string | undefined =>
  from.type === 'multipleRecordLinks'
    ? fieldAs(from, 'multipleRecordLinks').options.linkedTableId
    : undefined;

function want(wanted: Wanted, tableId: string, names: Iterable<string>): void {
  const known = wanted.get(tableId) ?? new Set();
  for (const name of names) known.add(name);
  if (known.size > 0) wanted.set(tableId, known);
}

/** Reads former cells, with the titles of what they linked to, and the records that have the titles which they name. */
class Reader {
  private titles: Titles = new Map();
  private found: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();

  constructor(
    private readonly base: BaseModel,
    private readonly lookup: Pick<RecordLookup, 'titles' | 'titlesOf'>,
  ) {}

  /** Looks nothing up unless some of the cells were links, or are to be. */
  async prepare(cells: readonly FormerCell[]): Promise<void> {
    const ids: Wanted = new Map();
    for (const former of cells) {
      const linked = formerlyLinked(former);
      if (linked !== undefined && this.base.tableById(linked)) want(ids, linked, textsOf(former.cell));
    }
    if (ids.size > 0) this.titles = await this.lookup.titlesOf(ids);
    const names: Wanted = new Map();
    for (const former of cells) {
      const named = this.named(former);
      if (!named) continue;
      const all = named.whole === undefined ? named.entries : [named.whole, ...named.entries];
      want(
        names,
        named.tableId,
        all.filter((name) => !isId('record', name)),
      );
    }
    if (names.size > 0) this.found = await this.lookup.titles(names);
  }

  read(former: FormerCell): ReadFormer {
    const { from, to } = former;
    const named = this.named(former);
    if (!named) {
      const { cell, fate } = convertCell(this.there(former), from, to, this.context(to));
      return { cell, whole: fate !== 'lost' };
    }
    const idOf = (name: string) => (isId('record', name) ? name : this.found.get(named.tableId)?.get(name));
    const one = named.whole === undefined ? undefined : idOf(named.whole);
    const found = named.entries.map(idOf);
    const linked = one === undefined ? found.filter((id) => id !== undefined) : [one];
    const all = !named.partial && linked.length === found.length;
    const saysNothing = from.behaviour.format(this.there(former), from.options, this.context(to)) === '';
    return {
      cell: linked.length > 0 ? [...new Set(linked)] : null,
      whole: linked.length > 0 ? one !== undefined || all : saysNothing,
    };
  }

  /** The records that the cell is to link to, where its field links to another table than it did, or at all; else undefined. */
  private named(former: FormerCell): (LinkTitles & { tableId: string }) | undefined {
    const { from, to } = former;
    const linked = to.link && this.base.tableById(to.link.linkedTableId);
    if (!linked || formerlyLinked(former) === linked.id) return undefined;
    const named = titlesOfCell(this.there(former), from, to, linked, this.base, this.context(to));
    return { ...named, tableId: linked.id };
  }

  private context(to: FieldModel) {
    return { ...cellContext(to, this.base), titles: this.titles };
  }

  /** The cell without links to records that are gone by now. */
  private there({ from, cell }: FormerCell): RawCell {
    if (from.type !== 'multipleRecordLinks') return cell;
    return textsOf(cell).filter((id) => this.titles.has(id));
  }
}

/**
 * How former cells are read: as the conversion made the cells that were there, but that it makes no choices and no records.
 * `cells` are all that will be asked for.
 */
export async function readFormers(
  cells: readonly FormerCell[],
  base: BaseModel,
  lookup: Pick<RecordLookup, 'titles' | 'titlesOf'>,
): Promise<(former: FormerCell) => ReadFormer> {
  const reader = new Reader(base, lookup);
  await reader.prepare(cells);
  return (former) => reader.read(former);
}
