import { appError } from '@pyairtable/contracts';
import type { BasePlan } from '@pyairtable/core';
import type { Asked } from '../connection/database';
import type { ImportPlace } from './place-base';

/** What an import is told whose base is here already. */
const baseTaken = (baseId: string, cause?: unknown) =>
  appError(
    'INVALID_BASE_FILE',
    `The base ${baseId} is here already: with --copy the file is imported as another beside it`,
    { cause },
  );

/** What an import is told that violated a constraint of uniqueness. */
export const idTaken = (baseId: string, constraint: string, cause: unknown) =>
  constraint === 'base_pkey'
    ? baseTaken(baseId, cause)
    : appError('INVALID_BASE_FILE', 'An id of the file is taken', { cause });

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
  if (row.taken) throw baseTaken(base.id);
}
