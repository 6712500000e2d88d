import { VIEW_LIMITS } from '@pyairtable/contracts';
import { at, isObject } from '../base-file/problems';
import type { ViewSetting } from './view-setting';

const { minimum, maximum } = VIEW_LIMITS.columnWidth;

/** How wide the columns are that somebody has set, by field id. */
export const columnWidths: ViewSetting<Record<string, number>> = {
  fieldIds: (widths) => Object.keys(widths),
  forget: (widths, gone) => Object.fromEntries(Object.entries(widths).filter(([id]) => !gone.has(id))),
  merge: (before, given) => ({ ...before, ...given }),
  read({ columnWidths: given }, reader) {
    if (given === undefined) return undefined;
    const path = reader.at('columnWidths');
    if (!isObject(given)) return reader.problems.add(path, 'must be an object');
    const widths: Record<string, number> = {};
    for (const [key, width] of Object.entries(given)) {
      const id = reader.fieldId(key, at(path, key));
      if (!Number.isInteger(width) || Number(width) < minimum || Number(width) > maximum) {
        reader.problems.add(at(path, key), `must be a whole number from ${minimum} to ${maximum}`);
      } else if (id !== undefined) widths[id] = Number(width);
    }
    return Object.keys(widths).length > 0 ? widths : undefined;
  },
};
