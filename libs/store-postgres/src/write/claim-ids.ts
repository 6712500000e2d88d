import { appError } from '@pyairtable/contracts';
import type { BaseModel, TableModel } from '@pyairtable/core';
import { tableName } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';

/** True when none of the ids stands in another table of the base, in any part after `addIdClaim`. */
export const IDS_FREE = '(SELECT claim_held.ok FROM claim_held)';

/**
 * Adds the parts that claim ids which a client made for records of a table: one id never stands in two tables of a
 * base. Other tables are looked through; a write to one of them that is under way is met at its claim, and waited for.
 */
export function addIdClaim(
  statement: Statement,
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
  when: string,
): void {
  const ids = [...new Set(recordIds)];
  const bound = `${statement.bind(ids)}::text[]`;
  // In the order of their ids, as whoever changes several tables locks them.
  const others = base.tables
    .filter(({ id }) => id !== table.id)
    .map(({ id }) => tableName(base.id, id))
    .sort();
  const found = others.map((rows) => `EXISTS (SELECT FROM ${rows} WHERE id = ANY(${bound}))`);
  statement.part('claim_found', `SELECT ${found.join(' OR ') || 'false'} AS elsewhere`, {
    materialized: true,
  });
  statement.part(
    'claim',
    `INSERT INTO api.record_claim AS c (base_id, id, table_id)
      SELECT ${statement.bind(base.id)}, i.id, ${statement.bind(table.id)} FROM claim_found, unnest(${bound}) AS i(id)
      WHERE NOT claim_found.elsewhere AND ${when} ORDER BY i.id
      ON CONFLICT (base_id, id) DO UPDATE SET claimed_at = now() WHERE c.table_id = excluded.table_id RETURNING c.id`,
  );
  statement.part('claim_held', `SELECT count(*) = ${statement.bind(ids.length)}::int AS ok FROM claim`, {
    materialized: true,
  });
}

/** The claim as a statement of its own, for a write of several; answers `free`. */
export function claimIdsStatement(
  base: BaseModel,
  table: TableModel,
  recordIds: readonly string[],
): Prepared {
  const statement = new Statement(base.id);
  addIdClaim(statement, base, table, recordIds, 'true');
  return statement.finish(`SELECT ${IDS_FREE} AS free`);
}

/** What a write is told whose record has an id that is in use. */
export const idInUse = (cause?: unknown) =>
  appError('INVALID_REQUEST_UNKNOWN', 'A record with this id already exists', { cause });
