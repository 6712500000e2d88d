import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';

/** Shows a field that was made in those views of its table that hide none, behind the others; one without a list shows all. */
export async function showInViews(
  { base, run }: Pick<StructureDraft, 'run' | 'base'>,
  tableId: string,
  fieldId: string,
): Promise<void> {
  const table = base.tableById(tableId);
  if (!table?.views.some(({ visibleFieldIds }) => visibleFieldIds)) return;
  await run(
    `UPDATE ${stateTable(base.id, 'view')}
      SET config = jsonb_set(config, '{visibleFieldIds}', config->'visibleFieldIds' || to_jsonb($2::text))
      WHERE table_id = $1 AND NOT config->'visibleFieldIds' ? $2 AND config->'visibleFieldIds' ?& ARRAY(
        SELECT id FROM ${stateTable(base.id, 'field')} WHERE table_id = $1 AND id NOT IN ($2, $3)
      )`,
    // The primary field is shown whether a list has it or not.
    [tableId, fieldId, table.primaryFieldId],
  );
}
