import type { TableModel } from '../model/table-model';
import type { Computed } from './computed';

/** Fields of whose cells a computed one is made, and the link over whose records, whatever their titles. */
function readsOf(computed: Computed): { cells: readonly string[]; over?: string } {
  if (!('linkFieldId' in computed)) return { cells: computed.reads };
  const target = 'targetFieldId' in computed ? [computed.targetFieldId] : [];
  return { cells: [...target, ...(computed.filter?.fieldIds ?? [])], over: computed.linkFieldId };
}

/** What stands for the titles that a link's cells show: they change without the link. */
const titlesOf = (linkFieldId: string) => `titles of ${linkFieldId}`;

/** Which cells of a base are made of which others: computed ones of what they read, links of the titles that they show. */
export class Dependents {
  private readonly readers = new Map<string, string[]>();
  private readonly links = new Map<string, string>();
  /** Fields whose cells show something else as time passes, those that read such cells included. */
  readonly volatile: ReadonlySet<string>;

  constructor(tables: readonly TableModel[]) {
    const primary = new Map(tables.map(({ id, primaryFieldId }) => [id, primaryFieldId]));
    const fields = tables.flatMap((table) => table.fields);
    for (const { id, link } of fields) {
      const titles = link && primary.get(link.linkedTableId);
      if (titles === undefined) continue;
      this.links.set(titlesOf(id), id);
      this.add(titles, titlesOf(id));
    }
    for (const { id, computed } of fields) {
      if (!computed) continue;
      const { cells, over } = readsOf(computed);
      if (over !== undefined) this.add(over, id);
      for (const read of cells) this.add(this.links.has(titlesOf(read)) ? titlesOf(read) : read, id);
    }
    const volatile = fields.flatMap(({ id, computed }) => (computed?.volatile ? [id] : []));
    this.volatile = new Set([...volatile, ...this.of(volatile)]);
  }

  /**
   * Fields of whichever table whose cells are made of cells of these, at first hand or through others. One that is
   * asked after is among them only where it is made of another.
   */
  of(fieldIds: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const open = [...fieldIds].flatMap((id) => [id, titlesOf(id)]);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      for (const reader of this.readers.get(place) ?? []) {
        if (found.has(reader)) continue;
        found.add(reader);
        open.push(reader);
      }
    }
    return new Set([...found].map((place) => this.links.get(place) ?? place));
  }

  private add(place: string, reader: string): void {
    const readers = this.readers.get(place);
    if (readers) readers.push(reader);
    else this.readers.set(place, [reader]);
  }
}
