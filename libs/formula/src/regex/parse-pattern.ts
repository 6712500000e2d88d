import { LIMITS } from '../limits';
import { ANY, complement, DIGIT, foldedAscii, POSIX, type Ranges, SPACE, united, WORD } from './ranges';
import { choice, group, type Assertion, type RegexNode, repeat, sequence } from './syntax';

interface Flags {
  ignoreCase: boolean;
  multiLine: boolean;
  dotAll: boolean;
  /** (?U): repetitions are lazy unless followed by `?`. */
  swapped: boolean;
}
interface Frame {
  branches: RegexNode[];
  parts: RegexNode[];
  index: number | undefined;
  /** In force outside the group. */
  flags: Flags;
}

const PERL: Readonly<Record<string, Ranges>> = { d: DIGIT, s: SPACE, w: WORD };
const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: 'text start',
  z: 'text end',
  b: 'word boundary',
  B: 'no word boundary',
};
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const MOST_REPEATS = /\{(0|[1-9]\d{0,7})(,(0|[1-9]\d{0,7})?)?\}/y;

/**
 * Reads a pattern that RE2 accepts; of others it ends too, but its result says nothing. Undefined when it is deeper or, with counted
 * repetitions multiplied out, larger than LIMITS allow. `formula.regex_compile` reads by the same rules.
 */
export function parsePattern(source: string): { root: RegexNode; groups: number } | undefined {
  return new PatternReader(source).read();
}

class PatternReader {
  private readonly source: string;
  private at = 0;
  private groups = 0;
  private flags: Flags = { ignoreCase: false, multiLine: false, dotAll: false, swapped: false };
  private readonly stack: Frame[] = [];
  private frame: Frame;
  /** States of all that was read so far. */
  private size = 0;

  constructor(source: string) {
    this.source = source;
    this.frame = { branches: [], parts: [], index: undefined, flags: this.flags };
  }

  read(): { root: RegexNode; groups: number } | undefined {
    while (this.at < this.source.length) {
      this.step();
      if (this.size > LIMITS.patternStates || this.stack.length > LIMITS.patternDepth) return undefined;
    }
    return { root: this.closed(), groups: this.groups };
  }

  private step(): void {
    const { source } = this;
    const char = source[this.at] as string;
    switch (char) {
      case '(':
        return this.open();
      case ')': {
        const inner = this.closed();
        const { index, flags } = this.frame;
        this.frame = this.stack.pop() ?? this.frame;
        this.flags = flags;
        this.at++;
        this.frame.parts.push(group(index, inner));
        return;
      }
      case '|':
        this.at++;
        this.size += 2;
        this.frame.branches.push(sequence(this.frame.parts));
        this.frame.parts = [];
        return;
      case '*':
      case '+':
      case '?':
        this.at++;
        return this.repeated(char === '+' ? 1 : 0, char === '?' ? 1 : Infinity);
      case '{': {
        MOST_REPEATS.lastIndex = this.at;
        const found = MOST_REPEATS.exec(source);
        if (!found) return this.single(this.next());
        this.at += found[0].length;
        const min = Number(found[1]);
        return this.repeated(
          min,
          found[2] === undefined ? min : found[3] === undefined ? Infinity : Number(found[3]),
        );
      }
      case '^':
        this.at++;
        return this.assertion(this.flags.multiLine ? 'line start' : 'text start');
      case '$':
        this.at++;
        return this.assertion(this.flags.multiLine ? 'line end' : 'text end');
      case '.':
        this.at++;
        return this.one(this.flags.dotAll ? ANY : complement([10, 10]));
      case '[':
        return this.bracket();
      case '\\':
        return this.escape();
      default:
        return this.single(this.next());
    }
  }

  private next(): number {
    const code = this.source.codePointAt(this.at) as number;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private one(ranges: Ranges | undefined): void {
    this.size++;
    this.frame.parts.push({ kind: 'one', ranges, size: 1 });
  }

  private single(code: number): void {
    this.one(this.folded([code, code]));
  }

  private assertion(assertion: Assertion): void {
    this.size++;
    this.frame.parts.push({ kind: 'assertion', assertion, size: 1 });
  }

  private folded(ranges: Ranges): Ranges | undefined {
    return this.flags.ignoreCase ? foldedAscii(ranges) : ranges;
  }

  private closed(): RegexNode {
    return choice([...this.frame.branches, sequence(this.frame.parts)]);
  }

  private repeated(min: number, max: number): void {
    const swapped = this.source[this.at] === '?';
    if (swapped) this.at++;
    const inner = this.frame.parts.pop() ?? sequence([]);
    const node = repeat(inner, min, max, swapped === this.flags.swapped);
    this.size += node.size - inner.size;
    this.frame.parts.push(node);
  }

  private open(): void {
    const { source } = this;
    const outer = this.flags;
    if (source[this.at + 1] !== '?') {
      this.at++;
      return this.enter(++this.groups, outer);
    }
    const named = /\(\?P?<(\w+)>/y;
    named.lastIndex = this.at;
    const name = named.exec(source);
    if (name) {
      this.at += name[0].length;
      return this.enter(++this.groups, outer);
    }
    const flags = { ...outer };
    let on = true;
    for (this.at += 2; this.at < source.length;) {
      const char = source[this.at++];
      if (char === 'i') flags.ignoreCase = on;
      else if (char === 'm') flags.multiLine = on;
      else if (char === 's') flags.dotAll = on;
      else if (char === 'U') flags.swapped = on;
      else if (char === '-') on = false;
      else {
        if (char === ':') this.enter(undefined, outer);
        break;
      }
    }
    this.flags = flags;
  }

  private enter(index: number | undefined, flags: Flags): void {
    if (index !== undefined) this.size += 2;
    this.stack.push(this.frame);
    this.frame = { branches: [], parts: [], index, flags };
  }

  private escape(): void {
    const { source } = this;
    const char = source[this.at + 1] as string;
    const assertion = ASSERTIONS[char];
    if (assertion) {
      this.at += 2;
      return this.assertion(assertion);
    }
    if (char === 'Q') {
      const end = source.indexOf('\\E', this.at + 2);
      const last = end < 0 ? source.length : end;
      for (this.at += 2; this.at < last;) this.single(this.next());
      if (end >= 0) this.at += 2;
      return;
    }
    const known = this.classEscape();
    if (known) return this.one(known.ranges);
    this.single(this.escaped());
  }

  /** `\d` and the like, `\p…`; ranges undefined for the latter. */
  private classEscape(): { ranges: Ranges | undefined } | undefined {
    const { source } = this;
    const char = source[this.at + 1] ?? '';
    if (source[this.at] !== '\\') return undefined;
    if (char === 'p' || char === 'P') {
      this.at += 2;
      const end = source[this.at] === '{' ? source.indexOf('}', this.at) : -1;
      if (end >= 0) this.at = end + 1;
      else this.next();
      return { ranges: undefined };
    }
    const perl = PERL[char.toLowerCase()];
    if (!perl) return undefined;
    this.at += 2;
    return { ranges: this.signed(perl, char !== char.toLowerCase()) };
  }

  private signed(ranges: Ranges, negative: boolean): Ranges {
    const folded = this.folded(ranges) ?? ranges;
    return negative ? complement(folded) : folded;
  }

  private escaped(): number {
    const { source } = this;
    this.at++;
    const char = source[this.at] as string;
    if (char >= '0' && char <= '7') {
      const octal = /[0-7]{1,3}/y;
      octal.lastIndex = this.at;
      const [digits] = octal.exec(source) as RegExpExecArray;
      this.at += digits.length;
      return Number.parseInt(digits, 8);
    }
    if (char === 'x') {
      const hex = /x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/y;
      hex.lastIndex = this.at;
      const found = hex.exec(source);
      this.at += found?.[0].length ?? 1;
      return Number.parseInt(found?.[1] ?? found?.[2] ?? '0', 16);
    }
    const code = this.next();
    return CONTROLS[char] ?? code;
  }

  private bracket(): void {
    const { source } = this;
    this.at++;
    const negative = source[this.at] === '^';
    if (negative) this.at++;
    let ranges: number[] | undefined = [];
    const add = (more: Ranges | undefined): void => {
      if (more === undefined) ranges = undefined;
      else ranges?.push(...more);
    };
    for (let first = true; this.at < source.length && (first || source[this.at] !== ']'); first = false) {
      const named = /\[:(\^?)(\w+):\]/y;
      named.lastIndex = this.at;
      const posix = named.exec(source);
      if (posix) {
        this.at += posix[0].length;
        add(this.signed(POSIX[posix[2] as string] ?? [], posix[1] === '^'));
        continue;
      }
      const known = this.classEscape();
      if (known) {
        add(known.ranges);
        continue;
      }
      const low = this.classChar();
      let high = low;
      if (source[this.at] === '-' && source[this.at + 1] !== ']') {
        this.at++;
        high = this.classChar();
      }
      add(this.folded([low, high]));
    }
    this.at++;
    const found = ranges && united(ranges);
    this.one(found && negative ? complement(found) : found);
  }

  private classChar(): number {
    return this.source[this.at] === '\\' ? this.escaped() : this.next();
  }
}
