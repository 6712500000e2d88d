import { type FormulaProblem, idsToNames } from '@pyairtable/formula';
import { isId } from '@pyairtable/kernel';
import type { TableModel } from '../model/table-model';

const MAX_QUOTED = 60;

/** The part of a formula that a problem is about, as people wrote it; undefined where it is the whole, or nothing. */
function place(
  source: string,
  { start, end }: FormulaProblem,
  fields: TableModel['fields'],
): string | undefined {
  if (start === 0 && end >= source.trimEnd().length) return undefined;
  const text = idsToNames(source.slice(start, end), fields).trim();
  return text === '' || text.length > MAX_QUOTED ? undefined : text;
}

/** What people call a field: by its name, or the one that it had when it was deleted; by its id where nothing knows of it any more. */
export type Called = (fieldId: string) => string;

/** What is wrong with a formula, and where; an id says nothing to whoever reads it. */
export function formulaFault(
  source: string,
  problem: FormulaProblem,
  fields: TableModel['fields'],
  called: Called,
): string {
  const { code, name, message, hint } = problem;
  if (code === 'unknown_field' && isId('field', name))
    return `The field ${called(name)} that the formula names is not there any more.`;
  const at = name === undefined ? place(source, problem, fields) : undefined;
  return [message, ...(at === undefined ? [] : [`Here: ${at}`]), ...(hint === undefined ? [] : [hint])].join(
    ' ',
  );
}
