import type { Token } from '@pyairtable/formula';

const MOST_SHOWN = 300;

/** The tokens of the formula as the lexer cuts them, white space left out. */
export function FormulaTokens({ source, tokens }: { source: string; tokens: readonly Token[] }) {
  const shown = tokens.filter(({ kind }) => kind !== 'space' && kind !== 'end');
  return (
    <>
      <ol className="flex flex-wrap gap-1.5" aria-label="Tokens">
        {shown.slice(0, MOST_SHOWN).map((token) => (
          <li
            key={token.start}
            className="max-w-full rounded-sm border border-n6 bg-n2 px-1.5 py-0.5 text-xs"
          >
            <code className="font-mono text-n12 [overflow-wrap:anywhere]">
              {source.slice(token.start, token.end)}
            </code>{' '}
            <span className="text-n11">{token.kind}</span>
          </li>
        ))}
      </ol>
      {shown.length > MOST_SHOWN ? (
        <p className="mt-2 text-xs text-n11">And {shown.length - MOST_SHOWN} more.</p>
      ) : null}
    </>
  );
}
