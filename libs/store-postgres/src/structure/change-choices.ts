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
import { columnName, stateTable, tableName } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { headSeq } from './head-seq';

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
  if (asked.length === 0) return undefined;
  const before = await headSeq(draft.run, draft.base.id);
  const held = new Set(await heldOf(draft, table, field, asked));
  const free = asked.filter((id) => !held.has(id));
  if (free.length === 0) return undefined;
  // Plain writes of other servers pass the gate: from here on none does, and what they told meanwhile is looked through.
  await headSeq(draft.run, draft.base.id, 'FOR NO KEY UPDATE');
  const told = new Set(await toldSince(draft, before, free));
  const gone = new Set(free.filter((id) => !told.has(id)));
  return gone.size > 0 ? { choices: choices.filter(({ id }) => !gone.has(id)) } : undefined;
}

/** Those of the ids that entries tell of which came after that number. */
async function toldSince(
  { base, run }: StructureDraft,
  seq: number,
  ids: readonly string[],
): Promise<string[]> {
  const told = await run<{ id: string }>(
    `SELECT id FROM unnest($1::text[]) AS id WHERE EXISTS (SELECT FROM ${stateTable(base.id, 'change')} c
      WHERE c.seq > $2 AND strpos(c.changes::text, id) > 0)`,
    [ids, seq],
  );
  return told.map(({ id }) => id);
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
