import { complement, LAST_CODE_POINT, type Ranges, united } from './ranges';
import { canBeEmpty } from './shape';
import type { Assertion, RegexNode } from './syntax';

/** PostgreSQL multiplies counted repetitions out as well; a pattern beyond this is left to our own matcher. */
const MOST_STATES = 500;
/** PostgreSQL's own bound of a counted repetition. */
const MOST_TURNS = 255;

const ASSERTIONS: Readonly<Record<Assertion, string>> = {
  'text start': '\\A',
  'text end': '\\Z',
  'line start': '(?<![^\\n])',
  'line end': '(?![^\\n])',
  'word boundary': '\\y',
  'no word boundary': '\\Y',
};

/**
 * The pattern in PostgreSQL's syntax, for use with COLLATE "C", where it matches the same texts; undefined where that
 * is not known. What it matches of a text is the same only where `hasOneWay` holds. Without `captures` groups do not
 * capture.
 */
export function nativePattern(root: RegexNode, captures = false): string | undefined {
  return root.size > MOST_STATES ? undefined : translated(root, captures);
}

function translated(node: RegexNode, captures: boolean): string | undefined {
  switch (node.kind) {
    case 'one':
      return node.ranges && characterClass(node.ranges);
    case 'assertion':
      return ASSERTIONS[node.assertion];
    case 'group': {
      const inner = translated(node.inner, captures);
      return inner === undefined
        ? undefined
        : `(${captures && node.index !== undefined ? '' : '?:'}${inner})`;
    }
    case 'repeat': {
      const { min, max } = node;
      if (canBeEmpty(node.inner) || min > MOST_TURNS || (max > MOST_TURNS && max !== Infinity))
        return undefined;
      const inner = translated(node.inner, captures);
      if (inner === undefined) return undefined;
      return `(?:${inner}){${min},${max === Infinity ? '' : max}}`;
    }
    case 'sequence':
      return joined(node.parts, '', captures);
    case 'choice':
      return joined(node.branches, '|', captures);
  }
}

function joined(nodes: readonly RegexNode[], separator: string, captures: boolean): string | undefined {
  const parts = nodes.map((node) => translated(node, captures));
  return parts.every((part) => part !== undefined) ? parts.join(separator) : undefined;
}

function characterClass(ranges: Ranges): string | undefined {
  const open = ranges.at(-1) === LAST_CODE_POINT;
  const listed = storable(open ? complement(ranges) : ranges);
  if (listed.length === 0) return open ? '.' : undefined;
  if (!open && listed.length === 2 && listed[0] === listed[1]) return escaped(listed[0] as number);
  let text = '';
  for (let at = 0; at < listed.length; at += 2) {
    const low = listed[at] as number;
    const high = listed[at + 1] as number;
    text += low === high ? escaped(low) : `${escaped(low)}-${escaped(high)}`;
  }
  return `[${open ? '^' : ''}${text}]`;
}

/** Without what no text of PostgreSQL holds: U+0000 and the surrogates. */
function storable(ranges: Ranges): Ranges {
  const never: Ranges = [0, 0, 0xd800, 0xdfff];
  return complement(united([...complement(ranges), ...never]));
}

function escaped(code: number): string {
  const char = String.fromCharCode(code);
  return /[0-9A-Za-z]/.test(char) && code < 128 ? char : `\\U${code.toString(16).padStart(8, '0')}`;
}
