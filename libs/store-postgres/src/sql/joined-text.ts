import { LIMITS, type SqlValue, textSql } from '@pyairtable/formula';
import type { LinkedRows } from './linked-rows';

/** The linked records' values that are not blank as one text; `value` is one of them, no list. */
export function joinedText(linked: LinkedRows, value: SqlValue, separator: string): SqlValue {
  const { value: own, error } = value;
  const text = textSql(value, linked.row.builder()).value;
  const isKept = `${error === null ? '' : `NOT ${error} AND `}${own} IS NOT NULL`;
  const between = `${linked.owner.statement.bind(separator)}::text`;
  const joined = linked.column(`string_agg(${text}, ${between} ${linked.order()}) FILTER (WHERE ${isKept})`);
  const failed = error === null ? [] : [`coalesce(${linked.column(`bool_or(${error})`)}, false)`];
  const long = `(octet_length(coalesce(${joined}, '')) > ${LIMITS.textLength} AND formula.too_long(${joined}))`;
  return {
    type: 'text',
    value: `coalesce(${joined}, '')`,
    error: `(${[...failed, long].join(' OR ')})`,
    atomic: false,
    present: true,
  };
}
