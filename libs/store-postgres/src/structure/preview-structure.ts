import { appError, type PermissionLevel } from '@pyairtable/contracts';
import type { BaseModel, Caller } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { namesWhatIsGone } from '../connection/faults';
import { loadBaseAs } from '../model/load-model';
import { draftOf, runText, type StructureDependencies, type StructureDraft } from './change-structure';
import { holdTables } from './ddl';

/** Changes of structure that may overtake a preview before it gives up. */
const ATTEMPTS = 4;

/**
 * Runs `work`, which changes nothing, with the base as it is; all it reads is of one moment. The table and those it links to are
 * held as they are before that moment begins: a transaction finds columns as they are now, and rows in them as they were.
 */
export async function previewStructure<T>(
  { database }: StructureDependencies,
  caller: Caller,
  { baseId, tableId, level }: { baseId: string; tableId: string; level: PermissionLevel },
  work: (draft: StructureDraft) => Promise<T>,
): Promise<T> {
  const load = async (executor: Executor): Promise<BaseModel> =>
    (await loadBaseAs(executor, caller, baseId, level)).model;
  for (let attempt = 1; ; attempt++) {
    const table = (await load(database.for(caller))).table(tableId);
    const linked = table.fields.flatMap(({ link }) => (link ? [link.linkedTableId] : []));
    try {
      return await database.for(caller).snapshot(async (executor) => {
        await runText(executor)(holdTables(baseId, new Set([table.id, ...linked])));
        return work(draftOf(executor, await load(executor), caller).draft);
      });
    } catch (error) {
      if (!namesWhatIsGone(error)) throw error;
      if (attempt === ATTEMPTS) throw appError('RETRIABLE_ERROR', undefined, { cause: error });
    }
  }
}
