import {
  type RawCell,
  type Restored,
  type Trash as TrashPage,
  type TrashedBases,
  type TrashItem,
} from '@pyairtable/contracts';
import {
  type BaseModel,
  type Caller,
  type FieldModel,
  nothingTrashed,
  requireDeleting,
} from '@pyairtable/core';
import { HOUSE } from './connection/asker';
import { unlessGone } from './connection/faults';
import type { Models } from './model/with-model';
import { personOf } from './read/person-of';
import {
  type TrashItemRow,
  trashItemStatement,
  type TrashPageRow,
  trashPageStatement,
  type TrashRow,
} from './read/trash-page';
import { strandedLives } from './past/lives';
import type { Records } from './records';
import { stateTable } from './sql/identifiers';
import {
  atGate,
  changeStructure,
  logNotes,
  runText,
  type StructureDependencies,
} from './structure/change-structure';
import { viewOfRow } from './structure/change-views';
import { dropExpired } from './structure/empty-trash';
import type { DeletedItem } from './structure/kept-structure';
import { restoreKept } from './structure/restore-kept';
import {
  dropNext,
  dropStranded,
  expiredBasesStatement,
  requireTrashed,
  type TrashedBaseRow,
  trashedBasesStatement,
  untrashBase,
} from './structure/trashed-bases';

/** What was deleted, for as long as it is kept: records, fields, views and tables in their base, and bases. */
export class Trash {
  constructor(
    private readonly dependencies: StructureDependencies,
    private readonly models: Models,
    private readonly records: Records,
  ) {}

  /** A page of a base's trash, newest first. One statement. */
  list(
    caller: Caller,
    baseId: string,
    { limit, before }: { before: number | null; limit: number },
  ): Promise<TrashPage> {
    return this.models.run(caller, baseId, 'edit', async (base) => {
      const query = { before, limit: limit + 1, days: this.dependencies.trashDays };
      const row = await this.dependencies.database
        .for(caller)
        .row<TrashPageRow>(trashPageStatement(base, query, caller));
      this.models.judge(row, 'edit', base);
      const items = row.items.slice(0, limit).map((item) => itemOf(item, base));
      const next = row.items.length > limit ? (items.at(-1)?.seq ?? null) : null;
      return { items, next, days: query.days };
    });
  }

  /** Brings back what an entry deleted: records and views by those who may edit, a personal view by its owner, anything else by those who may change it. */
  async restore(caller: Caller, baseId: string, seq: number): Promise<Restored> {
    const found = await this.models.run(caller, baseId, 'edit', async (base) => {
      const row = await this.dependencies.database
        .for(caller)
        .row<TrashItemRow>(trashItemStatement(base, seq, caller));
      this.models.judge(row, 'edit', base);
      return row;
    });
    const tableId = found.tableId ?? '';
    if (!found.kind) {
      const { report } = await this.records.execute(
        caller,
        baseId,
        { kind: 'restore', seq },
        { answer: null },
      );
      if (report.recordIds.length === 0) throw nothingTrashed();
      return { kind: 'records', tableId, recordIds: report.recordIds };
    }
    const level = found.kind === 'view' ? 'edit' : 'create';
    const waiting = await changeStructure(this.dependencies, caller, baseId, level, async (draft) => {
      const [item] = await draft.run<DeletedItem>(
        `DELETE FROM ${stateTable(baseId, 'trash')} WHERE seq = $1 RETURNING seq, kind, name, table_id AS "tableId", kept`,
        [seq],
      );
      if (!item) throw nothingTrashed();
      // As for deleting it: somebody else's is theirs in the trash too.
      if (item.kind === 'view')
        for (const row of item.kept.views) requireDeleting(viewOfRow(row), caller.userId);
      return restoreKept(draft, item);
    });
    return { kind: found.kind, tableId, ...(waiting.length > 0 ? { waiting } : {}) };
  }

  /** Bases that the caller may bring back. One statement. */
  async bases(caller: Caller): Promise<TrashedBases> {
    const rows = await this.dependencies.database
      .for(caller)
      .rows<TrashedBaseRow>(trashedBasesStatement(caller));
    const bases = rows.map(({ actor, actorName, ...base }) => ({
      ...base,
      actor: personOf(actor, actorName),
    }));
    return { bases, days: this.dependencies.trashDays };
  }

  async restoreBase(caller: Caller, baseId: string): Promise<void> {
    const seq = await atGate(this.dependencies, caller, baseId, async (executor) => {
      const run = runText(executor);
      await requireTrashed(run, caller, baseId);
      await untrashBase(run, baseId);
      return logNotes(executor, baseId, caller, { notes: [{ action: 'base.restored' }] });
    });
    this.dependencies.feed.publish({ baseId, seq });
  }

  /** Deletes a base of the trash for good. */
  async dropBase(caller: Caller, baseId: string): Promise<void> {
    const next = () =>
      atGate(this.dependencies, caller, baseId, async (executor) => {
        const run = runText(executor);
        await requireTrashed(run, caller, baseId);
        return dropNext(run, baseId);
      });
    while (await next());
  }

  /** Lets go of a base what its trash has kept for long enough, item by item. */
  async dropExpired(baseId: string): Promise<void> {
    const next = () =>
      atGate(this.dependencies, HOUSE, baseId, (executor) =>
        dropExpired(runText(executor), baseId, this.dependencies.trashDays),
      );
    while (await unlessGone(next(), false));
  }

  /** The same of bases; throws what the first of those failed with that stayed, when all had their turn. */
  async dropExpiredBases(): Promise<void> {
    const { database, trashDays } = this.dependencies;
    const house = database.for(HOUSE);
    const failures: unknown[] = [];
    const fail = (error: unknown) => {
      failures.push(error);
      return false;
    };
    const expired = await house.rows<{ id: string }>(expiredBasesStatement(trashDays));
    for (const { id } of expired) {
      const next = () =>
        atGate(this.dependencies, HOUSE, id, async (executor) => {
          const [still] = await executor.rows(expiredBasesStatement(trashDays, id));
          return still !== undefined && dropNext(runText(executor), id);
        });
      while (await next().catch(fail));
    }
    for (const { id, baseId } of await strandedLives(runText(house)))
      await atGate(this.dependencies, HOUSE, baseId, (executor) => dropStranded(runText(executor), id)).catch(
        fail,
      );
    if (failures.length > 0) throw failures[0];
  }
}

function itemOf({ name, first, records, actorName, actor, ...item }: TrashRow, base: BaseModel): TrashItem {
  return {
    ...item,
    name: name ?? titleOf(first ?? {}, base.tableById(item.tableId)?.primaryField, base),
    ...(records === null ? {} : { records }),
    actor: personOf(actor, actorName),
  };
}

/** The text of a primary cell as the log has it; '' where it is computed. */
function titleOf(cells: Record<string, RawCell>, primary: FieldModel | undefined, base: BaseModel): string {
  const cell = primary && cells[primary.id];
  if (primary === undefined || cell === undefined || cell === null) return '';
  const context = {
    fieldName: primary.name,
    timeZone: 'UTC',
    locale: 'en',
    users: base.people,
    titles: new Map(),
  };
  return primary.behaviour.format(cell, primary.options, context);
}
