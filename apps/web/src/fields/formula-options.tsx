'use client';
import type { FieldResult } from '@pyairtable/contracts';
import { useMemo } from 'react';
import { InvalidNote } from './invalid-note';
import type { OptionsFormProps } from './options-form-props';
import { ResultFormat } from './result-format';
import { shownKind } from './shown-kind';
import { StoredFormula } from './stored-formula';
import { useTableLanguage } from './use-table-language';

/** A formula over the fields of its table, and how its values are shown. */
export function FormulaOptions({ options, onChange, onProblem, field, table, tables }: OptionsFormProps) {
  const { fields } = table;
  const language = useTableLanguage(fields, field);
  const formula = String(options['formula'] ?? '');
  const kind = useMemo(() => shownKind(formula, language, fields), [formula, language, fields]);
  return (
    <>
      <InvalidNote field={field} />
      <StoredFormula
        label="Formula"
        formula={formula}
        language={language}
        onProblem={onProblem}
        onChange={(next) => onChange({ ...options, formula: next })}
      />
      <ResultFormat
        kind={kind}
        format={options['format'] as FieldResult | undefined}
        place={{ table, tables }}
        onChange={(format) => onChange({ ...options, format })}
      />
    </>
  );
}
