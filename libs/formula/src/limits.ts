/** Bounds that keep one formula from harming the server; each has its own error code. */
export const LIMITS = {
  /** UTF-16 code units of source text. */
  sourceLength: 100_000,
  /** Nesting of calls, parentheses and unary signs; chains of one operator level count once. */
  depth: 1_000,
  /** Arguments of one call, and operands of one chain. */
  operands: 20_000,
  /** UTF-16 code units of one text result; a longer one is #ERROR!. */
  textLength: 1_000_000,
  /** Items of one list. */
  listLength: 100_000,
  /** UTF-16 code units of the texts of one list together; PostgreSQL holds no more bytes than three times that. */
  listText: 64_000_000,
  /** Characters of a regular expression, and of its bounded repetitions multiplied out. */
  patternLength: 2_000,
  patternStates: 10_000,
  /** Groups within groups of a regular expression. */
  patternDepth: 150,
  /** States of a regular expression times characters of the text it searches. */
  patternWork: 100_000_000,
  /** Milliseconds one REGEX_REPLACE may search. */
  replaceTime: 2_000,
  /** Statement text of a compiled formula, in characters. */
  sqlLength: 4_000_000,
} as const;
