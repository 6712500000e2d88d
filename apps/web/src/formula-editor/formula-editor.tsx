'use client';
import { tokenize } from '@pyairtable/formula';
import { useDeferredValue, useEffect, useEffectEvent, useId, useMemo, useState } from 'react';
import { checkFormula } from './check-formula';
import { Findings } from './findings';
import { FormulaInput } from './formula-input';
import type { FormulaLanguage } from './language';
import { SignatureLine } from './signature-line';
import { sourcePieces } from './source-pieces';

/** A formula in a form: coloured, completed and checked while it is typed. */
export function FormulaEditor({
  label,
  source,
  language,
  onChange,
  onProblem,
}: {
  label: string;
  source: string;
  language: FormulaLanguage;
  onChange: (source: string) => void;
  /** What is wrong with a formula that was begun; null once nothing is, and when the editor goes. */
  onProblem?: (message: string | null) => void;
}) {
  const [caret, setCaret] = useState(0);
  const findingsId = useId();
  // Typing stays quick however long the formula is: what is said of it may lag behind, its text never does.
  const considered = useDeferredValue(source);
  const { checked, problems, warnings } = useMemo(
    () => checkFormula(considered, language),
    [considered, language],
  );
  const pieces = useMemo(
    () =>
      considered === source
        ? sourcePieces(source, checked.parsed.tokens, { problems, warnings })
        : sourcePieces(source, tokenize(source).tokens, { problems: [], warnings: [] }),
    [considered, source, checked, problems, warnings],
  );
  // Nothing is wrong yet with a formula that nobody has begun; one thing at a time with one that is being written.
  const isBegun = considered.trim() !== '';
  const problem = isBegun ? (problems[0]?.message ?? null) : null;
  const tell = useEffectEvent((message: string | null) => onProblem?.(message));
  useEffect(() => {
    tell(problem);
    return () => tell(null);
  }, [problem]);
  return (
    <FormulaInput
      compact
      label={label}
      source={source}
      pieces={pieces}
      language={language}
      invalid={isBegun && problems.length > 0}
      describedBy={findingsId}
      onChange={onChange}
      onCaret={setCaret}
      said={
        <Findings
          id={findingsId}
          source={considered}
          problems={isBegun ? problems.slice(0, 1) : []}
          warnings={isBegun && problems.length === 0 ? warnings : []}
          whenNone={null}
        />
      }
    >
      <SignatureLine source={source} caret={caret} />
    </FormulaInput>
  );
}
