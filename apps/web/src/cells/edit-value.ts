import { type Field, idsOf, linksOf, type RawCell, type RowCell } from '@pyairtable/contracts';
import { fieldAs, fieldType } from '@pyairtable/field-types';
import type { EditValue } from '@pyairtable/grid';
import { cellContext, isComputed, type Reader, whyNotTyped } from './cell-context';
import type { LinkedToMake, OfferedLink } from './offered-link';
import { type CopiedCell, copiedText, copiedValue } from './copied-cell';
import { NOT_LOADED, whyRefused } from './why-refused';

/**
 * A cell to write, with the texts of the records it links to and those to make with it, and of those that it takes no more
 * of; or why it cannot be.
 */
export type EditedCell =
  | {
      ok: true;
      cell: RawCell;
      titles?: Record<string, string>;
      linked?: LinkedToMake[];
      dropped?: string[];
    }
  | { ok: false; message: string };

/** Links as editors offer them: ids for the log, titles for the screen until the log answers. */
export interface OfferedLinks {
  links: OfferedLink[];
}

const isOfferedLinks = (value: unknown): value is OfferedLinks =>
  typeof value === 'object' && value !== null && 'links' in value;

/** What the grid or an editor offers for a cell → what to store, by the same rules as on the server. */
export function editedCell(
  value: EditValue,
  field: Field,
  shown: RowCell | undefined,
  reader: Reader,
  copied?: CopiedCell,
): EditedCell {
  const edited = withOne(offeredCell(value, field, shown, reader, copied), field, shown);
  // One that was empty before may stay so.
  const isEmptied = edited.ok && shown !== undefined && (edited.cell === null || edited.cell === false);
  return isEmptied && field.rules?.required
    ? { ok: false, message: `“${field.name}” is required and cannot be left empty.` }
    : edited;
}

function offeredCell(
  value: EditValue,
  field: Field,
  shown: RowCell | undefined,
  reader: Reader,
  copied: CopiedCell | undefined,
): EditedCell {
  if (isComputed(field)) return { ok: false, message: whyNotTyped(field) };
  const type = fieldType(field.type);
  const context = cellContext(reader, field, shown);
  const checked = (cell: RawCell): EditedCell => {
    const outcome = type.check(cell, field.options, context);
    return outcome.ok
      ? { ok: true, cell: outcome.value }
      : { ok: false, message: whyRefused(outcome.error, field) };
  };
  const parsed = (text: string): EditedCell => {
    const outcome = type.parse(text, field.options, context);
    return outcome.ok
      ? { ok: true, cell: outcome.value }
      : { ok: false, message: whyRefused(outcome.error, field) };
  };
  const fromCopied = (from: CopiedCell): EditedCell => {
    const kept = copiedValue(from, field, reader);
    const same = kept === undefined ? null : checked(kept);
    return same?.ok ? withTitles(same, linksOf(from.cell)) : parsed(copiedText(from, reader));
  };
  switch (value.type) {
    case 'clear':
      return checked(null);
    case 'checked':
      return checked(value.checked);
    case 'rating':
      return checked(value.rating === 0 ? null : value.rating);
    case 'text':
      return parsed(value.text);
    case 'value': {
      if (!isOfferedLinks(value.value)) return checked(value.value as RawCell);
      const { links } = value.value;
      return withTitles(checked(links.length > 0 ? links.map(({ id }) => id) : null), links);
    }
    case 'copy': {
      if (!copied) return { ok: false, message: NOT_LOADED };
      return fromCopied(copied);
    }
    case 'copied':
      return fromCopied(value.value as CopiedCell);
  }
}

/** Of several records the first, where a field takes one; a cell that has more may keep some of them. */
function withOne(edited: EditedCell, field: Field, shown: RowCell | undefined): EditedCell {
  if (!edited.ok || field.type !== 'multipleRecordLinks') return edited;
  const [first, ...others] = idsOf(edited.cell);
  if (first === undefined || others.length === 0) return edited;
  if (!fieldAs(field, 'multipleRecordLinks').options.prefersSingleRecordLink) return edited;
  const had = new Map(linksOf(shown).map(({ id, title }) => [id, title]));
  if ([first, ...others].every((id) => had.has(id))) return edited;
  const dropped = others.map((id) => edited.titles?.[id] ?? had.get(id) ?? id);
  const linked = edited.linked?.filter(({ id }) => id === first);
  return { ...edited, cell: [first], dropped, ...(linked ? { linked } : {}) };
}

function withTitles(edited: EditedCell, links: readonly OfferedLink[]): EditedCell {
  if (!edited.ok || links.length === 0) return edited;
  const linked = links.flatMap(({ toMake }) => toMake ?? []);
  const titles = Object.fromEntries(links.map(({ id, title }) => [id, title]));
  return { ...edited, titles, ...(linked.length > 0 ? { linked } : {}) };
}
