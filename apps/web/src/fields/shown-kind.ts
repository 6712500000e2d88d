import type { Field } from '@pyairtable/contracts';
import { fieldKind, isDayResult } from '@pyairtable/formula';
import { checkFormula } from '@/formula-editor/check-formula';
import type { FormulaLanguage } from '@/formula-editor/language';
import { holdsDays } from './formula-fields';
import type { ShownKind } from './result-format';

/** What the values of a formula are shown as; `target` is the field whose values a rollup takes together. */
export function shownKind(
  formula: string,
  language: FormulaLanguage,
  fields: readonly Field[],
  target?: Field,
): ShownKind {
  const { checked, problems } = checkFormula(formula, language);
  if (problems.length > 0) return 'text';
  const kind = fieldKind(checked.type);
  if (kind === 'number') return 'number';
  if (kind !== 'date') return 'text';
  const read = (id: string) => (id === 'values' ? target : fields.find((field) => field.id === id));
  const isDay = isDayResult(checked.root, (id) => {
    const field = read(id);
    return field !== undefined && holdsDays(field);
  });
  return isDay ? 'day' : 'instant';
}
