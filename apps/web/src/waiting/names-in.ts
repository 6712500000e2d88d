import type { BaseSchema, Op, RowCell } from '@pyairtable/contracts';
import { browserReader, cellText } from '@/cells/cell-context';

/** What an op names by ids: its records, the fields that it writes, and the choices, people and records that it puts into them. */
export type Names = Readonly<Record<string, string>>;

interface Known {
  base: Pick<BaseSchema, 'tables' | 'collaborators'>;
  cellsOf: (tableId: string, recordId: string) => Readonly<Record<string, RowCell>> | undefined;
}

interface NamingOptions {
  choices?: readonly { id: string; name: string }[];
  linkedTableId?: string;
}

/**
 * The names as who writes sees them: a choice that is taken out before the server refuses it has none any more. A record has
 * one where it is the only one.
 */
export function namesIn(op: Op, { base, cellsOf }: Known): Names {
  if (op.kind !== 'records.update' && op.kind !== 'records.create') return {};
  const table = base.tables.find(({ id }) => id === op.tableId);
  if (!table) return {};
  const names: Record<string, string> = {};
  const note = (id: string, name: string | undefined) => {
    if (name) names[id] = name;
  };
  const reader = browserReader(base);
  const titleOf = (tableId: string, id: string) => {
    const primary = reader.primaries.get(tableId);
    return primary && cellText(reader, primary, cellsOf(tableId, id)?.[primary.id]);
  };
  const [only] = op.records;
  if (op.kind === 'records.update' && only && op.records.length === 1)
    note(only.id as string, titleOf(table.id, only.id as string));
  for (const field of table.fields) {
    const cells = op.records.flatMap((record) => (field.id in record.cells ? [record.cells[field.id]] : []));
    if (cells.length === 0) continue;
    note(field.id, field.name);
    const { choices = [], linkedTableId } = (field.options ?? {}) as NamingOptions;
    const chosen = new Map(choices.map(({ id, name }) => [id, name]));
    for (const id of cells.flat().filter((one) => typeof one === 'string'))
      note(
        id,
        chosen.get(id) ??
          reader.users.get(id)?.name ??
          (linkedTableId === undefined ? undefined : titleOf(linkedTableId, id)),
      );
  }
  return names;
}
