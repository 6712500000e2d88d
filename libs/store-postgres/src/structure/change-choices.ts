import { appError, type Field, type SelectOptions } from '@pyairtable/contracts';
import type { FieldModel, TableModel } from '@pyairtable/core';
import {
  areChoicesLong,
  choiceNamed,
  isSelect,
  MAX_CHOICE_TEXT,
  type NewChoice,
  withNewChoices,
} from '@pyairtable/field-types';
import { columnName, tableName } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';

function optionsOf(field: Field): SelectOptions {
  if (!isSelect(field))
    throw appError('INVALID_REQUEST_UNKNOWN', `Only a select has choices, and "${field.name}" is none`);
  return field.options;
}

/** A select's options with these choices too, but for those that it has already. */
export function withChoices(field: Field, given: readonly NewChoice[]): SelectOptions {
  const options = optionsOf(field);
  const ids = new Set(options.choices.map(({ id }) => id));
  const names = new Set<string>();
  const added = given.filter((choice) => {
    const { id, name } = typeof choice === 'string' ? { id: undefined, name: choice } : choice;
    if (choiceNamed(options, name) !== undefined || names.has(name) || ids.has(id ?? '')) return false;
    names.add(name);
    return true;
  });
  const whole = withNewChoices(options, added);
  if (added.length > 0 && areChoicesLong(whole))
    throw appError(
      'INVALID_REQUEST_UNKNOWN',
      `The choices of field "${field.name}" come to at most ${MAX_CHOICE_TEXT} characters`,
    );
  return whole;
}

/** A select's options without those of the choices that nothing uses; undefined where all of them are used. */
export async function withoutUnused(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  ids: readonly string[],
): Promise<SelectOptions | undefined> {
  const { choices } = optionsOf(field);
  const settings = settingsOf(draft, field);
  const asked = ids.filter((id) => choices.some((choice) => choice.id === id) && !settings.includes(id));
  const held = new Set(asked.length > 0 ? await heldOf(draft, table, field, asked) : []);
  const gone = new Set(asked.filter((id) => !held.has(id)));
  return gone.size > 0 ? { choices: choices.filter(({ id }) => !gone.has(id)) } : undefined;
}

/** What fields and views of the base name choices in, but for the choices of the field itself. */
const settingsOf = ({ base }: StructureDraft, field: FieldModel): string =>
  JSON.stringify(
    base.tables.map(({ fields, views }) => [
      fields.map(({ id, options, rules }) => [rules, id === field.id ? null : options]),
      views,
    ]),
  );

/** Those of the choices that cells of the field hold. */
async function heldOf(
  { base, run }: StructureDraft,
  table: TableModel,
  field: FieldModel,
  ids: readonly string[],
): Promise<string[]> {
  const [rows, cell] = [tableName(base.id, table.id), columnName(field.id)];
  const found = await run<{ id: string }>(
    field.behaviour.several
      ? `SELECT DISTINCT held.id FROM ${rows} t, unnest(t.${cell}) AS held (id) WHERE t.${cell} && $1::text[] AND held.id = ANY($1)`
      : `SELECT DISTINCT t.${cell} AS id FROM ${rows} t WHERE t.${cell} = ANY($1)`,
    [ids],
  );
  return found.map(({ id }) => id);
}
