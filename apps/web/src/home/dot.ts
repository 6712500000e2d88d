/** Between parts of a line: it stays at the end of a first one, and begins no second. */
export const DOT = '\u00a0· ';
