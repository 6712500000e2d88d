import { type Field, isTextList, linksOf, type RawCell, type RowCell } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';

/** Ids of a table's link fields: their raw cells are record ids, their row cells carry titles. */
export function linkFieldIds(fields: readonly Pick<Field, 'id' | 'type'>[]): ReadonlySet<string> {
  return new Set(fields.filter(({ type }) => fieldType(type).family === 'links').map(({ id }) => id));
}

/**
 * A raw cell as a row shows it; undefined for empty. Titles come from `titles`, else from `shown` (the cell before),
 * else are '' until read.
 */
export function toRowCell(
  raw: RawCell,
  isLink: boolean,
  titles: Readonly<Record<string, string>> = {},
  shown?: RowCell,
): RowCell | undefined {
  if (raw === null || raw === '' || raw === false) return undefined;
  if (!Array.isArray(raw)) return raw;
  if (raw.length === 0) return undefined;
  if (!isLink || !isTextList(raw)) return raw;
  const before = new Map(linksOf(shown).map(({ id, title }) => [id, title]));
  return raw.map((id) => ({ id, title: titles[id] ?? before.get(id) ?? '' }));
}

/** `cells` with the raw values of `written` in them; neither is changed. */
export function withCells(
  cells: Readonly<Record<string, RowCell>>,
  written: Readonly<Record<string, RawCell>>,
  links: ReadonlySet<string>,
  titles?: Readonly<Record<string, string>>,
): Record<string, RowCell> {
  const next = { ...cells };
  for (const [fieldId, raw] of Object.entries(written)) {
    const shown = toRowCell(raw, links.has(fieldId), titles, cells[fieldId]);
    if (shown === undefined) delete next[fieldId];
    else next[fieldId] = shown;
  }
  return next;
}
