import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '@pyairtable/core';
import type { Store } from '@pyairtable/store-postgres';
import { windowIds } from './comparisons';
import { recordId, type ViewsBase } from './views-base';

const WRITES_PER_S = 20;
/** A page reads its window again so often while rows may have moved. */
const LOOK_MS = 250;

export interface WatchedTimes {
  writes: number;
  windows: number[];
  /** Of the time in which a window was being read, none of it in parallel. */
  share: number;
}

/** Somebody writes cells that the view is sorted by, over links, and somebody watches it in the middle. */
export async function watchWrites(
  store: Store,
  caller: Caller,
  base: ViewsBase,
  rows: number,
  seconds: number,
): Promise<WatchedTimes> {
  const start = performance.now();
  const end = start + seconds * 1_000;
  const price = base.field('parts.Price');
  let writes = 0;
  const write = async () => {
    for (; performance.now() < end; writes += 1) {
      const due = start + (writes * 1_000) / WRITES_PER_S;
      if (due > performance.now()) await pause(due - performance.now());
      const records = [
        { id: recordId(((writes * 7_919) % rows) + 1), cells: { [price]: (writes * 31) % 99_991 } },
      ];
      await store.ops.execute(caller, base.id, {
        id: randomUUID(),
        kind: 'records.update',
        tableId: base.parts,
        records,
      });
    }
  };
  const windows: number[] = [];
  const watch = async () => {
    while (performance.now() < end) {
      const began = performance.now();
      await windowIds(store, caller, base, Math.floor(rows / 2));
      windows.push(performance.now() - began);
      await pause(LOOK_MS);
    }
  };
  await Promise.all([write(), watch()]);
  const spent = windows.reduce((sum, one) => sum + one, 0);
  return { writes, windows, share: spent / (performance.now() - start) };
}
