import type { Field } from '@pyairtable/contracts';
import { MODES } from '@pyairtable/formula';
import { useMemo } from 'react';
import type { FormulaLanguage } from '@/formula-editor/language';
import { asFormulaField } from './formula-fields';

/** What a formula of `field` may say of a record with these fields: all but itself. */
export function useTableLanguage(fields: readonly Field[], field: Field | undefined): FormulaLanguage {
  const ownId = field?.id;
  return useMemo(
    () => ({ fields: fields.filter(({ id }) => id !== ownId).map(asFormulaField), mode: MODES.airtable }),
    [fields, ownId],
  );
}
