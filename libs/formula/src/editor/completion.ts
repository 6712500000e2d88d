import { allFunctions } from '../functions/registry';
import { type Mode, MODES } from '../modes';
import { braced, isBraceable } from '../print/quote';
import type { FormulaType } from '../types';
import { caretAt } from './caret';
import { signatureLabel } from './names';

export interface Completion {
  kind: 'function' | 'field' | 'variable';
  /** What the list shows. */
  label: string;
  /** What replaces the text from `from` to `to`. */
  insert: string;
  /** Offset in `insert` where the caret goes. */
  caret: number;
  /** Functions: the signature; fields: the type. */
  detail?: string;
  /** Functions: one sentence. */
  summary?: string;
}

export interface Completions {
  /** Range of the source that a chosen completion replaces. */
  from: number;
  to: number;
  /** Best first. */
  items: Completion[];
}

export interface CompletionOptions {
  fields?: Iterable<{ name: string; type?: FormulaType }>;
  /** Present in a rollup: the type of `values`. */
  values?: FormulaType;
  mode?: Mode;
  /** At most this many items; 50 when left out. */
  limit?: number;
}

/**
 * What may be written at the caret: after `{` fields, after letters of a name functions, fields and names bound by LET,
 * else nothing. Matching ignores case; starts of names come before starts of their words and places inside.
 */
export function completionsAt(source: string, offset: number, options: CompletionOptions = {}): Completions {
  const { token, calls } = caretAt(source, offset);
  const none = { from: offset, to: offset, items: [] };
  if (token?.kind === 'field') {
    const closed = source[token.end - 1] === '}';
    if (closed && offset === token.end) return none;
    // Behind an unclosed brace the name runs to the next closing one: then only what is typed counts.
    const runsOn = !closed || /[{\n]/.test(source.slice(offset, token.end));
    const to = runsOn ? offset : token.end;
    const typed = source.slice(token.start + 1, offset).replaceAll('\\}', '}');
    return { from: token.start, to, items: ranked(fieldItems(options), typed, options.limit) };
  }
  if (token?.kind !== 'name') return none;
  const typed = source.slice(token.start, offset);
  const isCalled = /^\s*\(/.test(source.slice(token.end));
  const items = [
    ...variableItems(
      calls.flatMap(({ bound }) => bound),
      options,
    ),
    ...functionItems(options.mode ?? MODES.airtable, isCalled),
    ...(isCalled ? [] : fieldItems(options)),
  ];
  return { from: token.start, to: token.end, items: ranked(items, typed, options.limit) };
}

function fieldItems({ fields = [] }: CompletionOptions): Completion[] {
  return [...fields]
    .filter(({ name }) => isBraceable(name))
    .map(({ name, type }) => {
      const insert = braced(name);
      return { kind: 'field', label: name, insert, caret: insert.length, ...(type ? { detail: type } : {}) };
    });
}

function variableItems(bound: readonly string[], { values }: CompletionOptions): Completion[] {
  const own = [...new Set(bound)].map((name): Completion => ({
    kind: 'variable',
    label: name,
    insert: name,
    caret: name.length,
  }));
  if (values === undefined) return own;
  return [...own, { kind: 'variable', label: 'values', insert: 'values', caret: 6, detail: values }];
}

function functionItems(mode: Mode, isCalled: boolean): Completion[] {
  return allFunctions()
    .filter(({ extension }) => mode.extensions || !extension)
    .map((definition) => {
      const { name, summary, parameters } = definition;
      const insert = isCalled ? name : `${name}()`;
      return {
        kind: 'function',
        label: name,
        insert,
        caret: name.length + (isCalled ? 0 : parameters.length > 0 ? 1 : 2),
        detail: signatureLabel(definition),
        summary,
      };
    });
}

/** Names bound in the formula are nearer than those of the table, and those than the language's. */
const nearness = ({ kind }: Completion): number => ['variable', 'field', 'function'].indexOf(kind);

function ranked(items: readonly Completion[], typed: string, limit = 50): Completion[] {
  const wanted = typed.trim().toLowerCase();
  const rank = ({ label }: Completion): number => {
    const name = label.toLowerCase();
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    const at = name.indexOf(wanted);
    if (at < 0) return -1;
    return /[\p{L}\p{N}]/u.test(name[at - 1] ?? '') ? 3 : 2;
  };
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .filter((entry) => entry.rank >= 0)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        nearness(a.item) - nearness(b.item) ||
        a.item.label.localeCompare(b.item.label, 'en'),
    )
    .slice(0, limit)
    .map(({ item }) => item);
}
