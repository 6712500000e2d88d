import type { Ranges } from './ranges';

export type Assertion =
  'text start' | 'text end' | 'line start' | 'line end' | 'word boundary' | 'no word boundary';

/** A regular expression as read. `size` counts the states it needs with counted repetitions multiplied out. */
export type RegexNode = { size: number } & (
  | {
      kind: 'one';
      /** The code points it matches; undefined where only RE2's Unicode tables know them. */
      ranges: Ranges | undefined;
    }
  | { kind: 'assertion'; assertion: Assertion }
  | {
      kind: 'group';
      /** From 1; undefined for a group that captures nothing. */
      index: number | undefined;
      inner: RegexNode;
    }
  | {
      kind: 'repeat';
      min: number;
      /** Infinity when unbounded. */
      max: number;
      greedy: boolean;
      inner: RegexNode;
    }
  | { kind: 'sequence'; parts: readonly RegexNode[] }
  | { kind: 'choice'; branches: readonly RegexNode[] }
);

export const sequence = (parts: readonly RegexNode[]): RegexNode => ({
  kind: 'sequence',
  parts,
  size: parts.reduce((sum, { size }) => sum + size, 0),
});

export const choice = (branches: readonly RegexNode[]): RegexNode =>
  branches.length === 1
    ? (branches[0] as RegexNode)
    : {
        kind: 'choice',
        branches,
        size: branches.reduce((sum, { size }) => sum + size, 2 * (branches.length - 1)),
      };

export const group = (index: number | undefined, inner: RegexNode): RegexNode => ({
  kind: 'group',
  index,
  inner,
  size: inner.size + (index === undefined ? 0 : 2),
});

export const repeat = (inner: RegexNode, min: number, max: number, greedy: boolean): RegexNode => ({
  kind: 'repeat',
  min,
  max,
  greedy,
  inner,
  size: repeatedSize(inner.size, min, max),
});

function repeatedSize(size: number, min: number, max: number): number {
  if (size === 0 || max === 0) return 0;
  if (max !== Infinity) return size * max + (max - min);
  return min === 0 ? size + 2 : size * min + 1;
}
