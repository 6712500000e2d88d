import {
  cellSql,
  cellValue,
  check,
  type CheckedFormula,
  type Environment,
  type Explained,
  explain,
  evaluate,
  fieldsByReference,
  FormulaError,
  type FormulaProblem,
  type FormulaWarning,
  lint,
  type Mode,
  SqlCompiler,
  taggedCellSql,
  type Value,
} from '@pyairtable/formula';
import { asFormulaField, type SampleField, sampleValue } from './sample-row';

/** Longest formula whose every subexpression is shown; each keystroke computes them all. */
const EXPLAINED_LENGTH = 5_000;

/** Most problems and warnings shown of each: a pasted novel has one at every word. */
const MOST_FINDINGS = 50;

export interface Analysis {
  checked: CheckedFormula;
  /** The first of them. */
  problems: readonly FormulaProblem[];
  warnings: readonly FormulaWarning[];
  /** Absent while the formula has problems. */
  outcome?: {
    cell: Value;
    explained: readonly Explained[];
    sql: { text: string; parameters: readonly (string | number | boolean | null)[] } | { refused: string };
  };
}

/** Everything the language says of a formula over the sample row at one moment. */
export function analyse(source: string, fields: readonly SampleField[], mode: Mode, nowMs: number): Analysis {
  const known = fieldsByReference(fields.map(asFormulaField));
  const checked = check(source, {
    mode,
    field: (name) => known.get(name),
    fieldNames: () => fields.map(({ name }) => name),
  });
  const problems = checked.problems.slice(0, MOST_FINDINGS);
  const warnings = lint(checked, { mode }).slice(0, MOST_FINDINGS);
  if (problems.length > 0) return { checked, problems, warnings };

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
    checked,
    problems,
    warnings,
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
