import type { FormulaProblem, FormulaWarning } from '@pyairtable/formula';

/** What is wrong with a formula and what is doubtful, each with its place and a way to mend it. */
export function Findings({
  id,
  source,
  problems,
  warnings,
  whenNone = 'No problems, nothing doubtful.',
}: {
  id: string;
  source: string;
  problems: readonly FormulaProblem[];
  warnings: readonly FormulaWarning[];
  whenNone?: string | null;
}) {
  const findings = [
    ...problems.map((problem) => ({ ...problem, isProblem: true })),
    ...warnings.map((warning) => ({ ...warning, isProblem: false })),
  ].sort((a, b) => a.start - b.start);
  return (
    // Where nothing is said the place is kept for whoever listens, and takes no room.
    <div id={id} role="status" className={findings.length === 0 && whenNone === null ? 'sr-only' : ''}>
      {findings.length === 0 && whenNone !== null ? <p className="text-sm text-n11">{whenNone}</p> : null}
      <ul className="flex flex-col gap-2">
        {findings.map(({ code, start, end, message, hint, isProblem }) => (
          <li
            key={`${code}:${start}:${end}`}
            className={`rounded-md px-3 py-2 text-sm ${isProblem ? 'bg-red-soft' : 'bg-amber-soft'}`}
          >
            <span className={isProblem ? 'text-red-text' : 'text-amber-text'}>{message}</span>{' '}
            {hint ? <span className="text-n12">{hint}</span> : null}
            <span className="mt-0.5 block text-xs text-n11">
              {isProblem ? 'Problem' : 'Warning'} at {place(source, start)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Line and column as people count them. */
function place(source: string, offset: number): string {
  const before = source.slice(0, offset).split('\n');
  return `line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
}
