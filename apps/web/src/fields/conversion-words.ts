import type { ConversionReport, Field, FieldTypeName, Table, ViewSettings } from '@pyairtable/contracts';
import { fieldAs, fieldType } from '@pyairtable/field-types';

const cells = (count: number): string => (count === 1 ? '1 cell' : `${count.toLocaleString('en')} cells`);

/** Whether the server fills or computes the cells of the type at once: what was in them is not emptied but replaced. */
function isFilled(type: FieldTypeName): boolean {
  const { computed, filling } = fieldType(type);
  return computed && filling?.from !== 'service';
}

/** What becomes of the cells, in a sentence. */
export function conversionSentence({ kept, changed, lost }: ConversionReport, type: FieldTypeName): string {
  if (kept + changed + lost === 0)
    return isFilled(type) ? 'The cells are filled by the new type.' : 'No cell holds anything yet.';
  if (isFilled(type)) return `${cells(lost)} will be replaced by what the new type fills in.`;
  if (changed + lost === 0)
    return kept === 1 ? 'The one cell stays as it is.' : `All ${cells(kept)} stay as they are.`;
  const parts = [
    ...(kept > 0
      ? [`${kept.toLocaleString('en')} ${kept === 1 ? 'stays as it is' : 'stay as they are'}`]
      : []),
    ...(changed > 0 ? [`${changed.toLocaleString('en')} ${changed === 1 ? 'looks' : 'look'} different`] : []),
    ...(lost > 0 ? [`${lost.toLocaleString('en')} will be emptied`] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** The button that does it, by name. */
export function conversionLabel({ lost }: ConversionReport, type: FieldTypeName): string {
  if (lost === 0) return 'Change type';
  return `Change type, ${isFilled(type) ? 'replace' : 'empty'} ${cells(lost)}`;
}

/** What was done with the cells, for a toast; nothing where none was lost. */
export function conversionOutcome({ lost }: ConversionReport, type: FieldTypeName): string | undefined {
  if (lost === 0) return undefined;
  return `${cells(lost)} ${lost === 1 ? 'was' : 'were'} ${isFilled(type) ? 'replaced' : 'emptied'}`;
}

const MOST_NAMED = 5;

/** The first of them, and how many more there are. */
function listed(texts: readonly string[], count = texts.length): string {
  const shown = texts.slice(0, MOST_NAMED);
  const more = count - shown.length;
  return [...shown, ...(more > 0 ? [`${more.toLocaleString('en')} more`] : [])].join(', ');
}

const quoted = (name: string): string => `“${name}”`;

/** The same of names, in quotation marks. */
const named = (names: readonly string[], count?: number): string => listed(names.map(quoted), count);

/** Which records a new link makes for titles that there are none of. */
export function recordsMade(
  { newRecords: { count, titles } }: ConversionReport,
  options: Readonly<Record<string, unknown>> | undefined,
  tables: readonly Table[],
): string {
  const place = tables.find(({ id }) => id === options?.['linkedTableId'])?.name ?? 'the linked table';
  const made = count === 1 ? '1 record is' : `${count.toLocaleString('en')} records are`;
  return `${made} made in ${place}: ${named(titles, count)}.`;
}

/** Which fields show what the cells hold, and follow them. */
export function followingFields({ dependents }: ConversionReport, tables: readonly Table[]): string {
  const fields = tables.flatMap((table) => table.fields);
  const names = fields.flatMap(({ id, name }) => (dependents.includes(id) ? [name] : []));
  return `Computed from these cells: ${named(names, dependents.length)}.`;
}

const SETTING_LOST: Partial<Record<keyof ViewSettings, string>> = {
  filter: 'conditions',
  colors: 'colours',
  summaries: 'summaries',
};

/** Which views lose what they ask of the cells, and what that is. */
export function viewsLosing({ views }: ConversionReport, tables: readonly Table[]): string {
  const names = new Map(tables.flatMap((table) => table.views.map(({ id, name }) => [id, name])));
  const texts = views.map(({ viewId, settings }) => {
    const lost = settings.map((key) => SETTING_LOST[key] ?? key);
    return `${quoted(names.get(viewId) ?? viewId)} (${lost.join(', ')})`;
  });
  return `Views that lose what they ask of these cells: ${listed(texts)}.`;
}

const RULE_LOST: Readonly<Record<ConversionReport['lostRules'][number], string>> = {
  unique: 'Cells may repeat from then on.',
  required: 'Cells may be empty from then on.',
  default: 'New records have no default value any more.',
};

/** Which rules the field cannot keep. */
export const rulesLost = ({ lostRules }: ConversionReport): string =>
  lostRules.map((rule) => RULE_LOST[rule]).join(' ');

/** What else changes with the field; nothing where it stands alone. */
export function conversionBesides(
  field: Field,
  type: FieldTypeName,
  tables: readonly Table[],
): string | undefined {
  if (field.type === 'multipleRecordLinks') {
    const { linkedTableId, inverseLinkFieldId } = fieldAs(field, 'multipleRecordLinks').options;
    const linked = tables.find(({ id }) => id === linkedTableId);
    const inverse = linked?.fields.find(({ id }) => id === inverseLinkFieldId);
    const other = inverse && linked && `The other side, “${inverse.name}” in ${linked.name}, becomes text.`;
    if (type === field.type) return other;
    return other ? `${other} Records are linked no more.` : 'Records are linked no more.';
  }
  if (fieldType(field.type).computed && !isFilled(type))
    return 'The cells keep their present values, and follow nothing any more.';
  return undefined;
}
