import type { Sharding } from '../sharding/sharding';
import { stateTable } from '../sql/identifiers';
import { createBaseSchema } from './base-schema';
import type { StructureDraft } from './change-structure';

/** A base as the catalogue lists it. */
export interface BaseRow {
  id: string;
  workspaceId: string;
  name: string;
  color?: string | undefined;
  icon?: string | undefined;
  /** Who made it. */
  ownerId: string;
}

export const DEFAULT_COLOR = 'blue';
export const DEFAULT_ICON = 'table';

/** Lists a base in the catalogue and makes its schema, with no table yet. */
export async function insertBase(
  run: StructureDraft['run'],
  { id, workspaceId, name, color = DEFAULT_COLOR, icon = DEFAULT_ICON, ownerId }: BaseRow,
  sharding: Sharding,
): Promise<void> {
  await run(
    'INSERT INTO api.base (id, workspace_id, name, color, icon, created_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, workspaceId, name, color, icon, ownerId],
  );
  for (const text of createBaseSchema(id, sharding)) await run(text);
}

/** A base that comes back under its id must have no version of its earlier life: replicas still hold models of that. */
export async function skipVersions(run: StructureDraft['run'], baseId: string): Promise<void> {
  await run(`UPDATE ${stateTable(baseId, 'head')} SET schema_version = (random() * 1e9)::integer`);
}
