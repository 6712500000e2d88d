import { type View, VIEW_LIMITS } from '@pyairtable/contracts';
import { at } from '../base-file/problems';
import type { FieldReader } from './field-reader';
import type { ViewSetting } from './view-setting';

type Keys = NonNullable<View['sort']>;

/** Keys of a base file, each `{fieldId | field, direction?}`. */
function readKeys(given: unknown, path: string, limit: number, reader: FieldReader): Keys | undefined {
  const keys: Keys = [];
  for (const [index, element] of reader.problems.elements(given, path, { limit }).entries()) {
    const entryPath = at(path, index);
    const entry = reader.problems.object(element, entryPath);
    if (!entry) continue;
    const key = 'fieldId' in entry ? 'fieldId' : 'field';
    const id = reader.fieldId(entry[key], at(entryPath, key));
    const direction = entry['direction'] ?? 'asc';
    if (direction !== 'asc' && direction !== 'desc')
      reader.problems.add(at(entryPath, 'direction'), 'must be asc or desc');
    else if (id !== undefined) keys.push({ fieldId: id, direction });
  }
  return keys.length > 0 ? keys : undefined;
}

const keys = {
  fieldIds: (value: Keys) => value.map(({ fieldId }) => fieldId),
  forget: (value: Keys, gone: ReadonlySet<string>) => value.filter(({ fieldId }) => !gone.has(fieldId)),
};

/** By which fields rows are ordered. */
export const sortKeys: ViewSetting<Keys> = {
  ...keys,
  read: ({ sort }, reader) => readKeys(sort, reader.at('sort'), VIEW_LIMITS.sortKeys, reader),
};

/** By which fields rows are grouped, from the outermost. */
export const groupKeys: ViewSetting<Keys> = {
  ...keys,
  fault: (value) =>
    new Set(keys.fieldIds(value)).size < value.length ? 'A view groups by a field only once' : undefined,
  read({ groups, groupBy }, reader) {
    if (groupBy === undefined) return readKeys(groups, reader.at('groups'), VIEW_LIMITS.groups, reader);
    const fieldId = reader.fieldId(groupBy, reader.at('groupBy'));
    return fieldId === undefined ? undefined : [{ fieldId, direction: 'asc' }];
  },
};
