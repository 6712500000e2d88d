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
}: {
  label: string;
  formula: string;
  language: FormulaLanguage;
  onChange: (formula: string) => void;
}) {
  const [source, setSource] = useState(() => idsToNames(formula, language.fields));
  return (
    <FormulaEditor
      label={label}
      source={source}
      language={language}
      onChange={(next) => {
        setSource(next);
        onChange(namesToIds(next, language.fields, { rollup: language.values !== undefined }));
      }}
    />
  );
}
