import { appError, MAX_STRUCTURE } from '@pyairtable/contracts';
import type { Executor } from '../connection/database';
import { stateTable } from '../sql/identifiers';

const bytes = (...columns: string[]): string =>
  columns.map((column) => `coalesce(octet_length(${column}::text), 0)`).join(' + ');

/** Bytes of what people write into the tables, fields and views of a base. */
export async function structureSize(executor: Executor, baseId: string): Promise<number> {
  const sum = (kind: 'table' | 'field' | 'view', ...columns: string[]) =>
    `coalesce((SELECT sum(${bytes(...columns)}) FROM ${stateTable(baseId, kind)}), 0)`;
  const parts = [
    sum('table', 'name', 'description'),
    sum('field', 'name', 'description', 'options', 'rules'),
    sum('view', 'name', 'config'),
  ];
  const [row] = await executor.rows<{ size: number }>({
    text: `SELECT (${parts.join(' + ')})::float8 AS size`,
    parameters: [],
  });
  return row?.size ?? 0;
}

/**
 * Throws INVALID_REQUEST_UNKNOWN where a change made the structure larger than it may be, and than it was `before` where it may not
 * have grown: whoever opens the base reads all of it, and so does the server after each change.
 */
export async function requireStructureSize(executor: Executor, baseId: string, before = 0): Promise<void> {
  const size = await structureSize(executor, baseId);
  if (size > MAX_STRUCTURE && size > before)
    throw appError(
      'INVALID_REQUEST_UNKNOWN',
      `The tables, fields and views of a base hold at most ${MAX_STRUCTURE / 1024 / 1024} MiB of names, descriptions, choices, formulas and conditions`,
    );
}
