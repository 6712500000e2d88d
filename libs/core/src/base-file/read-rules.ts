import {
  CURRENT_USER,
  DEFAULT_LIMITS,
  type DefaultCell,
  type Field,
  type FieldRules,
  isTextList,
  type RawCell,
} from '@pyairtable/contracts';
import { filledBy, takesRules, takesUnique } from '@pyairtable/field-types';
import { fieldModel } from '../model/field-model';
import type { PlannedTable } from './base-plan';
import type { DraftField, DraftTable } from './draft';
import { at, type Problems } from './problems';
import type { CellReader } from './read-cells';

const isCurrentUser = (given: unknown): given is DefaultCell =>
  given === CURRENT_USER || (Array.isArray(given) && given.length === 1 && given[0] === CURRENT_USER);

const isDefault = (cell: RawCell | undefined): cell is DefaultCell =>
  cell !== null && cell !== undefined && (typeof cell !== 'object' || isTextList(cell));

const isLong = (cell: DefaultCell): boolean =>
  (typeof cell === 'string' && cell.length > DEFAULT_LIMITS.text) ||
  (Array.isArray(cell) && cell.length > DEFAULT_LIMITS.items);

/** A field with the rules that the file gives it; a default reads as a cell does, and may be whoever makes a record. */
export function withRules(draft: DraftField, reader: CellReader, problems: Problems): Field {
  const { field, givenRules: given, path, broken } = draft;
  if (given === undefined || broken) return field;
  const place = at(path, 'rules');
  const source = problems.object(given, place);
  if (!source) return field;
  const model = fieldModel(field);
  const rules: FieldRules = {};
  for (const [key, value] of Object.entries(source)) {
    const here = at(place, key);
    const may = key === 'unique' ? takesUnique(model) : takesRules(model);
    if (!['default', 'required', 'unique'].includes(key)) problems.add(here, 'no such rule');
    else if (!may) problems.add(here, `is not for fields of type ${field.type}`);
    else if (key === 'default') {
      const own = model.behaviour.family === 'person' && isCurrentUser(value);
      const cell = own ? value : reader.cell(draft, value, here);
      if (isDefault(cell) && isLong(cell)) problems.add(here, 'is too long for a default');
      else if (isDefault(cell)) rules.default = cell;
      else if (cell) problems.add(here, `is not for fields of type ${field.type}`);
    } else if (typeof value !== 'boolean') problems.add(here, 'must be true or false');
    else if (value) rules[key as 'required' | 'unique'] = true;
  }
  return Object.keys(rules).length > 0 ? { ...field, rules } : field;
}

/** Cells that may not repeat do not, a record at a step: numbers that the table gave, and those of unique fields. */
export function* checkRepeated(table: PlannedTable, draft: DraftTable, problems: Problems): Generator<void> {
  const unique = table.fields.filter((field) => field.rules?.unique || filledBy(field)?.from === 'counter');
  for (const { id, name, rules } of unique) {
    const seen = new Set<unknown>();
    for (const [index, { cells }] of table.records.entries()) {
      yield;
      const cell = cells[id];
      if (cell === undefined) continue;
      const place = at(at(draft.path, 'records'), index);
      const said = rules?.unique ? `field "${name}" is unique, and its value` : `autoNumber ${String(cell)}`;
      if (seen.has(cell)) problems.add(place, `${said} is used twice`);
      seen.add(cell);
    }
  }
}
