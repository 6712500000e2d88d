import type { TrashKind } from '@pyairtable/contracts';
import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';

/** Rows of structure as they were, and what the views of others had to forget. Records and cells stay where they are. */
export interface KeptStructure {
  tables: {
    id: string;
    name: string;
    description: string | null;
    primary_field_id: string;
    position: number;
    record_count: number;
    next_number: number;
  }[];
  fields: {
    id: string;
    table_id: string;
    name: string;
    type: string;
    description: string | null;
    options: Record<string, unknown> | null;
    rules: Record<string, unknown> | null;
    position: number;
  }[];
  views: {
    id: string;
    table_id: string;
    name: string;
    type: string;
    config: Record<string, unknown>;
    position: number;
  }[];
  pairs: { id: string; table_a: string; field_a: string; table_b: string; field_b: string | null }[];
  settings: {
    viewId: string;
    before: Record<string, unknown>;
    after: Record<string, unknown>;
    /** Ids of computed fields that stayed, and could not give the view any more what it asked of them. */
    unfit?: string[];
  }[];
  /** Of links that wait for a table to come back: the entry that deleted them. */
  since?: number;
}

/** Something deleted, as the trash keeps it beside the entry that deleted it. */
export interface KeptItem {
  kind: Exclude<TrashKind, 'records'>;
  name: string;
  /** The table it was of; the table itself for `table`. */
  tableId: string;
  kept: KeptStructure;
}

/** The same with the number of that entry. */
export type DeletedItem = KeptItem & { seq: number };

export const nothingKept = (): KeptStructure => ({
  tables: [],
  fields: [],
  views: [],
  pairs: [],
  settings: [],
});

/** Takes rows out of the structure and answers them as JSON. */
export async function takeRows<T>(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  table: 'field' | 'view' | 'link_pair',
  where: string,
  id: string,
): Promise<T[]> {
  const rows = await run<{ row: T }>(
    `DELETE FROM ${stateTable(base.id, table)} x WHERE ${where} = $1 RETURNING to_jsonb(x) AS row`,
    [id],
  );
  return rows.map(({ row }) => row);
}

/** Takes a table out of the structure, once what it has is out. */
export async function takeTable(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  tableId: string,
): Promise<KeptStructure['tables']> {
  const counters = await run<{ record_count: number; next_number: number }>(
    `DELETE FROM ${stateTable(base.id, 'table_counter')} WHERE table_id = $1 RETURNING record_count, next_number`,
    [tableId],
  );
  const tables = await run<{ row: Omit<KeptStructure['tables'][number], 'record_count' | 'next_number'> }>(
    `DELETE FROM ${stateTable(base.id, 'table')} x WHERE id = $1 RETURNING to_jsonb(x) AS row`,
    [tableId],
  );
  return tables.map(({ row }, at) => ({ ...row, ...(counters[at] as (typeof counters)[number]) }));
}
