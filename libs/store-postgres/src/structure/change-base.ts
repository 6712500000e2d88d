import type { StructureDraft } from './change-structure';

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
