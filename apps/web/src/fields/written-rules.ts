import { type FieldRules, type FieldRulesChange, sameValue } from '@pyairtable/contracts';

/** The rules as they are sent with options: a default keeps those of its choices that the options have, by id or by name. */
export function writtenRules(rules: FieldRules, options: Record<string, unknown> | undefined): FieldRules {
  const choices = options?.['choices'] as { id?: string; name: string }[] | undefined;
  const { default: given, ...rest } = rules;
  if (given === undefined || !choices) return rules;
  const known = new Set(choices.flatMap(({ id, name }) => (id === undefined ? [name] : [id])));
  const kept = Array.isArray(given)
    ? given.filter((id) => known.has(id))
    : known.has(String(given))
      ? given
      : [];
  return Array.isArray(kept) && kept.length === 0 ? rest : { ...rest, default: kept };
}

/** What `made` changes of `before`; nothing where they are the same. */
export function rulesChange(made: FieldRules, before: FieldRules): { rules?: FieldRulesChange } {
  const change: FieldRulesChange = {
    ...(sameValue(made.default, before.default) ? {} : { default: made.default ?? null }),
    ...(made.required === before.required ? {} : { required: made.required === true }),
    ...(made.unique === before.unique ? {} : { unique: made.unique === true }),
  };
  return Object.keys(change).length > 0 ? { rules: change } : {};
}
