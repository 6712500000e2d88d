import { idsOf, isTextList, type LinkOptions, type RawCell, type ReadCell } from '@pyairtable/contracts';
import { err, isId, ok, type Result } from '@pyairtable/kernel';
import { notRecordIds, refused, tooManyLinks, unparsable } from '../cell-error';
import type { CellContext, CellError, FieldType, NormalisedCell } from '../field-type';
import { compareLists } from '../list-order';
import { joinList, splitList } from '../list-text';
import { flag, objectOf, optional, readOnly, readOptions, removable, textThat } from '../options-reader';
import { compareText } from '../sql/text-order';
import { isStorableText } from '../text-cell';

/** Longest list of links in one cell. */
export const MAX_LINKS = 10_000;

const shape = objectOf({
  linkedTableId: textThat((id) => isId('table', id)),
  isReversed: readOnly<boolean>(),
  prefersSingleRecordLink: optional(flag),
  inverseLinkFieldId: readOnly<string>(),
  viewIdForRecordSelection: removable(textThat((id) => isId('view', id))),
});

const cellOf = (ids: readonly string[]): RawCell => (ids.length > 0 ? [...new Set(ids)] : null);

/**
 * With typecast a text that is no record id is a title to look up in the linked table, or to create there: exactly as it
 * stands, commas and blanks included. `whole` is the text that was split into the entries, if one was.
 */
function castLinks(
  texts: readonly string[],
  context: CellContext,
  whole?: string,
): Result<NormalisedCell, CellError> {
  const entries = texts
    .filter((text) => text.trim() !== '')
    .map((text) => (isId('record', text.trim()) ? text.trim() : text));
  if (entries.length > MAX_LINKS) return err(tooManyLinks(MAX_LINKS, context));
  if (!entries.every(isStorableText)) return err(refused(context));
  const linkTitles = [...new Set(entries.filter((text) => !isId('record', text)))];
  if (linkTitles.length === 0) return ok({ cell: cellOf(entries) });
  const divided = whole !== undefined && whole !== entries[0] && isStorableText(whole);
  return ok({ cell: cellOf(entries), needs: { linkTitles, ...(divided ? { wholeTitle: whole } : {}) } });
}

const titlesOf = (cell: ReadCell, { titles }: Pick<CellContext, 'titles'>): string[] =>
  Array.isArray(cell) ? idsOf(cell).map((id) => titles.get(id) ?? id) : [];

/**
 * Links to records of a table, in the order they were written. Only shapes are checked here: whether the records exist
 * is known to the store alone. The cells lie in a junction table.
 */
export const multipleRecordLinks: FieldType<LinkOptions> = {
  name: 'multipleRecordLinks',
  family: 'links',
  several: true,
  computed: false,
  primary: false,
  mergeable: false,
  storage: () => ({ kind: 'links' }),
  normaliseOptions(input, previous) {
    const outcome = readOptions(shape, input, previous);
    if (!outcome.ok) return outcome;
    return ok({ isReversed: false, prefersSingleRecordLink: false, ...outcome.value });
  },
  normalise(value, options, context) {
    if (value === null) return ok({ cell: null });
    if (context.typecast && typeof value === 'string') return castLinks(splitList(value), context, value);
    const texts = Array.isArray(value) ? (value as unknown[]) : [];
    if (texts.length > MAX_LINKS) return err(tooManyLinks(MAX_LINKS, context));
    if (!Array.isArray(value) || !texts.every((entry): entry is string => typeof entry === 'string'))
      return err(notRecordIds);
    if (context.typecast) return castLinks(texts, context);
    const outcome = multipleRecordLinks.check(texts, options, context);
    return outcome.ok ? ok({ cell: outcome.value }) : outcome;
  },
  check(cell, _options, context) {
    if (cell === null) return ok(null);
    if (isTextList(cell) && cell.length > MAX_LINKS) return err(tooManyLinks(MAX_LINKS, context));
    const fits = isTextList(cell) && cell.every((id) => isId('record', id));
    return fits ? ok(cellOf(cell)) : err(notRecordIds);
  },
  parse(typed, _options, context) {
    const ids: string[] = [];
    for (const entry of splitList(typed)) {
      const found = isId('record', entry)
        ? entry
        : [...context.titles].find(([, title]) => title === entry)?.[0];
      if (found === undefined) return err(unparsable(entry, context));
      ids.push(found);
    }
    return ids.length > MAX_LINKS ? err(tooManyLinks(MAX_LINKS, context)) : ok(cellOf(ids));
  },
  format: (cell, _options, context) => joinList(titlesOf(cell, context)),
  compare: (a, b, _options, context) => compareLists(titlesOf(a, context), titlesOf(b, context), compareText),
};
