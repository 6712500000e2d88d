import type { Change } from '@pyairtable/contracts';
import type { BaseModel, Caller, FieldModel, RecordLookup, RecordWrite, TableModel } from '@pyairtable/core';
import type { Transactor } from '../connection/database';
import type { Models } from '../model/with-model';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import { type CellsRow, findCellsStatement } from './find-cells';
import { findTitlesStatement, type TitlesRow } from './find-titles';
import { type MatchRow, matchRecordsStatement } from './match-records';

interface LoggedRow extends GuardRow {
  changes: Change['changes'] | null;
}

/** What a caller who may edit a base is told of what it holds, at the version that the write is planned for. */
export class StoredLookup implements RecordLookup {
  constructor(
    private readonly database: Transactor,
    private readonly models: Models,
    private readonly caller: Caller,
    private readonly base: BaseModel,
  ) {}

  async match(table: TableModel, records: readonly RecordWrite[], mergeOn: readonly FieldModel[]) {
    const { matches } = await this.ask<MatchRow>(
      matchRecordsStatement(this.base, table, records, mergeOn, this.caller),
    );
    const found = new Map<number, string[]>();
    for (const [position, id] of matches) found.set(position, [...(found.get(position) ?? []), id]);
    return found;
  }

  async titles(wanted: ReadonlyMap<string, ReadonlySet<string>>) {
    const { titles } = await this.ask<TitlesRow>(findTitlesStatement(this.base, wanted, this.caller));
    return new Map(Object.entries(titles).map(([tableId, pairs]) => [tableId, new Map(pairs)]));
  }

  async cells(table: TableModel, recordIds: readonly string[], fields: readonly FieldModel[]) {
    const { cells } = await this.ask<CellsRow>(
      findCellsStatement(this.base, table, recordIds, fields, this.caller),
    );
    return new Map(Object.entries(cells));
  }

  async logged(seq: number): Promise<Change['changes'] | null> {
    const { base, caller } = this;
    const statement = new Statement(base.id);
    addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
    const { changes } = await this.ask<LoggedRow>(
      statement.finish(
        `SELECT ${GUARD_COLUMNS}, c.changes FROM ${GUARD_FROM}
          LEFT JOIN ${stateTable(base.id, 'change')} c ON c.seq = ${statement.bind(seq)}`,
      ),
    );
    return changes;
  }

  private async ask<Row extends GuardRow>(prepared: Prepared): Promise<Row> {
    const row = await this.database.row<Row>(prepared, this.caller.signal);
    this.models.judge(row, 'edit', this.base);
    return row;
  }
}
