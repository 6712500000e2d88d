import type { View } from '@pyairtable/contracts';
import { FieldReader } from '../views/field-reader';
import { readViewSettings } from '../views/view-settings';
import type { DraftTable } from './draft';
import type { Problems } from './problems';

/** Third pass: what the views of a table show. */
export const readViewContents = (table: DraftTable, problems: Problems): View[] =>
  table.views.map(({ path, view, given }) => ({
    ...view,
    ...readViewSettings(given, new FieldReader(table, path, problems)),
  }));
