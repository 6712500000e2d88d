import { randomUUID } from 'node:crypto';
import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import { windowIds } from './comparisons';
import type { ViewsBase } from './views-base';

const BLOCK = 500;
/** Somebody looks at the view meanwhile. */
const LOOK_EVERY = 20;

export interface BulkTimes {
  ids: number;
  deleted: number;
  undone: number;
  /** Records of those chosen that were left, and that are missing after the undo. */
  left: number;
  missing: number;
}

const msSince = (start: number) => performance.now() - start;

/** Deletes the first `count` rows of the view as a browser does, in ops of 500, and brings them back. */
export async function deleteAndUndo(
  store: Store,
  caller: Caller,
  base: ViewsBase,
  count: number,
): Promise<BulkTimes> {
  let start = performance.now();
  const chosen = async () => {
    const range = { view: base.view, start: 0, limit: count };
    const answer = JSON.parse(await store.rows.ids(caller, base.id, base.hosts, range)) as { ids: string[] };
    return answer.ids;
  };
  const ids = await chosen();
  const times = { ids: msSince(start), deleted: 0, undone: 0, left: 0, missing: 0 };
  const run = (op: object) =>
    store.ops.execute(caller, base.id, { id: randomUUID(), ...op } as Parameters<Store['ops']['execute']>[2]);
  const seqs: number[] = [];
  start = performance.now();
  for (let from = 0; from < ids.length; from += BLOCK) {
    const recordIds = ids.slice(from, from + BLOCK);
    seqs.push((await run({ kind: 'records.delete', tableId: base.hosts, recordIds })).seq);
    if (seqs.length % LOOK_EVERY === 0) await windowIds(store, caller, base, 0);
  }
  times.deleted = msSince(start);
  const asked = new Set(ids);
  times.left = (await chosen()).filter((id) => asked.has(id)).length;
  start = performance.now();
  for (const [at, seq] of seqs.reverse().entries()) {
    await run({ kind: 'records.restore', seq });
    if (at % LOOK_EVERY === 0) await windowIds(store, caller, base, 0);
  }
  times.undone = msSince(start);
  const back = new Set(await chosen());
  times.missing = ids.filter((id) => !back.has(id)).length;
  return times;
}
