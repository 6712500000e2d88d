import {
  cellSql,
  cellValue,
  type CheckedFormula,
  type Environment,
  type Explained,
  explain,
  evaluate,
  FormulaError,
  type Mode,
  SqlCompiler,
  taggedCellSql,
  type Value,
} from '@pyairtable/formula';
import { checkFormula, type FormulaFindings } from '@/formula-editor/check-formula';
import { asFormulaField, type SampleField, sampleValue } from './sample-row';

/** Longest formula whose every subexpression is shown; each keystroke computes them all. */
const EXPLAINED_LENGTH = 5_000;

export interface Analysis extends FormulaFindings {
  /** Absent while the formula has problems. */
  outcome?: {
    cell: Value;
    explained: readonly Explained[];
    sql: { text: string; parameters: readonly (string | number | boolean | null)[] } | { refused: string };
  };
}

/** Everything the language says of a formula over the sample row at one moment. */
export function analyse(source: string, fields: readonly SampleField[], mode: Mode, nowMs: number): Analysis {
  const findings = checkFormula(source, { fields: fields.map(asFormulaField), mode });
  const { checked } = findings;
  if (findings.problems.length > 0) return findings;

  const cells = new Map(fields.map((field) => [field.id, sampleValue(field)]));
  const environment: Environment = {
    mode,
    cell: (id) => cells.get(id) ?? null,
    nowMs,
    timeZone: 'GMT',
    recordId: 'recSample00000001',
    createdMs: nowMs,
    lastModifiedMs: () => nowMs,
    variables: new Map(),
  };
  return {
    ...findings,
    outcome: {
      cell: cellValue(evaluate(checked.root, environment), checked.type, mode),
      explained: source.length <= EXPLAINED_LENGTH ? explain(checked.root, environment) : [],
      sql: compiled(checked, fields, mode),
    },
  };
}

function compiled(
  checked: CheckedFormula,
  fields: readonly SampleField[],
  mode: Mode,
): NonNullable<Analysis['outcome']>['sql'] {
  const types = new Map(fields.map((field) => [field.id, asFormulaField(field).type]));
  const compiler = new SqlCompiler(
    {
      field: (id) => ({ type: types.get(id) ?? 'blank', value: `r."${id}"` }),
      recordId: 'r.id',
      createdMs: 'r.created_ms',
      lastModifiedMs: () => 'r.modified_ms',
    },
    mode,
  );
  try {
    const cell = taggedCellSql(cellSql(compiler.add(checked.root), compiler));
    return {
      text: `SELECT ${cell} AS cell\nFROM records AS r${compiler.laterals()}`,
      parameters: compiler.parameters,
    };
  } catch (error) {
    if (error instanceof FormulaError) return { refused: error.message };
    throw error;
  }
}
