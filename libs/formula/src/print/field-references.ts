import { isId } from '@pyairtable/kernel';
import type { FormulaField } from '../check/checker';
import type { Span } from '../errors';
import { tokenize, type Token } from '../syntax/lexer';
import { braced, isBraceable } from './quote';

type NamedField = Pick<FormulaField, 'id' | 'name'>;

export interface FieldReference extends Span {
  /** Unescaped. */
  name: string;
  braced: boolean;
}

interface Call {
  isLet: boolean;
  argument: number;
  /** Names bound so far, and the one whose value is being read. */
  bound: string[];
  pending: string | undefined;
}

/**
 * Every place in the source that names a field, in order and in linear time: braced names, and bare ones that are
 * neither called nor bound by LET. Works on text that does not parse as well. Bare `values`, `TRUE` and `FALSE` are
 * among them: whether they name a field depends on the table.
 */
export function fieldReferences(source: string): FieldReference[] {
  const tokens = tokenize(source).tokens.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const found: FieldReference[] = [];
  const calls: Call[] = [];
  /** How many open calls bind each name; a count keeps deep nesting linear. */
  const bindings = new Map<string, number>();
  const count = (name: string, by: 1 | -1): unknown => bindings.set(name, (bindings.get(name) ?? 0) + by);
  tokens.forEach((token, index) => {
    const next = tokens[index + 1] as Token;
    const call = calls.at(-1);
    switch (token.kind) {
      case 'open': {
        const name = tokens[index - 1];
        const isLet = name?.kind === 'name' && name.value.toUpperCase() === 'LET';
        calls.push({ isLet, argument: 0, bound: [], pending: undefined });
        break;
      }
      case 'close':
        for (const name of calls.pop()?.bound ?? []) count(name, -1);
        break;
      case 'comma':
        if (!call) break;
        if (call.pending !== undefined && call.argument % 2 === 1) {
          call.bound.push(call.pending);
          count(call.pending, 1);
        }
        call.argument++;
        break;
      case 'field':
        found.push({ start: token.start, end: token.end, name: token.value, braced: true });
        break;
      case 'name': {
        if (next.kind === 'open') break;
        const before = tokens[index - 1]?.kind;
        const startsArgument = before === 'open' || before === 'comma';
        if (call?.isLet && call.argument % 2 === 0 && startsArgument && next.kind === 'comma') {
          call.pending = token.value;
          break;
        }
        if (!bindings.get(token.value))
          found.push({ start: token.start, end: token.end, name: token.value, braced: false });
      }
    }
  });
  return found;
}

function rewrite(source: string, replacement: (reference: FieldReference) => string | undefined): string {
  let written = '';
  let at = 0;
  for (const reference of fieldReferences(source)) {
    const text = replacement(reference);
    if (text === undefined) continue;
    written += source.slice(at, reference.start) + text;
    at = reference.end;
  }
  return written + source.slice(at);
}

/** Fields by what a formula may call them: ids before names, the first of several with one name. A name of an id's shape
 * is never a reference: it could stand for a field that is gone. */
export function fieldsByReference<Field extends NamedField>(
  fields: Iterable<Field>,
): ReadonlyMap<string, Field> {
  const index = new Map<string, Field>();
  const all = [...fields];
  for (const field of all) index.set(field.id, field);
  for (const field of all)
    if (!index.has(field.name) && !isId('field', field.name)) index.set(field.name, field);
  return index;
}

/**
 * The source as it is stored: every reference to one of the fields becomes `{fld…}`; all else, white space, comments
 * and unknown names included, stays byte for byte. In a rollup (`values`), the bare name `values` is no field.
 */
export function namesToIds(
  source: string,
  fields: Iterable<NamedField>,
  options: { rollup?: boolean } = {},
): string {
  const index = fieldsByReference(fields);
  return rewrite(source, ({ name, braced: isBraced }) => {
    if (options.rollup && !isBraced && name === 'values') return undefined;
    const field = index.get(name);
    return field && braced(field.id);
  });
}

/**
 * The source as it is shown: `{fld…}` becomes `{Name}`, a closing brace in a name `\}`. A name that would not lead back
 * to its field stays an id: an empty one, one that ends in a backslash, one that two fields share, one of an id's
 * shape. So `namesToIds(idsToNames(source))` is the stored source again.
 */
export function idsToNames(source: string, fields: Iterable<NamedField>): string {
  const all = [...fields];
  const index = fieldsByReference(all);
  const byId = new Map(all.map((field) => [field.id, field]));
  const timesUsed = new Map<string, number>();
  for (const { name } of all) timesUsed.set(name, (timesUsed.get(name) ?? 0) + 1);
  return rewrite(source, ({ name: id }) => {
    const field = byId.get(id);
    if (!field || !isBraceable(field.name)) return undefined;
    const isOwn = timesUsed.get(field.name) === 1 && index.get(field.name) === field;
    return isOwn ? braced(field.name) : undefined;
  });
}
