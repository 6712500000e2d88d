import { RE2JS, RE2JSException } from 're2js';
import { LIMITS } from '../limits';
import { parsePattern } from './parse-pattern';
import type { RegexNode } from './syntax';

/** A pattern ready to search. */
export interface Pattern {
  engine: RE2JS;
  root: RegexNode;
  /** UTF-16 units of text it may search. */
  longestText: number;
}

const CACHED = 256;
const compiled = new Map<string, Pattern | undefined>();

/** The pattern of that text, cached; undefined when RE2 refuses it or it is beyond LIMITS. */
export function patternOf(source: string): Pattern | undefined {
  if (compiled.has(source)) {
    const known = compiled.get(source);
    // The most recently used stands last.
    compiled.delete(source);
    compiled.set(source, known);
    return known;
  }
  const pattern = compile(source);
  if (compiled.size >= CACHED) compiled.delete(compiled.keys().next().value as string);
  compiled.set(source, pattern);
  return pattern;
}

function compile(source: string): Pattern | undefined {
  if (source.length > LIMITS.patternLength) return undefined;
  let parsed: ReturnType<typeof parsePattern>;
  let engine: RE2JS;
  try {
    // Our reader first: it knows in linear time what would take RE2 long to build.
    parsed = parsePattern(source);
    if (!parsed) return undefined;
    engine = RE2JS.compile(source);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
  return {
    engine,
    root: parsed.root,
    longestText: Math.floor(LIMITS.patternWork / Math.max(parsed.root.size, 1)),
  };
}
