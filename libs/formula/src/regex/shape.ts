import { overlap, type Ranges } from './ranges';
import type { RegexNode } from './syntax';

/** Whether it can match without taking a character. */
export function canBeEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'one':
      return false;
    case 'assertion':
      return true;
    case 'group':
      return canBeEmpty(node.inner);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.inner);
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'choice':
      return node.branches.some(canBeEmpty);
  }
}

/** Whether a capturing group stands in something that may take several turns. */
export function capturesInLoop(node: RegexNode, inLoop = false): boolean {
  switch (node.kind) {
    case 'one':
    case 'assertion':
      return false;
    case 'group':
      return (inLoop && node.index !== undefined) || capturesInLoop(node.inner, inLoop);
    case 'repeat':
      return capturesInLoop(node.inner, inLoop || node.max > 1);
    case 'sequence':
      return node.parts.some((part) => capturesInLoop(part, inLoop));
    case 'choice':
      return node.branches.some((branch) => capturesInLoop(branch, inLoop));
  }
}

/** Places of the pattern that take a character, by number: those it can begin and end with. */
interface Ends {
  empty: boolean;
  first: readonly number[];
  last: readonly number[];
}

/**
 * Whether from each start there is one way only through the pattern, and it goes on wherever it can: then the match
 * that RE2 prefers, the first of a backtracking search, is the longest one, which is what PostgreSQL finds.
 *
 * The pattern is read as places that take a character, and which place can follow which (Glushkov's construction).
 * There is one way when no two places that can come next share a character and no step can be made in two ways; it
 * goes on wherever it can when all repetitions are greedy and only the last branch of a choice can be empty.
 */
export function hasOneWay(root: RegexNode): boolean {
  const places: Ranges[] = [];
  const next: Set<number>[] = [];
  let oneWay = true;

  const connect = (from: readonly number[], to: readonly number[]): void => {
    for (const place of from)
      for (const following of to) {
        const known = next[place] as Set<number>;
        if (known.has(following)) oneWay = false;
        known.add(following);
      }
  };
  const visit = (node: RegexNode): Ends => {
    switch (node.kind) {
      case 'one': {
        if (!node.ranges) oneWay = false;
        const place = places.push(node.ranges ?? []) - 1;
        next.push(new Set());
        return { empty: false, first: [place], last: [place] };
      }
      case 'assertion':
        return { empty: true, first: [], last: [] };
      case 'group':
        return visit(node.inner);
      case 'repeat': {
        const inner = visit(node.inner);
        if (!node.greedy || inner.empty) oneWay = false;
        if (node.max > 1) connect(inner.last, inner.first);
        return node.max === 0 ? { empty: true, first: [], last: [] } : { ...inner, empty: node.min === 0 };
      }
      case 'sequence': {
        let ends: Ends = { empty: true, first: [], last: [] };
        for (const part of node.parts) {
          const right = visit(part);
          connect(ends.last, right.first);
          ends = {
            empty: ends.empty && right.empty,
            first: ends.empty ? [...ends.first, ...right.first] : ends.first,
            last: right.empty ? [...ends.last, ...right.last] : right.last,
          };
        }
        return ends;
      }
      case 'choice': {
        const branches = node.branches.map(visit);
        if (branches.slice(0, -1).some(({ empty }) => empty)) oneWay = false;
        return {
          empty: branches.some(({ empty }) => empty),
          first: branches.flatMap(({ first }) => first),
          last: branches.flatMap(({ last }) => last),
        };
      }
    }
  };
  const { first } = visit(root);
  return oneWay && [first, ...next].every((set) => apart([...set].map((place) => places[place] as Ranges)));
}

/** Whether a match is always the whole text, so that its extent is beyond doubt. */
export function spansText(root: RegexNode): boolean {
  if (root.kind !== 'sequence') return false;
  const [first, last] = [root.parts.at(0), root.parts.at(-1)];
  return (
    first?.kind === 'assertion' &&
    first.assertion === 'text start' &&
    last?.kind === 'assertion' &&
    last.assertion === 'text end'
  );
}

function apart(sets: readonly Ranges[]): boolean {
  return sets.every((one, index) => sets.slice(index + 1).every((other) => !overlap(one, other)));
}
