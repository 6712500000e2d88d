import type { FormulaProblem, Span } from '../errors';

export type TokenKind =
  | 'number'
  | 'text'
  | 'field'
  | 'name'
  | 'operator'
  | 'open'
  | 'close'
  | 'comma'
  | 'comment'
  | 'space'
  | 'unknown'
  | 'end';

export interface Token extends Span {
  kind: TokenKind;
  /** Meaning: unescaped text, field name, operator; the raw characters otherwise. */
  value: string;
}

const OPERATORS = new Set(['+', '-', '*', '/', '&', '=', '!=', '<', '>', '<=', '>=']);
const NAME_START = /[\p{L}_]/u;
const NAME_PART = /[\p{L}\p{M}\p{N}_]/u;
const SPACE = /\s/u;

/**
 * Splits source text into tokens, white space and comments included, in linear time. Never throws: what fits no
 * rule becomes an `unknown` token and a problem.
 */
export function tokenize(source: string): { tokens: Token[]; problems: FormulaProblem[] } {
  const tokens: Token[] = [];
  const problems: FormulaProblem[] = [];
  let at = 0;
  const push = (kind: TokenKind, start: number, value: string): void => {
    tokens.push({ kind, start, end: at, value });
  };

  while (at < source.length) {
    const start = at;
    const char = source[at] as string;
    if (SPACE.test(char)) {
      while (at < source.length && SPACE.test(source[at] as string)) at++;
      push('space', start, source.slice(start, at));
    } else if (char === '/' && (source[at + 1] === '/' || source[at + 1] === '*')) {
      at = commentEnd(source, at);
      push('comment', start, source.slice(start, at));
    } else if (char === '"' || char === "'") {
      const text = readText(source, at, char);
      at = text.end;
      if (!text.closed)
        problems.push({
          code: 'unclosed_text',
          start,
          end: at,
          message: 'This text has no closing quote.',
          hint: `Add ${char} at the end of the text.`,
        });
      push('text', start, text.value);
    } else if (char === '{') {
      const field = readField(source, at);
      at = field.end;
      if (!field.closed)
        problems.push({
          code: 'unclosed_field',
          start,
          end: at,
          message: 'This field name has no closing brace.',
          hint: 'Add } after the field name.',
        });
      else if (field.value === '')
        problems.push({
          code: 'empty_field_name',
          start,
          end: at,
          message: 'There is no field name between the braces.',
        });
      push('field', start, field.value);
    } else if (isDigit(char) || (char === '.' && isDigit(source[at + 1]))) {
      at = numberEnd(source, at);
      push('number', start, source.slice(start, at));
    } else if (char === '(' || char === ')' || char === ',') {
      at++;
      push(char === '(' ? 'open' : char === ')' ? 'close' : 'comma', start, char);
    } else {
      const point = String.fromCodePoint(source.codePointAt(at) as number);
      if (NAME_START.test(point)) {
        at += point.length;
        for (;;) {
          const next = source.codePointAt(at);
          if (next === undefined) break;
          const part = String.fromCodePoint(next);
          if (!NAME_PART.test(part)) break;
          at += part.length;
        }
        push('name', start, source.slice(start, at));
      } else {
        const two = source.slice(at, at + 2);
        if (two.length === 2 && OPERATORS.has(two)) {
          at += 2;
          push('operator', start, two);
        } else if (OPERATORS.has(char)) {
          at++;
          push('operator', start, char);
        } else {
          at += point.length;
          push('unknown', start, point);
          problems.push(unknownCharacter(point, start, at));
        }
      }
    }
  }
  tokens.push({ kind: 'end', start: at, end: at, value: '' });
  return { tokens, problems };
}

function unknownCharacter(char: string, start: number, end: number): FormulaProblem {
  const problem = {
    code: 'unexpected_character' as const,
    start,
    end,
    message: `${char} means nothing here.`,
  };
  if ('“”„‟'.includes(char)) return { ...problem, hint: 'Use straight double quotes: "' };
  if ('‘’‚‛'.includes(char)) return { ...problem, hint: "Use straight single quotes: '" };
  if (char === '^') return { ...problem, code: 'unknown_operator', hint: 'Write POWER(base, exponent).' };
  if (char === '%') return { ...problem, code: 'unknown_operator', hint: 'Write MOD(value, divisor).' };
  if (char === ';') return { ...problem, hint: 'Separate arguments with commas.' };
  if (char === '!')
    return { ...problem, code: 'unknown_operator', hint: 'Write NOT(…), or != for "is not".' };
  if (char === '|') return { ...problem, code: 'unknown_operator', hint: 'Write OR(…).' };
  return problem;
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

function numberEnd(source: string, from: number): number {
  let at = from;
  while (isDigit(source[at])) at++;
  if (source[at] === '.' && (isDigit(source[at + 1]) || at > from)) {
    at++;
    while (isDigit(source[at])) at++;
  }
  return at;
}

function commentEnd(source: string, from: number): number {
  if (source[from + 1] === '/') {
    const end = source.indexOf('\n', from);
    return end < 0 ? source.length : end;
  }
  const end = source.indexOf('*/', from + 2);
  return end < 0 ? source.length : end + 2;
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" };

/** An unknown escape keeps its backslash, so that "\d" reaches the regular expression as written. */
function readText(
  source: string,
  from: number,
  quote: string,
): { value: string; end: number; closed: boolean } {
  let value = '';
  let at = from + 1;
  let run = at;
  while (at < source.length) {
    const char = source[at] as string;
    if (char === quote) return { value: value + source.slice(run, at), end: at + 1, closed: true };
    const escaped = char === '\\' ? ESCAPES[source[at + 1] ?? ''] : undefined;
    if (escaped === undefined) {
      at++;
      continue;
    }
    value += source.slice(run, at) + escaped;
    at += 2;
    run = at;
  }
  return { value: value + source.slice(run, at), end: at, closed: false };
}

function readField(source: string, from: number): { value: string; end: number; closed: boolean } {
  let value = '';
  let at = from + 1;
  let run = at;
  while (at < source.length) {
    const char = source[at];
    if (char === '}') return { value: value + source.slice(run, at), end: at + 1, closed: true };
    if (char === '\\' && source[at + 1] === '}') {
      value += `${source.slice(run, at)}}`;
      at += 2;
      run = at;
    } else at++;
  }
  return { value: value + source.slice(run, at), end: at, closed: false };
}
