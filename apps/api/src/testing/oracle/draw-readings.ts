import type { Draw } from '@pyairtable/testkit';
import { drawFormula } from './draw-formula';
import type { PlainBase, PlainField } from './plain-base';
import { PlainReads } from './plain-reads';
import type { Reading, Sorting } from './steps';

/** An order by up to two fields. */
export const drawSort = (draw: Draw, fields: readonly PlainField[], least = 0): Sorting[] =>
  draw
    .some(fields, 2, least)
    .map(({ key }) => ({ field: key, direction: draw.chance(0.5) ? 'asc' : 'desc' }));

/** A way to read a table: mostly as rows of our own programs, or through a list of the public API. */
export function drawReading(draw: Draw, base: PlainBase, tableKey: string): Reading {
  const table = base.table(tableKey);
  const { values } = new PlainReads(base);
  const way = draw.one(['rows', 'rows', 'rows', 'list', 'list', 'list', 'record', 'titles']);
  if (way === 'rows' || table.records.length === 0) return { read: 'rows', table: tableKey };
  const record = draw.one(table.records);
  if (way === 'record') return { read: 'record', table: tableKey, record: record.key };
  if (way === 'titles') {
    const title = values.title(table, record);
    // What letters beyond these are searched as is told by specs of that alone.
    const text = /^[\w.]+$/.test(title) ? title.slice(0, draw.between(1, 6)) : '';
    return { read: 'titles', table: tableKey, text };
  }
  return {
    read: 'list',
    table: tableKey,
    ...(draw.chance(0.6) ? { filter: drawFormula(draw, table.fields, values, 'filter') } : {}),
    sort: drawSort(draw, table.fields),
    pageSize: draw.one([2, 3, 100, 100]),
    form: draw.chance(0.3) ? 'string' : 'json',
  };
}
