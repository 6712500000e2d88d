'use client';
import { idsToNames, namesToIds } from '@pyairtable/formula';
import { useState } from 'react';
import { FormulaEditor } from '@/formula-editor/formula-editor';
import type { FormulaLanguage } from '@/formula-editor/language';

/** A formula that is stored with the ids of fields and written with their names. */
export function StoredFormula({
  label,
  formula,
  language,
  onChange,
  onProblem,
}: {
  label: string;
  formula: string;
  language: FormulaLanguage;
  onChange: (formula: string) => void;
  /** What is wrong with what is written; null once nothing is. */
  onProblem: (message: string | null) => void;
}) {
  const [source, setSource] = useState(() => idsToNames(formula, language.fields));
  return (
    <FormulaEditor
      label={label}
      source={source}
      language={language}
      onProblem={onProblem}
      onChange={(next) => {
        setSource(next);
        onChange(namesToIds(next, language.fields, { rollup: language.values !== undefined }));
      }}
    />
  );
}
