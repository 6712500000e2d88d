import type { View } from '@pyairtable/contracts';
import { type TableModel, viewWithin, viewWithout } from '@pyairtable/core';
import { isDeepStrictEqual } from 'node:util';
import { stateTable } from '../sql/identifiers';
import { putSettings, viewRow } from './change-views';
import type { StructureDraft } from './change-structure';
import type { KeptStructure } from './kept-structure';

type Config = Record<string, unknown>;
type Forgotten = KeptStructure['settings'][number];

interface LaterItem {
  seq: number;
  kept: KeptStructure;
}

/** The settings as they were before a view forgot, but for those that were changed since. */
function remembered(config: Config, { before, after }: Forgotten): Config {
  const changed = Object.keys(before).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]) && isDeepStrictEqual(config[key], after[key]),
  );
  return { ...config, ...Object.fromEntries(changed.map((key) => [key, before[key]])) };
}

/**
 * Gives views back what they forgot when entry `seq` deleted fields, setting by setting, where nobody arranged it anew. What they
 * forgot later is remembered first, the newest first, and forgotten again: fields come back in any order.
 */
export async function restoreSettings(
  { base, run, now }: Pick<StructureDraft, 'base' | 'run' | 'now'>,
  seq: number,
  settings: KeptStructure['settings'],
): Promise<void> {
  if (settings.length === 0) return;
  const [views, trash] = [stateTable(base.id, 'view'), stateTable(base.id, 'trash')];
  const viewIds = settings.map(({ viewId }) => viewId);
  const shown = await run<Pick<View, 'id' | 'name' | 'type'> & { config: Config }>(
    `SELECT id, name, type, config FROM ${views} WHERE id = ANY($1)`,
    [viewIds],
  );
  const later = await run<LaterItem>(
    `SELECT t.seq, t.kept FROM ${trash} t, LATERAL (SELECT coalesce((t.kept->>'since')::bigint, t.seq) AS since) d
      WHERE d.since >= $1 AND EXISTS (SELECT FROM jsonb_array_elements(t.kept->'settings') s WHERE s->>'viewId' = ANY($2))
      ORDER BY d.since DESC, t.seq DESC`,
    [seq, viewIds],
  );
  const { tables } = await now();
  const restored: Pick<Forgotten, 'viewId' | 'after'>[] = [];
  for (const forgotten of settings) {
    const view = shown.find(({ id }) => id === forgotten.viewId);
    if (!view) continue;
    const { config: shownNow, ...bare } = view;
    const table = tables.find(({ views: those }) => those.some(({ id }) => id === view.id)) as TableModel;
    const viewOf = (settingsThen: Config) => ({ ...bare, ...settingsThen }) as View;
    // Computed fields may be others by now than they were before they were in an error.
    const fitting = (left: View, { unfit = [] }: Forgotten) => viewRow(viewWithin(left, table, unfit)).config;
    const ofView = later.flatMap(({ kept }) => {
      const own = kept.settings.find(({ viewId }) => viewId === view.id);
      return own ? [{ own, fieldIds: kept.fields.map(({ id }) => id) }] : [];
    });
    const earlier = ofView.reduce((config, { own }) => remembered(config, own), shownNow);
    let config = fitting(viewOf(remembered(earlier, forgotten)), forgotten);
    for (const { own, fieldIds } of ofView.toReversed()) {
      own.before = config;
      config = fitting(viewWithout(viewOf(config), new Set(fieldIds)), own);
      own.after = config;
    }
    restored.push({ viewId: view.id, after: config });
  }
  await putSettings(run, base.id, restored);
  for (const item of later)
    await run(`UPDATE ${trash} SET kept = $2 WHERE seq = $1`, [item.seq, JSON.stringify(item.kept)]);
}
