import { appError, type DefaultCell, type FieldRules, type FieldRulesChange } from '@pyairtable/contracts';
import { choiceNamed, isSelect, takesRules, takesUnique } from '@pyairtable/field-types';
import { type FieldModel, shownField } from '../model/field-model';
import { type DefaultContext, defaultCell } from '../records/default-cell';

/** A default as rules keep it: of choices by their ids, also where it names them, as for those that come with the rule. */
function keptDefault(field: FieldModel, given: DefaultCell): DefaultCell {
  const shown = shownField(field);
  if (!isSelect(shown)) return given;
  const idOf = (text: string) => choiceNamed(shown.options, text) ?? text;
  return Array.isArray(given) ? given.map(idOf) : typeof given === 'string' ? idOf(given) : given;
}

/**
 * The rules of a field after a change; undefined where none are left. Throws INVALID_REQUEST_UNKNOWN for a rule that the
 * field cannot have, and what is wrong with a default that is no cell of it.
 */
export function planRules(
  field: FieldModel,
  change: FieldRulesChange,
  context: DefaultContext,
): FieldRules | undefined {
  const refused = (what: string) =>
    appError('INVALID_REQUEST_UNKNOWN', `Field "${field.name}" of type ${field.type} cannot ${what}`, {
      details: { fieldId: field.id },
    });
  const { default: wanted = null, required, unique } = { ...field.rules, ...change };
  const given = wanted === null ? null : keptDefault(field, wanted);
  if (given !== null && !takesRules(field)) throw refused('have a default');
  const outcome = given === null ? undefined : defaultCell(field, given, context);
  if (outcome && !outcome.ok)
    throw appError(outcome.error.type, outcome.error.message, { details: { fieldId: field.id } });
  if (required && !takesRules(field)) throw refused('be required');
  if (unique && !takesUnique(field)) throw refused('be unique');
  const rules: FieldRules = {
    ...(given === null || outcome?.value === null ? {} : { default: given }),
    ...(required ? { required } : {}),
    ...(unique ? { unique } : {}),
  };
  return Object.keys(rules).length > 0 ? rules : undefined;
}

/** Those of another field's rules that the field can have too. */
export function fittingRules(
  field: FieldModel,
  { default: given, required, unique }: FieldRules,
  context: DefaultContext,
): FieldRules | undefined {
  const may = takesRules(field);
  const outcome = given === undefined || !may ? undefined : defaultCell(field, given, context);
  const change = {
    ...(given !== undefined && outcome?.ok ? { default: given } : {}),
    ...(required && may ? { required } : {}),
    ...(unique && takesUnique(field) ? { unique } : {}),
  };
  return planRules(field, change, context);
}
