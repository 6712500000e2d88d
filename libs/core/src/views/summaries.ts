import { type Summaries, type SummariesChange, SUMMARY_KINDS } from '@pyairtable/contracts';
import { at, isObject } from '../base-file/problems';
import type { TableModel } from '../model/table-model';
import { summaryKinds } from './summary-kinds';
import type { ViewSetting } from './view-setting';

type Entry = [string, Summaries[string]];

/** Those that are left; undefined where none is. */
function those(entries: readonly (readonly [string, SummariesChange[string]])[]): Summaries | undefined {
  const left = entries.filter((entry): entry is Entry => entry[1] !== null);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** Why fields of the table cannot be summarised so, in a sentence. */
export function summariesFault(given: SummariesChange, table: TableModel): string | undefined {
  for (const [fieldId, kind] of Object.entries(given)) {
    const field = table.fieldById(fieldId);
    if (field && kind !== null && !summaryKinds(field).includes(kind))
      return `Fields like "${field.name}" have no summary "${kind}"`;
  }
  return undefined;
}

/** What is told of the cells of a field, by its id. */
export const summaries: ViewSetting<Summaries> = {
  fieldIds: (given) => Object.keys(given),
  fault: summariesFault,
  forget: (given, gone) => those(Object.entries(given).filter(([id]) => !gone.has(id))),
  fit: (given, fields) =>
    those(
      Object.entries(given).filter(([id, kind]) => {
        const field = fields.get(id);
        return !field || summaryKinds(field).includes(kind);
      }),
    ),
  merge: (before, given) => those(Object.entries({ ...before, ...given })),
  read({ summaries: given }, reader) {
    if (given === undefined) return undefined;
    const path = reader.at('summaries');
    if (!isObject(given)) return reader.problems.add(path, 'must be an object');
    const read: Entry[] = [];
    for (const [key, name] of Object.entries(given)) {
      const id = reader.fieldId(key, at(path, key));
      const kind = SUMMARY_KINDS.find((one) => one === name);
      if (!kind) reader.problems.add(at(path, key), `must be one of ${SUMMARY_KINDS.join(', ')}`);
      else if (id !== undefined) read.push([id, kind]);
    }
    return those(read);
  },
};
