import type { Change, Field } from '@pyairtable/contracts';
import type {
  BaseModel,
  Caller,
  FieldModel,
  LoggedEntry,
  RecordLookup,
  RecordWrite,
  TableModel,
} from '@pyairtable/core';
import type { Transactor } from '../connection/database';
import type { Models } from '../model/with-model';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK, type GuardRow } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';
import { type CellsRow, findCellsStatement } from './find-cells';
import { findTitlesStatement, type TitlesRow } from './find-titles';
import { type NamedRow, titlesForWriteStatement } from './titles-of';
import { type MatchRow, matchRecordsStatement } from './match-records';

interface LoggedRow extends GuardRow, Pick<LoggedEntry, 'convertedSince'> {
  changes: Change['changes'] | null;
}

/** As the index of the entries that gave a field another type says it. */
export const CONVERTS = `'$[*] ? (@.action == "field.converted")'`;

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

  async titlesOf(ids: ReadonlyMap<string, ReadonlySet<string>>) {
    const { titles } = await this.ask<NamedRow>(titlesForWriteStatement(this.base, ids, this.caller));
    return new Map(Object.entries(titles));
  }

  async cells(table: TableModel, recordIds: readonly string[], fields: readonly FieldModel[]) {
    const { cells } = await this.ask<CellsRow>(
      findCellsStatement(this.base, table, recordIds, fields, this.caller),
    );
    return new Map(Object.entries(cells));
  }

  async logged(seq: number): Promise<LoggedEntry | null> {
    const { base, caller } = this;
    const statement = new Statement(base.id);
    addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
    const [log, number] = [stateTable(base.id, 'change'), statement.bind(seq)];
    const { changes, convertedSince } = await this.ask<LoggedRow>(
      statement.finish(
        `SELECT ${GUARD_COLUMNS}, c.changes, (SELECT coalesce(json_agg(e.change -> 'before' ORDER BY s.seq), '[]')
            FROM ${log} s, jsonb_array_elements(s.changes) AS e(change)
            WHERE s.seq > c.seq AND s.changes @? ${CONVERTS} AND e.change ->> 'action' = 'field.converted') AS "convertedSince"
          FROM ${GUARD_FROM} LEFT JOIN ${log} c ON c.seq = ${number} AND ${GUARD_OK}`,
      ),
    );
    return changes && { changes, convertedSince };
  }

  async former(fieldIds: readonly string[]) {
    const { base, caller } = this;
    const statement = new Statement(base.id);
    addGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
    const { former } = await this.ask<GuardRow & { former: Field[] }>(
      statement.finish(
        `SELECT ${GUARD_COLUMNS}, (SELECT coalesce(json_agg(e.change -> 'before' ORDER BY s.seq DESC), '[]')
            FROM ${stateTable(base.id, 'change')} s, jsonb_array_elements(s.changes) AS e(change)
            WHERE ${GUARD_OK} AND s.changes @? ${CONVERTS} AND e.change ->> 'action' = 'field.converted'
              AND e.change ->> 'fieldId' = ANY(${statement.bind(fieldIds)}::text[])) AS former
          FROM ${GUARD_FROM}`,
      ),
    );
    return former;
  }

  private async ask<Row extends GuardRow>(prepared: Prepared): Promise<Row> {
    const row = await this.database.for(this.caller).row<Row>(prepared);
    this.models.judge(row, 'edit', this.base);
    return row;
  }
}
