import type { FormulaProblem, Span, Token, TokenKind } from '@pyairtable/formula';

/** A run of source text that looks the same from end to end. */
export interface SourcePiece extends Span {
  text: string;
  kind: TokenKind | 'function' | 'unread';
  mark: 'problem' | 'warning' | null;
  /** Inside the subexpression that is pointed at. */
  isPointedAt: boolean;
}

/**
 * Cuts the source at the edges of tokens, problems, warnings and the place pointed at. Linear in tokens and marks but
 * for overlapping marks; pieces joined are the source.
 */
export function sourcePieces(
  source: string,
  tokens: readonly Token[],
  marks: { problems: readonly FormulaProblem[]; warnings: readonly Span[]; place?: Span | undefined },
): SourcePiece[] {
  // A problem without extent, such as a missing value, marks the character before it.
  const widened = (span: Span): Span =>
    span.start === span.end ? { start: Math.max(0, span.start - 1), end: span.end } : span;
  const problems = marks.problems.map(widened);
  const warnings = marks.warnings.map(widened);
  const place = marks.place ? [marks.place] : [];
  const shown = tokens.filter(({ kind }) => kind !== 'end');
  const edges = new Set([0, source.length]);
  for (const { start, end } of [...shown, ...problems, ...warnings, ...place]) edges.add(start).add(end);
  const cuts = [...edges].filter((edge) => edge >= 0 && edge <= source.length).sort((a, b) => a - b);
  const covers = (span: Span, at: number): boolean => span.start <= at && at < span.end;

  const pieces: SourcePiece[] = [];
  let next = 0;
  cuts.slice(0, -1).forEach((start, index) => {
    while (next < shown.length && (shown[next] as Token).end <= start) next++;
    const token = shown[next];
    const kind = !token || !covers(token, start) ? 'unread' : isCalled(shown, next) ? 'function' : token.kind;
    const end = cuts[index + 1] as number;
    pieces.push({
      start,
      end,
      text: source.slice(start, end),
      kind,
      mark: problems.some((span) => covers(span, start))
        ? 'problem'
        : warnings.some((span) => covers(span, start))
          ? 'warning'
          : null,
      isPointedAt: place.some((span) => covers(span, start)),
    });
  });
  return pieces;
}

function isCalled(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.kind !== 'name') return false;
  let next = index + 1;
  while (tokens[next]?.kind === 'space' || tokens[next]?.kind === 'comment') next++;
  return tokens[next]?.kind === 'open';
}
