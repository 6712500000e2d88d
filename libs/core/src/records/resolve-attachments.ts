import { appError } from '@pyairtable/contracts';
import { keepAttachments, wrongAttachment } from '@pyairtable/field-types';
import type { Cells } from '../cells/write-input';
import type { TableModel } from '../model/table-model';
import type { RecordLookup } from './record-plan';
import type { UnresolvedRecord } from './resolve-names';

/**
 * The records with the files that their cells keep as they are stored, looked up only when there are some; one that
 * somebody else takes out before the write comes back with it. Throws INVALID_ATTACHMENT_OBJECT for a file that the cell
 * does not have.
 */
export async function resolveAttachments(
  table: TableModel,
  records: readonly UnresolvedRecord[],
  lookup: Pick<RecordLookup, 'cells'>,
): Promise<readonly UnresolvedRecord[]> {
  const keeping = records.flatMap(({ id, needs }) =>
    needs.filter(({ needs: { attachments } }) => attachments).map(({ fieldId }) => ({ id, fieldId })),
  );
  if (keeping.length === 0) return records;
  const recordIds = [...new Set(keeping.map(({ id }) => id))];
  const fields = [...new Set(keeping.map(({ fieldId }) => fieldId))].map((id) => table.field(id));
  const stored = await lookup.cells(table, recordIds, fields);
  return records.map((record) => withFiles(table, record, stored.get(record.id) ?? {}));
}

function withFiles(table: TableModel, record: UnresolvedRecord, stored: Cells): UnresolvedRecord {
  const cells: Cells = { ...record.cells };
  const needs = record.needs.filter(({ fieldId, needs: { attachments } }) => {
    if (!attachments) return true;
    const kept = keepAttachments(cells[fieldId] ?? null, stored[fieldId] ?? null, attachments);
    if (kept === undefined) {
      const { type, message } = wrongAttachment({ fieldName: table.field(fieldId).name });
      throw appError(type, message);
    }
    cells[fieldId] = kept;
    return false;
  });
  return { id: record.id, cells, needs };
}
