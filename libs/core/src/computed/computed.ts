import type { FieldResult } from '@pyairtable/contracts';
import type { CheckedFormula, FormulaType } from '@pyairtable/formula';

/** A formula over the linked records that keeps some of them. */
interface OverLinks {
  /** Link field of the same table. */
  linkFieldId: string;
  filter?: CheckedFormula;
}

/** A lookup or rollup: of which field of the linked table. */
interface OverCells extends OverLinks {
  targetFieldId: string;
}

/**
 * What the cells of a computed field are, worked out of the whole base. `invalid`: something that it reads is not there, or it
 * would read itself; all its cells are `#ERROR!`.
 */
export type Definition =
  | { kind: 'formula'; formula: CheckedFormula }
  | ({ kind: 'rollup'; formula: CheckedFormula } & OverCells)
  | ({ kind: 'lookup' } & OverCells)
  | ({ kind: 'count' } & OverLinks)
  | { kind: 'invalid'; reason: string };

export type Computed = Definition & {
  /** What formulas read of its cells. */
  type: FormulaType;
  /** Its dates are days. */
  day: boolean;
  result: FieldResult | null;
  /** Fields of any table that its value is made of at first hand. */
  reads: readonly string[];
  /** How many links behind one another its value is looked up through. */
  depth: number;
  /** Its value changes with time alone. */
  volatile: boolean;
  /** Place in an order in which each computed field of the base comes after those that it reads. */
  rank: number;
};
