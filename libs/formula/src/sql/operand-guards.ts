/** Powers of ten within which the magnitude of an operand is ordinary. */
export const ORDINARY = { most: 18, least: -18 };

/** An operand of plain operators, cheap to repeat. */
export interface Operand {
  /** Never NULL. */
  sql: string;
  /** The same as it is stored: NULL where blank. */
  raw: string;
  /**
   * It may be a constant. PostgreSQL computes with constants when it plans, unless their own test, which it computes before,
   * keeps it from it: they are tested alone.
   */
  constant: boolean;
  /** It is multiplied or divides: where it is not 0 it must not be tiny either. */
  scaled: boolean;
  /** It divides: it must not be 0. */
  divides: boolean;
}

const [LEAST, MOST] = [`1e${ORDINARY.least}::float8`, `1e${ORDINARY.most}::float8`];
const ANY_SIGN = `box '((1e${ORDINARY.most},1e${ORDINARY.most}),(-1e${ORDINARY.most},-1e${ORDINARY.most}))'`;
const POSITIVE = `box '((1e${ORDINARY.most},1e${ORDINARY.most}),(1e${ORDINARY.least},1e${ORDINARY.least}))'`;

/**
 * Two operands at a time as a point within a box: one test where comparisons would be four, each of which costs as much
 * as the arithmetic that it guards. A point with NaN lies in no box.
 */
function within(
  operands: readonly Operand[],
  form: 'sql' | 'raw',
  box: string,
  alone: (operand: string) => string,
): string {
  const pairable = operands.filter(({ constant }) => !constant).map((operand) => operand[form]);
  const tests = operands.filter(({ constant }) => constant).map((operand) => alone(operand[form]));
  for (let at = 0; at < pairable.length; at += 2) {
    const [one = '', other] = pairable.slice(at, at + 2);
    tests.push(other === undefined ? alone(one) : `point(${one}, ${other}) <@ ${box}`);
  }
  return tests.join(' AND ');
}

/** Whether plain operators over the operands can neither raise nor round to 0 or infinity. */
export function ordinarySql(operands: readonly Operand[]): string {
  if (operands.every(({ scaled }) => !scaled))
    return within(operands, 'sql', ANY_SIGN, (sql) => `abs(${sql}) < ${MOST}`);
  return operands
    .map(({ sql, scaled, divides }) => {
      const small = divides ? ` AND abs(${sql}) > ${LEAST}` : ` AND (${sql} = 0 OR abs(${sql}) > ${LEAST})`;
      return `abs(${sql}) < ${MOST}${scaled ? small : ''}`;
    })
    .join(' AND ');
}

/**
 * A quicker test that holds for the operands of most rows, all filled and positive; undefined where `ordinarySql` is as
 * quick.
 */
export function commonSql(operands: readonly Operand[]): string | undefined {
  if (operands.every(({ scaled }) => !scaled)) return undefined;
  return within(operands, 'raw', POSITIVE, (raw) => `${raw} > ${LEAST} AND ${raw} < ${MOST}`);
}
