'use client';
import { type Explained, explainedAt, MODES, type Mode, tokenize } from '@pyairtable/formula';
import { Select, Tabs } from '@pyairtable/ui';
import { type ReactNode, useDeferredValue, useId, useMemo, useState } from 'react';
import { Findings } from '@/formula-editor/findings';
import { FormulaInput } from '@/formula-editor/formula-input';
import { ShownValue } from '@/formula-editor/shown-value';
import { SignatureLine } from '@/formula-editor/signature-line';
import { sourcePieces } from '@/formula-editor/source-pieces';
import { analyse } from './analysis';
import { FormulaTokens } from './formula-tokens';
import { asFormulaField, FIRST_FIELDS, FIRST_FORMULA, type SampleField } from './sample-row';
import { SampleRowForm } from './sample-row-form';
import { SqlPanel } from './sql-panel';
import { Steps } from './steps';

type ModeName = keyof typeof MODES;
const MODE_CHOICES: { value: ModeName; label: string }[] = [
  { value: 'airtable', label: 'As Airtable, with extensions' },
  { value: 'airtableOnly', label: 'Airtable’s language only' },
  { value: 'strict', label: 'Strict: blank is not 0' },
];

/** A formula and a sample row to try it on: what the language makes of it, down to each subexpression. */
export function Playground() {
  const [source, setSource] = useState(FIRST_FORMULA);
  const [fields, setFields] = useState<readonly SampleField[]>(FIRST_FIELDS);
  const [modeName, setModeName] = useState<ModeName>('airtable');
  const [caret, setCaret] = useState(0);
  const [pointed, setPointed] = useState<Explained>();
  const [tab, setTab] = useState<'steps' | 'sql' | 'tokens'>('steps');
  const [nowMs] = useState(() => Date.now());
  const findingsId = useId();

  // Typing stays quick however long the formula is: what is said of it may lag behind, its text never does.
  const considered = useDeferredValue(source);
  const mode: Mode = MODES[modeName];
  const { checked, problems, warnings, outcome } = useMemo(
    () => analyse(considered, fields, mode, nowMs),
    [considered, fields, mode, nowMs],
  );
  const language = useMemo(() => ({ fields: fields.map(asFormulaField), mode }), [fields, mode]);
  const isCurrent = considered === source;
  const explained = isCurrent ? (outcome?.explained ?? []) : [];
  const atCaret = explainedAt(explained, caret) ?? explainedAt(explained, caret - 1);
  const pieces = useMemo(
    () =>
      isCurrent
        ? sourcePieces(source, checked.parsed.tokens, { problems, warnings, place: pointed })
        : sourcePieces(source, tokenize(source).tokens, { problems: [], warnings: [] }),
    [isCurrent, source, checked, problems, warnings, pointed],
  );

  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-6">
        <FormulaInput
          source={source}
          pieces={pieces}
          explained={explained}
          language={language}
          describedBy={findingsId}
          onChange={(next) => {
            setSource(next);
            setPointed(undefined);
          }}
          onCaret={setCaret}
          onPoint={setPointed}
          said={<Findings id={findingsId} source={considered} problems={problems} warnings={warnings} />}
        >
          <SignatureLine source={source} caret={caret} />
        </FormulaInput>
        <dl
          className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm"
          aria-live="polite"
        >
          <Fact name="Value">
            {outcome ? (
              <ShownValue value={outcome.cell} />
            ) : (
              <span className="text-n11">none while there is a problem</span>
            )}
          </Fact>
          <Fact name="Type">{checked.type}</Fact>
          <Fact name="At the caret">
            {atCaret ? <ShownValue value={atCaret.value} /> : <span className="text-n11">–</span>}
          </Fact>
          {checked.volatile ? <Fact name="Note">Changes with time alone.</Fact> : null}
        </dl>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <section aria-labelledby={`${findingsId}-row`} className="flex flex-col gap-3">
          <h2 id={`${findingsId}-row`} className="text-sm font-medium text-n12">
            Sample row
          </h2>
          <SampleRowForm fields={fields} onChange={setFields} />
        </section>
        <Select label="Mode" value={modeName} options={MODE_CHOICES} onChange={setModeName} />
      </div>
      <div className="min-w-0 lg:col-span-2">
        <Tabs
          label="Views of the formula"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              value: 'steps',
              label: 'Values',
              panel: outcome ? (
                <Steps
                  source={considered}
                  explained={explained}
                  at={pointed ?? atCaret}
                  onPoint={setPointed}
                />
              ) : (
                <NoneYet />
              ),
            },
            { value: 'sql', label: 'SQL', panel: outcome ? <SqlPanel sql={outcome.sql} /> : <NoneYet /> },
            {
              value: 'tokens',
              label: 'Tokens',
              panel: <FormulaTokens source={considered} tokens={checked.parsed.tokens} />,
            },
          ]}
        />
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-n11">{name}</dt>
      <dd className="min-w-0 text-n12 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

const NoneYet = () => <p className="text-sm text-n11">Mend the problems first.</p>;
