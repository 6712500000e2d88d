import type { StructureDraft } from './change-structure';
import { dropBaseSchema } from './base-schema';

export interface BaseChange {
  name?: string | undefined;
  color?: string | undefined;
  icon?: string | undefined;
}

/** Changes how a base is called and shown. */
export async function changeBase({ base, run, note }: StructureDraft, change: BaseChange): Promise<void> {
  const before = { name: base.name, color: base.color, icon: base.icon };
  const after = {
    name: change.name ?? base.name,
    color: change.color ?? base.color,
    icon: change.icon ?? base.icon,
  };
  await run('UPDATE api.base SET name = $2, color = $3, icon = $4 WHERE id = $1', [
    base.id,
    after.name,
    after.color,
    after.icon,
  ]);
  note({ action: 'base.updated', before, after });
}

/** Deletes a base with everything in it, its log included. */
export async function deleteBase(run: StructureDraft['run'], baseId: string): Promise<void> {
  await run(dropBaseSchema(baseId));
  await run('DELETE FROM api.base WHERE id = $1', [baseId]);
}
