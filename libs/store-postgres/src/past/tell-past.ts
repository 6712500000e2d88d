import type { Change, RawCell } from '@pyairtable/contracts';
import { type BaseModel, type FieldModel, PastTable } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { stateTable } from '../sql/identifiers';
import { runText } from '../structure/change-structure';

const ENTRIES = 200;

/** Whether the cells of a field are kept when it is deleted or becomes another type. */
const isKept = ({ storage, filledBy }: FieldModel): boolean =>
  (storage.kind === 'column' || storage.kind === 'links') && filledBy?.from !== 'change';

/**
 * What all entries behind `seq` say of the base `past`, as it was then: by table. `told` hears how far the log has been
 * read, of 1.
 */
export async function tellPast(
  executor: Executor,
  past: BaseModel,
  seq: number,
  told: (part: number) => void = () => undefined,
): Promise<ReadonlyMap<string, PastTable>> {
  const run = runText(executor);
  const [log, kept] = [stateTable(past.id, 'change'), stateTable(past.id, 'past_cells')];
  const tables = new Map(past.tables.map(({ id }) => [id, new PastTable()]));
  const ends = await run<{ seq: number; fieldId: string }>(
    `SELECT seq, field_id AS "fieldId" FROM ${kept} WHERE part < 0 AND seq > $1 ORDER BY seq, field_id`,
    [seq],
  );
  const endField = async (end: (typeof ends)[number]) => {
    const place = past.locateField(end.fieldId);
    const table = place && tables.get(place.table.id);
    if (!table || !isKept(place.field) || table.hasEnded(end.fieldId)) return;
    const parts: Record<string, RawCell>[] = [];
    // One at a time: the text of all may be longer than a text can be here.
    for (let after = -1; ;) {
      const [one] = await run<{ part: number; cells: Record<string, RawCell> }>(
        `SELECT part, cells FROM ${kept} WHERE seq = $1 AND field_id = $2 AND part > $3 ORDER BY part LIMIT 1`,
        [end.seq, end.fieldId, after],
      );
      if (!one) break;
      parts.push(one.cells);
      after = one.part;
    }
    table.end(end.fieldId, parts);
  };
  for (let after = seq; ;) {
    const entries = await run<Pick<Change, 'seq' | 'changes'> & { head: number }>(
      `SELECT c.seq, c.changes, h.seq AS head FROM ${log} c, ${stateTable(past.id, 'head')} h
        WHERE c.seq > $1 ORDER BY c.seq LIMIT ${ENTRIES}`,
      [after],
    );
    for (const entry of entries) {
      while (ends[0] && ends[0].seq <= entry.seq) await endField(ends.shift() as (typeof ends)[number]);
      for (const change of entry.changes)
        if (change.kind === 'records') tables.get(change.tableId)?.tell(change);
      after = entry.seq;
    }
    const [first] = entries;
    if (first) told((after - seq) / (first.head - seq));
    if (entries.length < ENTRIES) return tables;
  }
}
