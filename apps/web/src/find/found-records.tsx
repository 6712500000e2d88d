import type { BaseMatches, BaseSchema } from '@pyairtable/contracts';
import type { PaletteCommand } from '@pyairtable/ui/command-palette';
import { Rows3, Table2 } from 'lucide-react';
import { basePath } from '@/base/base-path';
import { type Reader, recordTitle } from '@/cells/cell-context';

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;

const open = (baseId: string, place: Parameters<typeof basePath>[1]) => () =>
  window.history.pushState(null, '', basePath(baseId, place));

/**
 * Records found in a base, as the palette offers them: those of the table at hand first, and which field shows the text where the
 * title does not. Tables for which there was no time stand behind them.
 */
export function foundRecords(
  { id: baseId, tables }: Pick<BaseSchema, 'id' | 'tables'>,
  { tables: found, unsearchedTableIds }: BaseMatches,
  here: { tableId: string; viewId: string | undefined },
  reader: Reader,
): PaletteCommand[] {
  const inOrder = [...found].sort(
    (a, b) => Number(b.tableId === here.tableId) - Number(a.tableId === here.tableId),
  );
  const records = inOrder.flatMap(({ tableId, matches }) => {
    const table = tables.find(({ id }) => id === tableId);
    if (!table) return [];
    return matches.map(({ recordId, title, fieldIds }): PaletteCommand => {
      const name = recordTitle(reader, tableId, title) || 'Unnamed record';
      const field = table.fields.find(({ id }) => id === fieldIds[0]);
      const isTitle = !field || fieldIds.includes(table.primaryFieldId);
      return {
        id: recordId,
        title: isTitle ? name : `${name} · ${field.name}`,
        group: `Records of ${table.name}`,
        icon: <Rows3 {...ICON} />,
        run: open(baseId, {
          tableId,
          ...(tableId === here.tableId && here.viewId ? { viewId: here.viewId } : {}),
          recordId,
        }),
      };
    });
  });
  const unsearched = tables
    .filter(({ id }) => unsearchedTableIds.includes(id))
    .map(({ id, name }): PaletteCommand => ({
      id: `unsearched ${id}`,
      title: name,
      group: 'Not searched, there was no time for it',
      icon: <Table2 {...ICON} />,
      run: open(baseId, { tableId: id }),
    }));
  return [...records, ...unsearched];
}
