import type { CheckedFormula } from './check/checker';
import { operandsOf } from './check/operands';
import { watchedFields } from './check/watched-fields';
import type { Checked } from './check/checked';
import type { FormulaProblem } from './errors';

/** All that a formula's value depends on beside its own text. */
export interface FormulaDependencies {
  /** Fields of the record it reads, ids in order of first appearance; `values` of a rollup is not among them. */
  fieldIds: readonly string[];
  /** A rollup's `values`. */
  values: boolean;
  /** Its value changes with time alone: NOW, TODAY, FROMNOW, TONOW. */
  time: boolean;
  /** It reads when the record changed: any change of the fields it watches, or of any field, may change its value. */
  lastModified: boolean;
  /** The fields of which it asks when a cell of them changed; empty also where it asks that of the whole record. */
  watched: readonly string[];
  /** It reads the clock, if only for parts of a date that a text and its format may leave out. */
  clock: boolean;
  /** It reads when the record was created. */
  created: boolean;
}

export function dependenciesOf(formula: CheckedFormula): FormulaDependencies {
  let values = false;
  let lastModified = false;
  let created = false;
  let clock = formula.volatile;
  const watched = new Set<string>();
  const visit = (node: Checked): void => {
    if (node.kind === 'field' && node.fieldId === 'values') values = true;
    const called = node.kind === 'call' ? node.definition.name : undefined;
    if (node.kind === 'call' && called === 'LAST_MODIFIED_TIME') {
      lastModified = true;
      for (const id of watchedFields(node.args)) watched.add(id);
    }
    if (called === 'CREATED_TIME') created = true;
    if (called === 'DATETIME_PARSE') clock = true;
    for (const operand of operandsOf(node)) visit(operand);
  };
  visit(formula.root);
  const { fieldIds, volatile: time } = formula;
  return { fieldIds, values, time, lastModified, watched: [...watched], clock, created };
}

/** A formula field of a table; `reads` may name fields that are no formulas. */
export interface FormulaInOrder {
  fieldId: string;
  /** For messages. */
  name?: string;
  reads: readonly string[];
}

/** Formulas that need one another to be computed. */
export interface FormulaCycle {
  /** The fields of the cycle, each reading the next and the last the first. */
  fieldIds: readonly string[];
  /** Code `circular_reference`; its place is the whole formula. */
  problem: FormulaProblem;
}

export interface FormulaOrder {
  /** Every formula field that is on no cycle, each after those it reads. */
  order: readonly string[];
  /** One cycle for each group of formulas that are entangled. */
  cycles: readonly FormulaCycle[];
}

interface Visit {
  formula: FormulaInOrder;
  next: number;
  index: number;
  low: number;
}

/**
 * Sorts formula fields so that each comes after the formulas it reads. Tarjan's algorithm without recursion: time is
 * linear in fields and references, and a chain of any length is safe.
 */
export function orderFormulas(formulas: readonly FormulaInOrder[]): FormulaOrder {
  const byId = new Map(formulas.map((formula) => [formula.fieldId, formula]));
  const visits = new Map<string, Visit>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const order: string[] = [];
  const cycles: FormulaCycle[] = [];

  const enter = (formula: FormulaInOrder, path: Visit[]): void => {
    const visit = { formula, next: 0, index: visits.size, low: visits.size };
    visits.set(formula.fieldId, visit);
    open.push(formula.fieldId);
    isOpen.add(formula.fieldId);
    path.push(visit);
  };
  const leave = ({ formula, index, low }: Visit): void => {
    if (low !== index) return;
    const group = new Set(open.splice(open.lastIndexOf(formula.fieldId)));
    for (const id of group) isOpen.delete(id);
    if (group.size > 1 || formula.reads.includes(formula.fieldId)) cycles.push(cycleIn(group, byId));
    else order.push(formula.fieldId);
  };

  for (const root of formulas) {
    if (visits.has(root.fieldId)) continue;
    const path: Visit[] = [];
    enter(root, path);
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const id = visit.formula.reads[visit.next++];
      if (id === undefined) {
        path.pop();
        leave(visit);
        const parent = path.at(-1);
        if (parent) parent.low = Math.min(parent.low, visit.low);
        continue;
      }
      const read = byId.get(id);
      const seen = visits.get(id);
      if (read && !seen) enter(read, path);
      else if (seen && isOpen.has(id)) visit.low = Math.min(visit.low, seen.index);
    }
  }
  return { order, cycles };
}

/** A shortest cycle through the first formula of a strongly connected group. */
function cycleIn(group: ReadonlySet<string>, byId: ReadonlyMap<string, FormulaInOrder>): FormulaCycle {
  const start = [...group][0] as string;
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const id of queue) {
    for (const read of byId.get(id)?.reads ?? []) {
      if (read === start) return cycle(pathTo(id, start, cameFrom), byId);
      if (!group.has(read) || cameFrom.has(read)) continue;
      cameFrom.set(read, id);
      queue.push(read);
    }
  }
  return cycle([start], byId);
}

function pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [end];
  for (let at = end; at !== start;) {
    at = cameFrom.get(at) as string;
    path.push(at);
  }
  return path.reverse();
}

function cycle(fieldIds: readonly string[], byId: ReadonlyMap<string, FormulaInOrder>): FormulaCycle {
  const names = [...fieldIds, fieldIds[0] as string].map((id) => byId.get(id)?.name ?? id);
  return {
    fieldIds,
    problem: {
      code: 'circular_reference',
      start: 0,
      end: 0,
      message:
        fieldIds.length === 1
          ? `"${names[0]}" reads itself.`
          : `These formulas read one another: ${names.join(' → ')}.`,
      hint: 'Remove one of the references.',
    },
  };
}
