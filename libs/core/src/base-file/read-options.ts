import type { Choice, SelectOptions } from '@pyairtable/contracts';
import { type FieldType, fieldType, fieldWith } from '@pyairtable/field-types';
import { namesToIds } from '@pyairtable/formula';
import { isId } from '@pyairtable/kernel';
import type { DraftBase, DraftField, DraftTable } from './draft';
import { at, isObject, type Problems } from './problems';
import { computedOptions } from './read-computed';

/** Ids given to choices are kept: they pass as if the field had them already. */
function givenChoices(given: unknown): SelectOptions | undefined {
  const choices = isObject(given) && Array.isArray(given['choices']) ? (given['choices'] as unknown[]) : [];
  const kept = choices.filter(
    (choice): choice is Record<string, unknown> & Choice => isObject(choice) && isId('choice', choice['id']),
  );
  return kept.length > 0 ? { choices: kept.map(({ id, name }) => ({ id, name })) } : undefined;
}

/** What passes as the options that the field had, so that an export's read form may come back. */
function asBefore(type: FieldType, given: unknown): unknown {
  if (type.family === 'choice') return givenChoices(given);
  const defaults = type.family === 'file' ? type.normaliseOptions(undefined) : undefined;
  return defaults?.ok ? defaults.value : undefined;
}

/** `fields: [names]` or `referencedFieldIds: [ids]` → `referencedFieldIds`; ids of fields deleted since come along. */
function watched(given: unknown, path: string, table: DraftTable, problems: Problems): unknown {
  if (!isObject(given)) return given;
  const { fields, referencedFieldIds, ...rest } = given;
  // Part of the read form, and always true: what is invalid is refused here.
  delete rest['isValid'];
  const key = referencedFieldIds === undefined ? 'fields' : 'referencedFieldIds';
  const listPath = at(path, key);
  const ids = problems
    .elements(referencedFieldIds ?? fields, listPath, { limit: 500 })
    .map((name, index) => {
      const known = table.fieldBy.get(String(name))?.field.id;
      if (known !== undefined) return known;
      return isId('field', name) ? name : problems.add(at(listPath, index), 'no such field');
    })
    .filter((id) => id !== undefined);
  return { ...rest, referencedFieldIds: ids };
}

/** `prompt: [text, {field: name}]` → fields by id; what the server derives of it is left out. */
function prompted(given: unknown, path: string, table: DraftTable, problems: Problems): unknown {
  if (!isObject(given) || !Array.isArray(given['prompt'])) return given;
  const prompt = (given['prompt'] as unknown[]).map((part, index) => {
    if (!isObject(part) || typeof part['field'] !== 'string') return part;
    const fieldId = table.fieldBy.get(part['field'])?.field.id;
    if (fieldId === undefined) problems.add(at(at(at(path, 'prompt'), index), 'field'), 'no such field');
    return { field: { fieldId } };
  });
  return { ...given, prompt, referencedFieldIds: undefined };
}

type ReadInput = (given: unknown, path: string, table: DraftTable, problems: Problems) => unknown;

/** `urlFormula` is `formula`, which names fields by their ids. */
const buttonOptions: ReadInput = (given, _path, { fields }) => {
  if (!isObject(given)) return given;
  const { urlFormula, ...rest } = given;
  const formula = urlFormula ?? rest['formula'];
  if (typeof formula !== 'string') return urlFormula === undefined ? rest : { ...rest, formula };
  const named = fields.map(({ field }) => field);
  return { ...rest, formula: namesToIds(formula, named) };
};

/** How the options of a type are read where a file may say them by names. */
function inputOf({ filling, family }: FieldType): ReadInput | undefined {
  if (filling?.from === 'change') return watched;
  if (family === 'generated') return prompted;
  return family === 'button' ? buttonOptions : undefined;
}

/** "Failed schema validation: <Field>.options.precision is missing" → where, and what. */
function locate(message: string, path: string): [string, string] {
  const match = /<Field>\.(\S+) (.*)$/.exec(message);
  if (!match?.[1] || !match[2]) return [at(path, 'options'), message];
  return [
    match[1].split('.').reduce((outer, key) => at(outer, /^\d+$/.test(key) ? Number(key) : key), path),
    match[2],
  ];
}

/** Options in the form that the type reads; undefined when they name what is not there, which is told. */
function writeForm(
  draft: DraftField,
  table: DraftTable,
  base: DraftBase,
  problems: Problems,
): { options: unknown } | undefined {
  const { field, path, given } = draft;
  const type = fieldType(field.type);
  if (type.family === 'query') return computedOptions(draft, table, base, problems);
  const read = inputOf(type);
  return { options: read ? read(given, at(path, 'options'), table, problems) : given };
}

function readOptions(draft: DraftField, table: DraftTable, base: DraftBase, problems: Problems): void {
  const { field, path, given } = draft;
  const type = fieldType(field.type);
  const input = writeForm(draft, table, base, problems);
  const outcome = input && type.normaliseOptions(input.options, asBefore(type, given));
  if (outcome?.ok) draft.field = fieldWith(field, outcome.value);
  else draft.broken = true;
  if (outcome?.ok === false) problems.add(...locate(outcome.error.message, path));
}

/** Second pass: the options of every field but links, in their read form as far as the field alone tells it. */
export function readAllOptions(base: DraftBase, problems: Problems): void {
  for (const table of base.tables) {
    for (const draft of table.fields) {
      if (fieldType(draft.field.type).family !== 'links') readOptions(draft, table, base, problems);
    }
  }
}

/** The field that names the records: as told by `primaryField` (name or id), else the first. */
export function primaryOf(table: DraftTable, problems: Problems): DraftField | undefined {
  const key = 'primaryFieldId' in table.given ? 'primaryFieldId' : 'primaryField';
  const reference = table.given[key];
  const primary = reference === undefined ? table.fields[0] : table.fieldBy.get(String(reference));
  if (!primary)
    return reference === undefined ? undefined : problems.add(at(table.path, key), 'no such field');
  if (fieldType(primary.field.type).primary) return primary;
  return problems.add(
    at(primary.path, 'type'),
    `a field of type ${primary.field.type} cannot be the primary field`,
  );
}
