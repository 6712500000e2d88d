import { appError } from '@pyairtable/contracts';
import { BaseModel, linkEnds } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { type TableRow, tableModel } from '../model/load-model';
import { stateTable } from '../sql/identifiers';
import { runText } from '../structure/change-structure';
import type { KeptStructure } from '../structure/kept-structure';

type Rows = KeptStructure;
type FieldRow = Rows['fields'][number] & { stamped: boolean };

/** A base's structure as the entry `seq` left it. Throws MOMENT_NOT_KEPT for a moment that is not kept, or has not come yet. */
export async function loadPast(executor: Executor, present: BaseModel, seq: number): Promise<BaseModel> {
  const run = runText(executor);
  const [head] = await run<{ seq: number; keptFrom: number }>(
    `SELECT seq, kept_from AS "keptFrom" FROM ${stateTable(present.id, 'head')} WHERE one`,
  );
  if (!head || seq > head.seq) throw appError('MOMENT_NOT_KEPT', 'This moment of the base has not come yet');
  if (seq < head.keptFrom) throw appError('MOMENT_NOT_KEPT');
  const rows = await run<{ kind: string; row: unknown }>(
    `SELECT kind, row FROM ${stateTable(present.id, 'past_structure')}
      WHERE since <= $1 AND (until IS NULL OR until > $1)`,
    [seq],
  );
  const of = <T>(kind: string) => rows.flatMap(({ kind: own, row }) => (own === kind ? [row as T] : []));
  const ordered = <T extends { id: string; position: number }>(list: readonly T[]) =>
    [...list].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const links = linkEnds(
    of<Rows['pairs'][number]>('link_pair').map(({ id, table_a, field_a, table_b, field_b }) => ({
      id,
      tableA: table_a,
      fieldA: field_a,
      tableB: table_b,
      fieldB: field_b,
    })),
  );
  const [fields, views] = [ordered(of<FieldRow>('field')), ordered(of<Rows['views'][number]>('view'))];
  const tables = ordered(of<Rows['tables'][number]>('table')).map((table) =>
    tableModel(
      {
        ...table,
        primaryFieldId: table.primary_field_id,
        fields: fields.filter(({ table_id }) => table_id === table.id),
        views: views.filter(({ table_id }) => table_id === table.id),
      } as TableRow,
      present.id,
      links,
    ),
  );
  return new BaseModel({ ...present, tables, members: [...present.people.values()] });
}
