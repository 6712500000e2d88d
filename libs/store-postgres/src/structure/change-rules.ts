import { appError, type FieldRules, type FieldRulesChange } from '@pyairtable/contracts';
import { type FieldModel, fittingRules, planRules, type TableModel } from '@pyairtable/core';
import type { StructureDraft } from './change-structure';
import { addUnique, countRepeated, dropUnique } from './unique-cells';

/** For whom a default is tried out. */
export const rulesContext = ({ base, caller }: StructureDraft) => ({ base, userId: caller.userId });

/** A field's rules with a change, kept by the database where they are its to keep; `field` has its new options already. */
export async function changeRules(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  change: FieldRulesChange | undefined,
): Promise<FieldRules | undefined> {
  if (!change) return field.rules;
  const rules = planRules(field, change, rulesContext(draft));
  const [was, is] = [field.rules?.unique ?? false, rules?.unique ?? false];
  if (was && !is) await draft.run(dropUnique(draft.base.id, table.id, field.id));
  if (is && !was) {
    // Some ten seconds for a million records.
    await draft.run(`SET LOCAL statement_timeout = '250s'`);
    const repeated = await countRepeated(draft, table.id, field);
    if (repeated > 0)
      throw appError(
        'INVALID_REQUEST_UNKNOWN',
        `Field "${field.name}" cannot be unique: ${repeated === 1 ? 'one value is' : `${repeated} values are`} held by several records`,
        { details: { fieldId: field.id, repeated } },
      );
    await draft.run(addUnique(draft.base.id, table.id, field));
  }
  return rules;
}

/**
 * The rules that a field keeps when its cells are another type's, in a column of that: those that it can have, and unique
 * where no two cells have become the same.
 */
export async function carryRules(
  draft: StructureDraft,
  table: TableModel,
  from: FieldRules | undefined,
  to: FieldModel,
): Promise<FieldRules | undefined> {
  const rules = from && fittingRules(to, from, rulesContext(draft));
  if (!rules?.unique) return rules;
  if ((await countRepeated(draft, table.id, to)) > 0)
    return fittingRules(to, { ...rules, unique: undefined }, rulesContext(draft));
  await draft.run(addUnique(draft.base.id, table.id, to));
  return rules;
}
