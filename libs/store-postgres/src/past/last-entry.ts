import { stateTable } from '../sql/identifiers';

/** No transaction is open longer. */
const LONGEST = `interval '10 minutes'`;

/**
 * Expression: number of the last entry of a log by the time; NULL when there is none. An entry says when its transaction began,
 * and has its number from when that ended: what began by the time may stand behind what began after it, and was not there yet.
 * Numbers grow with times, give or take the longest transaction: the log is halved until an entry is found that is surely
 * earlier, and read from there on.
 */
export function lastEntryBy(baseId: string, time: string): string {
  const log = stateTable(baseId, 'change');
  const at = `${time}::timestamptz`;
  const middle = '(h.low + h.high) / 2';
  const early = `coalesce((SELECT c.at <= ${at} - ${LONGEST} FROM ${log} c WHERE c.seq <= ${middle} ORDER BY c.seq DESC LIMIT 1), true)`;
  const halves = `halves(low, high) AS (
      SELECT 0::bigint, coalesce((SELECT max(c.seq) FROM ${log} c), 0) + 1
      UNION ALL SELECT CASE WHEN m.early THEN m.seq ELSE m.low END, CASE WHEN m.early THEN m.high ELSE m.seq END
      FROM (SELECT h.low, h.high, ${middle} AS seq, ${early} AS early FROM halves h WHERE h.high - h.low > 1) m)`;
  const later = `SELECT n.seq FROM ${log} n WHERE n.at > ${at} AND n.seq > (SELECT max(h.low) FROM halves h) ORDER BY n.seq LIMIT 1`;
  return `(WITH RECURSIVE ${halves}
    SELECT c.seq FROM ${log} c WHERE c.seq < coalesce((${later}), 9223372036854775807) ORDER BY c.seq DESC LIMIT 1)`;
}
