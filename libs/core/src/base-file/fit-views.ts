import type { View, ViewSettings } from '@pyairtable/contracts';
import type { TableModel } from '../model/table-model';
import { viewRoomFault } from '../views/view-room';
import { importedView } from '../views/view-settings';
import type { DraftTable } from './draft';
import { at, type Problems } from './problems';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Last pass: what the views of a table ask of its fields, once it is known what these are. What they cannot give is left out, as it
 * is when a field becomes of another type, and told in `ignored`; the rest is as a view may be.
 */
export function fitViews(
  table: TableModel,
  draft: DraftTable,
  problems: Problems,
  ignored: string[],
): View[] {
  const views = table.views.map((given, index) => {
    const path = draft.views[index]?.path ?? draft.path;
    const { view, fault } = importedView(given, table);
    if (fault !== undefined) problems.add(path, fault);
    for (const key of Object.keys(given) as (keyof ViewSettings)[])
      if (!same(given[key], view[key])) ignored.push(at(path, key));
    return view;
  });
  const fault = viewRoomFault(views);
  if (fault !== undefined && problems.none) problems.add(at(draft.path, 'views'), fault);
  return views;
}
