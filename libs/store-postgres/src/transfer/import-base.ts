import type { BasePlan } from '@pyairtable/core';
import { goingOn, type Reader } from '../connection/asker';
import type { Executor } from '../connection/database';
import { uniqueViolation } from '../connection/faults';
import { tableName } from '../sql/identifiers';
import { hideLife } from '../past/lives';
import { logStructure, runText, type StructureDependencies } from '../structure/change-structure';
import { settleStamps } from '../structure/cell-stamps';
import { insertBase, skipVersions } from '../structure/insert-base';
import { idTaken } from './check-plan';
import { type ImportPlace, nameIn, namePeople, placePeople, placeWorkspace } from './place-base';
import { loadCellTimes, loadTables } from './load-tables';

export interface ImportOutcome extends Pick<BasePlan, 'ignored' | 'warnings'> {
  baseId: string;
  workspaceId: string;
  tables: number;
  records: number;
}

/** Stores a plan as a new base, all or nothing: one transaction, which ends with `last`, and one entry in its log. */
export async function importBase(
  { database, feed, sharding }: StructureDependencies,
  reader: Reader,
  plan: BasePlan,
  place: ImportPlace,
  last?: (executor: Executor, outcome: ImportOutcome) => Promise<void>,
): Promise<ImportOutcome> {
  const { base, tables, ignored, warnings } = plan;
  const records = tables.reduce((sum, table) => sum + table.records.length, 0);
  const inside = { baseId: base.id, tables: tables.length, records, ignored, warnings };
  const imported = await database
    .for(reader)
    .transaction(async (executor) => {
      const run = runText(executor);
      // A large file takes longer than any request of a person may.
      await run(`SET LOCAL statement_timeout = '250s'`);
      const workspaceId = await placeWorkspace(run, plan, place);
      const name = await nameIn(run, workspaceId, plan, place);
      await insertBase(run, { ...base, name, workspaceId, ownerId: place.ownerId }, sharding);
      await skipVersions(run, base.id);
      await (place.copyOf ? namePeople(run, plan) : placePeople(run, plan, place.ownerId));
      await loadTables(run, plan, place.copyOf ? null : place.ownerId);
      await settleStamps(executor, base.id);
      await loadCellTimes(run, plan);
      const loaded = { name, tables: tables.length, records };
      const note = place.copyOf
        ? { action: 'base.copied', before: place.copyOf, after: loaded }
        : { action: 'base.imported', after: loaded };
      const seq = await logStructure(
        executor,
        base.id,
        { userId: place.ownerId, source: place.copyOf ? 'client' : 'import' },
        { notes: [note] },
      );
      if (place.lifeOf) await hideLife(run, base.id, place.lifeOf);
      await last?.(executor, { ...inside, workspaceId });
      return { workspaceId, seq };
    })
    .catch((error: unknown) => {
      const constraint = uniqueViolation(error);
      throw constraint ? idTaken(base.id, constraint, error) : error;
    });
  feed.publish({ baseId: base.id, seq: imported.seq });
  // Fresh statistics, so that the first pages are planned for the tables as they are.
  for (const table of tables)
    await database
      .for(goingOn(reader))
      .rows({ text: `ANALYZE ${tableName(base.id, table.id)}`, parameters: [] });
  return { ...inside, workspaceId: imported.workspaceId };
}
