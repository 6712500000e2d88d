import { VIEW_LIMITS } from '@pyairtable/contracts';
import { at } from '../base-file/problems';
import type { ViewSetting } from './view-setting';

/** Which fields a view shows, in which order. */
export const visibleFields: ViewSetting<string[]> = {
  fieldIds: (ids) => ids,
  forget: (ids, gone) => ids.filter((id) => !gone.has(id)),
  read(view, reader) {
    const key = 'visibleFieldIds' in view ? 'visibleFieldIds' : 'visibleFields';
    if (view[key] === undefined) return undefined;
    const path = reader.at(key);
    const ids = reader.problems
      .elements(view[key], path, { limit: VIEW_LIMITS.fields })
      .map((reference, index) => reader.fieldId(reference, at(path, index)))
      .filter((id) => id !== undefined);
    return [...new Set(ids)];
  },
};
