import { tokenize } from '@pyairtable/formula';

/**
 * Whether a parenthesis that somebody closes at the caret stands there already, as a completed function brings its own: one
 * more than were opened would be a mistake.
 */
export function isClosedAt(source: string, caret: number): boolean {
  if (source[caret] !== ')') return false;
  const { tokens } = tokenize(source);
  const count = (wanted: string) => tokens.filter(({ kind }) => kind === wanted).length;
  return (
    tokens.some(({ kind, start }) => kind === 'close' && start === caret) && count('close') >= count('open')
  );
}
