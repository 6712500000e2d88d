import type { View, ViewSettings } from '@pyairtable/contracts';
import { namesToIds } from '@pyairtable/formula';
import type { DraftTable } from './draft';
import { LIMITS } from './limits';
import { at, isObject, type Problems } from './problems';

type Sort = NonNullable<View['sort']>[number];

const { minimum, maximum } = LIMITS.columnWidth;

function fieldId(
  table: DraftTable,
  reference: unknown,
  path: string,
  problems: Problems,
): string | undefined {
  if (table.leftOut.has(String(reference))) return undefined;
  return table.fieldBy.get(String(reference))?.field.id ?? problems.add(path, 'no such field');
}

function readSort(table: DraftTable, given: unknown, path: string, problems: Problems): Sort[] {
  const sort: Sort[] = [];
  for (const [index, element] of problems.elements(given, path, { limit: LIMITS.sortKeys }).entries()) {
    const entryPath = at(path, index);
    const entry = problems.object(element, entryPath);
    if (!entry) continue;
    const key = 'fieldId' in entry ? 'fieldId' : 'field';
    const id = fieldId(table, entry[key], at(entryPath, key), problems);
    const direction = entry['direction'] ?? 'asc';
    if (direction !== 'asc' && direction !== 'desc')
      problems.add(at(entryPath, 'direction'), 'must be asc or desc');
    else if (id !== undefined) sort.push({ fieldId: id, direction });
  }
  return sort;
}

function readWidths(
  table: DraftTable,
  given: unknown,
  path: string,
  problems: Problems,
): Record<string, number> {
  if (given === undefined) return {};
  if (!isObject(given)) return problems.add(path, 'must be an object') ?? {};
  const widths: Record<string, number> = {};
  for (const [key, width] of Object.entries(given)) {
    const id = fieldId(table, key, at(path, key), problems);
    if (!Number.isInteger(width) || Number(width) < minimum || Number(width) > maximum) {
      problems.add(at(path, key), `must be a whole number from ${minimum} to ${maximum}`);
    } else if (id !== undefined) widths[id] = Number(width);
  }
  return widths;
}

/** Without the settings that a view does not have. */
const present = (settings: { [K in keyof ViewSettings]: ViewSettings[K] | undefined }): ViewSettings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

/** Third pass: what the views of a table show. Grouping is not kept yet and is named in `ignored`. */
export function readViewContents(table: DraftTable, ignored: string[], problems: Problems): View[] {
  const fields = table.fields.map(({ field }) => field);
  return table.views.map(({ path, view, given }) => {
    const key = 'visibleFieldIds' in given ? 'visibleFieldIds' : 'visibleFields';
    const visible = problems
      .elements(given[key], at(path, key), { limit: LIMITS.fields })
      .map((reference, index) => fieldId(table, reference, at(at(path, key), index), problems))
      .filter((id) => id !== undefined);
    const sort = readSort(table, given['sort'], at(path, 'sort'), problems);
    const widths = readWidths(table, given['columnWidths'], at(path, 'columnWidths'), problems);
    const filterKey = 'filterFormula' in given ? 'filterFormula' : 'filter';
    const filter = problems.optionalText(given[filterKey], at(path, filterKey), LIMITS.filter);
    if (given['groupBy'] !== undefined) {
      fieldId(table, given['groupBy'], at(path, 'groupBy'), problems);
      ignored.push(at(path, 'groupBy'));
    }
    // Mapped over the settings that the contract has: the compiler asks here for a new one.
    const settings: { [K in keyof Required<ViewSettings>]: ViewSettings[K] | undefined } = {
      visibleFieldIds: given[key] === undefined ? undefined : [...new Set(visible)],
      columnWidths: Object.keys(widths).length > 0 ? widths : undefined,
      sort: sort.length > 0 ? sort : undefined,
      // Kept by ids, so that it means the same fields when they are renamed.
      filterFormula: filter ? namesToIds(filter, fields) : undefined,
    };
    return { ...view, ...present(settings) };
  });
}
