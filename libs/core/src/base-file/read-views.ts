import type { View } from '@pyairtable/contracts';
import { FieldReader } from '../views/field-reader';
import { readViewSettings } from '../views/view-settings';
import type { DraftTable } from './draft';
import { at, type Problems } from './problems';

/** Third pass: what the views of a table show. Grouping is not kept yet and is named in `ignored`. */
export function readViewContents(table: DraftTable, ignored: string[], problems: Problems): View[] {
  return table.views.map(({ path, view, given }) => {
    const reader = new FieldReader(table, path, problems);
    if (given['groupBy'] !== undefined) {
      reader.fieldId(given['groupBy'], at(path, 'groupBy'));
      ignored.push(at(path, 'groupBy'));
    }
    return { ...view, ...readViewSettings(given, reader) };
  });
}
