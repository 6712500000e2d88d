import type { Draw } from '@pyairtable/testkit';
import { drawCells } from './draw-cells';
import { drawChange, type Keys } from './draw-structure';
import type { PlainBase } from './plain-base';
import type { Step } from './steps';

const MOST_RECORDS = 7;

/** One thing that somebody does to the base. */
export function drawStep(draw: Draw, keys: Keys, base: PlainBase): Step {
  for (;;) {
    const step = draw.chance(0.08) ? drawChange(draw, keys, base) : drawWrite(draw, keys, base);
    if (step) return step;
  }
}

function drawWrite(draw: Draw, keys: Keys, base: PlainBase): Step | undefined {
  const table = draw.one(base.tables);
  const there = table.records.map(({ key }) => key);
  const by = draw.chance(0.5) ? 'v0' : 'v1';
  if (there.length < 2) return drawCreation(draw, keys, base, table.key, by);
  switch (draw.one(['create', 'update', 'update', 'update', 'update', 'delete', 'restore'])) {
    case 'create':
      return there.length >= MOST_RECORDS ? undefined : drawCreation(draw, keys, base, table.key, by);
    case 'update':
      return {
        do: 'update',
        by,
        table: table.key,
        records: draw.some(there, 3, 1).map((key) => ({ key, cells: drawCells(draw, base, table, 4) })),
      };
    case 'delete':
      return { do: 'delete', by, key: keys.next('d'), table: table.key, records: draw.some(there, 2, 1) };
    default: {
      const { undone } = base;
      return undone.length > 0 ? { do: 'restore', deletion: draw.one(undone.slice(-2)) } : undefined;
    }
  }
}

function drawCreation(draw: Draw, keys: Keys, base: PlainBase, tableKey: string, by: 'v0' | 'v1'): Step {
  const table = base.table(tableKey);
  const made = Array.from({ length: draw.between(1, 3) }, () => keys.next('r'));
  // Over /v0 ids come with the answer only.
  const coming = by === 'v1' ? made : [];
  return {
    do: 'create',
    by,
    table: tableKey,
    records: made.map((key) => ({ key, cells: drawCells(draw, base, table, 8, coming) })),
  };
}
