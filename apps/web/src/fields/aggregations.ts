/** What a rollup makes of the linked values, by the function that does it. */
export const AGGREGATIONS = {
  SUM: 'Sum of the numbers',
  AVERAGE: 'Average of the numbers',
  MAX: 'Largest or latest',
  MIN: 'Smallest or earliest',
  COUNT: 'How many numbers',
  COUNTA: 'How many that are not empty',
  COUNTALL: 'How many, empty ones too',
  AND: 'Whether all are true',
  OR: 'Whether any is true',
  XOR: 'Whether an odd number is true',
  CONCATENATE: 'Joined',
  ARRAYJOIN: 'Joined with commas',
  ARRAYUNIQUE: 'Each once',
  ARRAYCOMPACT: 'Without empty ones',
} as const;

export type Aggregation = keyof typeof AGGREGATIONS;

export const aggregationFormula = (name: Aggregation): string => `${name}(values)`;

/** The aggregation that a rollup's formula is nothing more than. */
export function aggregationOf(formula: string): Aggregation | undefined {
  const name = /^\s*(\w+)\s*\(\s*values\s*\)\s*$/.exec(formula)?.[1]?.toUpperCase();
  return name !== undefined && name in AGGREGATIONS ? (name as Aggregation) : undefined;
}
