import { appError } from '@pyairtable/contracts';
import type { BasePlan } from '@pyairtable/core';
import type { Asked } from '../connection/database';
import type { ImportPlace } from './place-base';

/** What an import whose id is some other base's is told. */
export const idTaken = (cause: unknown) =>
  appError('INVALID_BASE_FILE', 'An id of the file is taken by another base', { cause });

/** Throws what importing the plan would throw now, and imports nothing. One statement. */
export async function checkPlan(
  database: Asked,
  { base }: BasePlan,
  { workspaceId }: ImportPlace,
): Promise<void> {
  const row = await database.row<{ taken: boolean; trashed: boolean; placed: boolean }>({
    text: `SELECT EXISTS (SELECT FROM api.base WHERE id = $1) AS taken,
      EXISTS (SELECT FROM api.base WHERE id = $1 AND deleted IS NOT NULL) AS trashed,
      $2::text IS NULL OR EXISTS (SELECT FROM api.workspace WHERE id = $2) AS placed`,
    parameters: [base.id, workspaceId ?? null],
  });
  if (!row.placed) throw appError('MODEL_ID_NOT_FOUND', 'Workspace not found');
  if (row.trashed)
    throw appError(
      'INVALID_BASE_FILE',
      'The base of this id is in the trash: restore it, or delete it for good',
    );
  if (row.taken)
    throw appError(
      'INVALID_BASE_FILE',
      `The base ${base.id} is here already: with --copy the file is imported as another beside it`,
    );
}
