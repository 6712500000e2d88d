import { atGate, logStructure, type StructureDependencies } from './change-structure';

/**
 * Notes in the log of each base in which somebody is that they are called otherwise: models of it are read anew, and so are
 * the cells in open windows that show the name. A base that cannot be told now shows it with its next change.
 */
export async function tellRenamed(
  dependencies: StructureDependencies,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const { database, feed } = dependencies;
  const bases = await database.rows<{ id: string }>({
    text: `SELECT b.id FROM api.base b WHERE b.workspace_id IN (SELECT w.workspace_id FROM api.workspace_member w WHERE w.user_id = $1)
      UNION SELECT m.base_id FROM api.base_member m WHERE m.user_id = $1`,
    parameters: [id],
  });
  const note = { action: 'collaborator.renamed', after: { userId: id, name } };
  for (const { id: baseId } of bases) {
    const told = await Promise.allSettled([
      atGate(dependencies, baseId, (executor) =>
        logStructure(executor, baseId, { userId: id, source: 'system' }, { notes: [note] }),
      ),
    ]);
    for (const one of told) if (one.status === 'fulfilled') feed.publish({ baseId, seq: one.value });
  }
}
