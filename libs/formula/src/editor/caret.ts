import { tokenize, type Token } from '../syntax/lexer';

/** A call whose parentheses enclose the caret. */
export interface OpenCall {
  /** Upper case. */
  callee: string;
  nameStart: number;
  /** 0-based argument the caret is in: how many commas of this call stand before it. */
  argument: number;
  /** LET only: names bound before the caret, and the one whose value the caret is in. */
  bound: string[];
  pending: string | undefined;
}

export interface Caret {
  /** The token the caret is in or directly behind; undefined between tokens. */
  token: Token | undefined;
  /** Meaningful tokens before that one. */
  before: readonly Token[];
  /** Innermost last; plain parentheses are not among them. */
  calls: readonly OpenCall[];
}

const isSilent = ({ kind }: Token): boolean => kind === 'space' || kind === 'comment' || kind === 'end';

/** What surrounds an offset in source text that need not be complete. */
export function caretAt(source: string, offset: number): Caret {
  const { tokens } = tokenize(source);
  const token = tokens.find(
    (candidate) =>
      candidate.kind !== 'end' &&
      candidate.start < offset &&
      (offset < candidate.end || touches(candidate, offset)),
  );
  const limit = token?.start ?? offset;
  const before = tokens.filter((candidate) => candidate.end <= limit && !isSilent(candidate));
  // A parenthesis or comma directly before the caret has been passed.
  const passed = token && isSeparator(token) && token.end <= offset ? [...before, token] : before;
  return { token, before, calls: openCalls(passed) };
}

const isSeparator = ({ kind }: Token): boolean => kind === 'open' || kind === 'close' || kind === 'comma';

/** The caret directly behind a name or an unclosed field or text is still in it. */
function touches({ kind, end }: Token, offset: number): boolean {
  return (
    offset === end &&
    (kind === 'name' || isSeparator({ kind } as Token) || kind === 'field' || kind === 'text')
  );
}

function openCalls(tokens: readonly Token[]): OpenCall[] {
  const frames: (OpenCall | null)[] = [];
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    const frame = frames.at(-1);
    if (token.kind === 'open')
      frames.push(
        previous?.kind === 'name'
          ? {
              callee: previous.value.toUpperCase(),
              nameStart: previous.start,
              argument: 0,
              bound: [],
              pending: undefined,
            }
          : null,
      );
    else if (token.kind === 'close') frames.pop();
    else if (token.kind === 'comma' && frame) {
      // A name of LET counts only behind its value.
      if (frame.argument % 2 === 1 && frame.pending !== undefined) frame.bound.push(frame.pending);
      const names = frame.callee === 'LET' && frame.argument % 2 === 0 && previous?.kind === 'name';
      frame.pending = names ? previous.value : undefined;
      frame.argument++;
    }
  });
  return frames.filter((frame) => frame !== null);
}
