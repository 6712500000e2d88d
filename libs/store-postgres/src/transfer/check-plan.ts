import { appError } from '@pyairtable/contracts';
import type { BasePlan } from '@pyairtable/core';
import type { Transactor } from '../connection/database';
import type { ImportPlace } from './place-base';

/** What an import whose id is some other base's is told. */
export const idTaken = (cause?: unknown) =>
  appError('INVALID_BASE_FILE', 'An id of the file is taken by another base', { cause });

/** Throws what importing the plan would throw now, and imports nothing. One statement. */
export async function checkPlan(
  database: Transactor,
  { base, tables }: BasePlan,
  { workspaceId }: ImportPlace,
): Promise<void> {
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  const row = await database.row<{ taken: boolean; placed: boolean }>({
    text: `SELECT EXISTS (SELECT FROM api.base WHERE id = $1)
        OR EXISTS (SELECT FROM api."table" WHERE id = ANY($2::text[]))
        OR EXISTS (SELECT FROM api.field WHERE id = ANY($3::text[]))
        OR EXISTS (SELECT FROM api.view WHERE id = ANY($4::text[])) AS taken,
      $5::text IS NULL OR EXISTS (SELECT FROM api.workspace WHERE id = $5) AS placed`,
    parameters: [
      base.id,
      ids(tables),
      tables.flatMap(({ fields }) => ids(fields)),
      tables.flatMap(({ views }) => ids(views)),
      workspaceId ?? null,
    ],
  });
  if (!row.placed) throw appError('MODEL_ID_NOT_FOUND', 'Workspace not found');
  if (row.taken) throw idTaken();
}
