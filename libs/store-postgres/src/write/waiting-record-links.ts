import type { WaitingRecordLink } from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import { type Prepared, Statement } from '../sql/statement';

/** Answers the links that wait for one of the records, and lets them wait no longer: by the order of their key, as everybody takes them. */
export function takeWaitingStatement(baseId: string, recordIds: readonly string[]): Prepared {
  const statement = new Statement(baseId);
  const rows = stateTable(baseId, 'waiting_link');
  const ids = `${statement.bind(recordIds)}::text[]`;
  statement.part(
    'waiting',
    `SELECT w.ctid, w.pair_id, w.a, w.b FROM ${rows} w WHERE w.a = ANY(${ids}) OR w.b = ANY(${ids})
      ORDER BY w.a, w.b, w.pair_id FOR UPDATE`,
    { materialized: true },
  );
  statement.part('taken', `DELETE FROM ${rows} WHERE ctid = ANY(ARRAY(SELECT w.ctid FROM waiting w))`);
  return statement.finish(
    `SELECT coalesce(json_agg(json_build_object('pairId', w.pair_id, 'a', w.a, 'b', w.b)), '[]') AS waiting FROM waiting w`,
  );
}

/** Lets links wait for the records at their other end. */
export function keepWaitingStatement(baseId: string, links: readonly WaitingRecordLink[]): Prepared {
  const statement = new Statement(baseId);
  return statement.finish(
    `INSERT INTO ${stateTable(baseId, 'waiting_link')} (pair_id, a, b)
      SELECT l."pairId", l.a, l.b FROM jsonb_to_recordset(${statement.bind(JSON.stringify(links))}::jsonb) AS l("pairId" text, a text, b text)
      ORDER BY l.a, l.b, l."pairId" ON CONFLICT DO NOTHING`,
  );
}
