import { type Field, idsOf, type RawCell, rawCellOf, type RowCell, sameCell } from '@pyairtable/contracts';
import type { EditValue, Paste } from '@pyairtable/grid';
import type { ShownRow } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import { editedCell, type EditedCell } from '@/cells/edit-value';
import { listedTitles } from '@/cells/listed-titles';
import { missingChoices } from '@/cells/missing-choices';
import type { LinkedToMake } from '@/cells/offered-link';
import { whyOne } from '@/cells/why-refused';
import { failureMessage } from '@/http/request';
import { fieldsToFill } from '@/record/fields-to-fill';
import type { NewLinked } from '@/pickers/new-linked';
import type { NewRecord } from '@/record/new-record-dialog';
import type { EditTarget } from './grid-edits';
import { lookUpTitles } from './look-up-titles';
import { type FindTitled, linksByTitles, type Titled, wantedTitles, withMade } from './pasted-links';
import { countOf } from './stopped-act';

export interface PasteTarget extends EditTarget {
  /** What new records are given where nothing is pasted: to stand in the view, and in the group that was pasted into. */
  givenIn?(group: number | undefined): NewRecord;
  /** Adds choices to a select field and answers the field as it is then, null when refused (and said); absent: this person may not. */
  addChoices?: (field: Field, names: string[]) => Promise<Field | null>;
  findTitled: FindTitled;
  /** Makes records of a table by their titles, where it can: to link to what none is there for. */
  offerLinked?: (tableId: string) => ((title: string) => NewLinked) | undefined;
}

/** What of a paste was left out, and why, in words. */
class LeftOut {
  readonly reasons: string[] = [];
  cells = 0;
  /** Cells whose record or field went away meanwhile. */
  gone = 0;
  #first: string | null = null;
  #records = 0;
  readonly #lacking = new Set<string>();
  /** Titles that no record has which a field of that name can link to. */
  readonly #missing = new Map<string, Set<string>>();
  /** Titles of records beside the one that a field of that name takes. */
  readonly #dropped = new Map<string, Set<string>>();

  refused(field: Field, message: string): void {
    this.cells += 1;
    // Most refusals name the field themselves.
    this.#first ??= message.includes(field.name) ? message : `${field.name}: ${message}`;
  }

  /** Links that were asked for by titles that nothing has; `isLeft`: the whole cell is left as it was. */
  unlinked({ name }: Field, titles: readonly string[], isLeft: boolean): void {
    if (isLeft) this.cells += 1;
    note(this.#missing, name, titles);
  }

  /** Linked records beside the one that the field takes. */
  dropped({ name }: Field, titles: readonly string[]): void {
    note(this.#dropped, name, titles);
  }

  /** A new record that lacks cells it cannot be without. */
  record(lacking: readonly Field[]): void {
    this.#records += 1;
    for (const { name } of lacking) this.#lacking.add(name);
  }

  /** `written`: cells; `made`: records, which are empty where `isBlank`: there was nothing to paste. */
  say(written: number, made: number, isBlank: boolean): void {
    const cells = this.cells > 1 ? `${cellsOf(this.cells)} do not fit. ` : '';
    const misfits = [
      ...(this.#first === null ? [] : [this.#first]),
      ...[...this.#missing].map(
        ([name, titles]) => `“${name}”: no record has the title ${listedTitles([...titles], 'or')}.`,
      ),
    ];
    const reasons = [
      ...(misfits.length === 0 ? [] : [`${cells}${misfits.join(' ')}`]),
      ...[...this.#dropped].map(([name, titles]) => whyOne({ name }, [...titles])),
      ...(this.#records === 0 ? [] : [this.#unmade()]),
      ...this.reasons,
    ];
    if (reasons.length === 0 && (written > 0 || !isBlank)) return;
    // The grid tells of cells alone.
    if (reasons.length === 0 && made > 0) return void showToast({ title: `${countOf(made)} added` });
    if (reasons.length === 0) reasons.push('What was copied is empty.');
    showToast({
      title: written === 0 ? 'Nothing was pasted' : 'Some of it was not pasted',
      description: reasons.join(' '),
    });
  }

  #unmade(): string {
    const names = [...this.#lacking].map((name) => `“${name}”`).join(', ');
    const records = this.#records === 1 ? 'One row makes' : `${this.#records.toLocaleString('en')} rows make`;
    return `${records} no record without ${names}, which must be filled in.`;
  }
}

function note(titled: Map<string, Set<string>>, name: string, titles: readonly string[]): void {
  titled.set(name, new Set([...(titled.get(name) ?? []), ...titles]));
}

const cellsOf = (count: number): string => (count === 1 ? '1 cell' : `${count.toLocaleString('en')} cells`);

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Names of choices that a paste asks for and whoever pastes may make, by field. */
function wantedChoices(
  paste: Paste,
  { table, reader, addChoices }: PasteTarget,
): Map<Field, ReadonlySet<string>> {
  const wanted = new Map<Field, Set<string>>();
  if (!addChoices) return wanted;
  const note = (fieldId: string, value: EditValue) => {
    const field = table.fields.find(({ id }) => id === fieldId);
    if (!field) return;
    for (const name of missingChoices(value, field, reader))
      wanted.set(field, (wanted.get(field) ?? new Set()).add(name));
  };
  for (const { column, value } of paste.edits) note(column.id, value);
  for (const { cells } of paste.newRows) for (const { column, value } of cells) note(column.id, value);
  return wanted;
}

/**
 * Carries a paste out as one act, the records it adds included, and says what was left out and why. Answers the number
 * of cells it wrote.
 */
export async function pasteCells(paste: Paste, target: PasteTarget): Promise<number> {
  const { table, reader, rows, records, addChoices, offerLinked } = target;
  // Others may move, insert and delete rows while choices are made; places are those of the press.
  const pasted = new Map(paste.edits.map(({ row }) => [row, rows.rowAt(row)]));
  const wanted = wantedChoices(paste, target);
  const titles = wantedTitles(paste, table.fields, reader);
  const made = new Map<string, Field | null>();
  const given = paste.newRows.length > 0 ? target.givenIn?.(paste.group) : undefined;
  const isLate = wanted.size > 0 || titles.size > 0;
  const act = target.act ?? (isLate ? records.begin(table.id) : undefined);
  for (const [field, names] of wanted)
    if (!act?.isGivenUp) made.set(field.id, (await addChoices?.(field, [...names])) ?? null);
  const found = act ? await titledOf(titles, target.findTitled, act.signal) : NONE_TITLED;
  let written = 0;
  const write = () => {
    const titled = offerLinked ? withMade(paste, table, found, reader, offerLinked) : found;
    written = writePasted(paste, { pasted, made, found: titled, given }, target);
  };
  if (act) act.do(write);
  else write();
  return written;
}

const NONE_TITLED: ReadonlyMap<string, Titled> = new Map();

/** What of the titles can be looked up; where that is not all, it is said why, and the rest of the paste goes on. */
async function titledOf(
  titles: ReadonlyMap<string, ReadonlySet<string>>,
  find: FindTitled,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Titled>> {
  const { found, failure } = await lookUpTitles(titles, find, signal);
  if (failure !== null) {
    showToast({
      title: 'Linked records could not be looked up',
      description: failureMessage(failure),
      error: true,
    });
  }
  return found;
}

interface Begun {
  /** The records under the paste by row. */
  pasted: ReadonlyMap<number, ShownRow | undefined>;
  /** Fields that were given choices for it. */
  made: ReadonlyMap<string, Field | null>;
  /** Records by the titles that it names, by table. */
  found: ReadonlyMap<string, Titled>;
  /** What its new records are given. */
  given: NewRecord | undefined;
}

function writePasted(
  paste: Paste,
  { pasted, made, found, given }: Begun,
  { table, reader, records, fieldNow, recordNow }: PasteTarget,
): number {
  const fields = new Map(
    table.fields.flatMap((field) => {
      const now = made.get(field.id) ?? (fieldNow ? fieldNow(field.id) : field);
      return now ? [[field.id, now]] : [];
    }),
  );
  const left = new LeftOut();
  const titles: Record<string, string> = { ...given?.titles };
  const toMake: LinkedToMake[] = [];
  let written = 0;
  const take = (field: Field, edited: EditedCell): RawCell | undefined => {
    if (!edited.ok) {
      left.refused(field, sentence(edited.message));
      return undefined;
    }
    written += 1;
    Object.assign(titles, edited.titles);
    if (edited.dropped) left.dropped(field, edited.dropped);
    toMake.push(...(edited.linked ?? []));
    return edited.cell;
  };

  const read = (value: EditValue, field: Field, shown: RowCell | undefined): RawCell | undefined => {
    const edited = editedCell(value, field, shown, reader);
    const links = edited.ok ? null : linksByTitles(value, field, found, reader);
    if (!links) return take(field, edited);
    if (links.missing.length > 0) left.unlinked(field, links.missing, links.value === null);
    return links.value ? take(field, editedCell(links.value, field, shown, reader)) : undefined;
  };

  const updates = new Map<string, Record<string, RawCell>>();
  for (const { row, column, value } of paste.edits) {
    const before = pasted.get(row);
    const record = before && (recordNow?.(before.id) ?? before);
    const field = fields.get(column.id);
    if (!record || !field) {
      left.gone += 1;
      continue;
    }
    const shown = record.cells[field.id];
    const cell = read(value, field, shown);
    if (cell !== undefined && (records.isExpecting || !sameCell(cell, rawCellOf(shown))))
      updates.set(record.id, { ...updates.get(record.id), [field.id]: cell });
  }
  const needed = fieldsToFill([...fields.values()], reader);
  const creates = paste.newRows.flatMap(({ cells }) => {
    const fitting: Record<string, RawCell> = {};
    for (const { column, value } of cells) {
      const field = fields.get(column.id);
      if (!field) left.gone += 1;
      if (!field || value.type === 'clear') continue;
      const cell = read(value, field, undefined);
      if (cell !== undefined && cell !== null) fitting[field.id] = cell;
    }
    const filled = { ...given?.cells, ...fitting };
    const lacking = needed.filter(({ id }) => filled[id] === undefined);
    if (lacking.length === 0) return [{ cells: filled }];
    written -= Object.keys(fitting).length;
    left.record(lacking);
    return [];
  });
  // A row that makes no record links to none.
  const linked = new Set([...updates.values(), ...creates.map(({ cells }) => cells)].flatMap(linkedIn));
  records.paste(
    table.id,
    [...updates].map(([id, cells]) => ({ id, cells })),
    creates,
    titles,
    toMake.filter(({ id }) => linked.has(id)),
  );

  const { droppedColumns, lockedColumns, lockedCells } = paste;
  if (droppedColumns > 0) {
    left.reasons.push(
      droppedColumns === 1
        ? 'One column is beyond the last field of the table.'
        : `${droppedColumns.toLocaleString('en')} columns are beyond the last field of the table.`,
    );
  }
  if (lockedColumns.length > 0) {
    const names = lockedColumns.map(({ title }) => `“${title}”`).join(', ');
    left.reasons.push(`${names} ${lockedColumns.length === 1 ? 'is' : 'are'} filled in by the system.`);
  }
  if (lockedCells > 0) left.reasons.push(`${cellsOf(lockedCells)} cannot be changed.`);
  if (left.gone > 0) left.reasons.push(`${cellsOf(left.gone)} went away meanwhile.`);
  left.say(written, creates.length, isBlank(paste));
  return written;
}

const isBlank = ({ edits, newRows }: Paste): boolean =>
  [...edits, ...newRows.flatMap(({ cells }) => cells)].every(({ value }) => value.type === 'clear');

const linkedIn = (cells: Readonly<Record<string, RawCell>>): string[] =>
  Object.values(cells).flatMap((cell) => (Array.isArray(cell) ? idsOf(cell) : []));
