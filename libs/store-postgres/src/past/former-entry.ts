import type { Change, Moment } from '@pyairtable/contracts';
import type { Executor } from '../connection/database';
import { stateTable } from '../sql/identifiers';
import { runText } from '../structure/change-structure';
import { lifeWith, placeOf } from './lives';

export interface KeptEntry {
  seq: number;
  at: string;
}

/** The last entry up to a moment, the present one where that is null, also of what the base was; undefined when it is not kept. */
export async function keptEntry(
  executor: Executor,
  baseId: string,
  moment: Moment | null,
): Promise<KeptEntry | undefined> {
  const place = moment ? await placeOf(executor, baseId, moment) : { baseId, seq: null };
  const [entry] = await runText(executor)<KeptEntry>(
    `SELECT c.seq, c.at::text AS at FROM ${stateTable(place.baseId, 'head')} h
      JOIN ${stateTable(place.baseId, 'change')} c ON c.seq = coalesce($1::bigint, h.seq)
      WHERE h.one AND c.seq BETWEEN h.kept_from AND h.seq`,
    [place.seq],
  );
  return entry;
}

/** What an entry says of a base before that was brought back; nothing when there is no such entry. */
export async function changesOfFormer(
  executor: Executor,
  baseId: string,
  seq: number,
): Promise<Change['changes']> {
  const run = runText(executor);
  const life = await lifeWith(run, baseId, seq);
  const [entry] = await run<Pick<Change, 'changes'>>(
    `SELECT changes FROM ${stateTable(life, 'change')} WHERE seq = $1`,
    [seq],
  );
  return entry?.changes ?? [];
}
