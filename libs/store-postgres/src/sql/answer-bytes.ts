/** Bytes of an answer: it ends with the row that reaches them. The texts of one pass through the memory of whoever serves it, whole. */
export const ANSWER_BYTES = 8 << 20;

/** The rows of a materialised part, in the order of that; `before` tells the bytes that the texts in `column` have in front of each. */
export const weighed = (part: string, column: string): string =>
  `SELECT ${part}.*, sum(octet_length(${part}.${column})) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(${part}.${column}) AS before FROM ${part}`;
