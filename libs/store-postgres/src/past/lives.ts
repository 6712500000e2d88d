import { appError, type Moment } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import type { Executor } from '../connection/database';
import { schemaName, stateTable } from '../sql/identifiers';
import { runText, type StructureDraft } from '../structure/change-structure';
import { lastEntryBy } from './last-entry';

type Run = StructureDraft['run'];

/** Where a moment of a base is kept: in the base, or in what it was before it was brought back in place. */
export interface Place {
  baseId: string;
  seq: number;
}

interface Life {
  id: string;
  /** Numbers of the first moment that it keeps, and of the last entry of its log. */
  from: number;
  until: number;
}

/** What a base was before it was brought back, the latest first: bases that are nobody's. */
async function formerLives(run: Run, baseId: string): Promise<Life[]> {
  const lives = await run<Life>(
    `SELECT id, (deleted->>'from')::bigint AS from, (deleted->>'until')::bigint AS until FROM api.base WHERE deleted->>'lifeOf' = $1 AND deleted ? 'until'`,
    [baseId],
  );
  return lives.sort((one, other) => other.until - one.until);
}

/** Ids of a base's former lives, and of copies that were to become it. */
export const livesOf = async (run: Run, baseId: string): Promise<string[]> =>
  (await run<{ id: string }>(`SELECT id FROM api.base WHERE deleted->>'lifeOf' = $1`, [baseId])).map(
    ({ id }) => id,
  );

/** Copies whose act ended before they became the base that they were made for. */
export const strandedLives = (run: Run): Promise<{ id: string; baseId: string }[]> =>
  run(
    `SELECT id, deleted->>'lifeOf' AS "baseId" FROM api.base
      WHERE deleted ? 'lifeOf' AND NOT deleted ? 'until' AND created_at < now() - interval '1 day' LIMIT 20`,
  );

/** The former life of a base that has the last entry below a number; undefined when none has. */
export const lifeBefore = async (run: Run, baseId: string, seq: number): Promise<Life | undefined> =>
  (await formerLives(run, baseId)).find(({ from }) => from < seq);

/** The life of a base whose log has the entry, the base itself where it has. */
export async function lifeWith(run: Run, baseId: string, seq: number): Promise<string> {
  const [head] = await run<{ keptFrom: number }>(
    `SELECT kept_from AS "keptFrom" FROM ${stateTable(baseId, 'head')} WHERE one`,
  );
  if (!head || seq >= head.keptFrom) return baseId;
  return (await formerLives(run, baseId)).findLast(({ until }) => until >= seq)?.id ?? baseId;
}

/** Where the base is kept as it was at a moment: as the last entry up to it left it. */
export async function placeOf(executor: Executor, baseId: string, moment: Moment): Promise<Place> {
  const run = runText(executor);
  if ('seq' in moment) return { baseId: await lifeWith(run, baseId, moment.seq), seq: moment.seq };
  for (const id of [baseId, ...(await formerLives(run, baseId)).map((life) => life.id)]) {
    const [last] = await run<{ seq: number | null }>(`SELECT ${lastEntryBy(id, '$1')} AS seq`, [moment.at]);
    if (typeof last?.seq === 'number') return { baseId: id, seq: last.seq };
  }
  throw appError('MOMENT_NOT_KEPT');
}

/** Hides a base: it is to become another, or is what another was up to an entry of its log. */
export async function hideLife(
  run: Run,
  id: string,
  lifeOf: string,
  kept?: Pick<Life, 'from' | 'until'>,
): Promise<void> {
  await run(
    `UPDATE api.base SET workspace_id = NULL, deleted = jsonb_build_object('lifeOf', $2::text) || $3::jsonb
      WHERE id = $1`,
    [id, lifeOf, JSON.stringify(kept ?? {})],
  );
  await run('DELETE FROM api.base_member WHERE base_id = $1', [id]);
}

/** Everything that the two bases keep in their schemas changes places. */
export async function swapSchemas(run: Run, one: string, other: string): Promise<void> {
  const between = newId('base');
  for (const [from, to] of [
    [one, between],
    [other, one],
    [between, other],
  ] as const)
    await run(`ALTER SCHEMA ${schemaName(from)} RENAME TO ${schemaName(to)}`);
}
