'use client';
import type { Table, View } from '@pyairtable/contracts';
import { Plus, Redo2, Rows3, Table2, Undo2, UserPlus } from 'lucide-react';
import { useCallback, useMemo, useRef, useLayoutEffect } from 'react';
import { usePageCommands } from '@/shell/palette-commands';
import { useBase } from './base-context';
import { basePath } from './base-path';
import { readTitles } from './read-titles';

const FOUND = 12;

/** What the palette can do on a base's page. */
export function useBaseCommands(
  table: Table,
  view: View | undefined,
  onAddRecord: () => void,
  onAddField: () => void,
): void {
  const { base, records, mayEdit, mayChangeSchema, share } = useBase();
  const acts = useRef({ addRecord: onAddRecord, addField: onAddField });
  useLayoutEffect(() => {
    acts.current = { addRecord: onAddRecord, addField: onAddField };
  });
  const commands = useMemo(() => {
    const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;
    return [
      ...(mayEdit
        ? [
            {
              id: 'add-record',
              title: 'Add a record',
              group: 'Record',
              icon: <Rows3 {...icon} />,
              run: () => acts.current.addRecord(),
            },
            {
              id: 'undo',
              title: 'Undo',
              group: 'Record',
              shortcut: 'Mod Z',
              icon: <Undo2 {...icon} />,
              run: () => records.undo(),
            },
            {
              id: 'redo',
              title: 'Redo',
              group: 'Record',
              shortcut: 'Mod Shift Z',
              icon: <Redo2 {...icon} />,
              run: () => records.redo(),
            },
          ]
        : []),
      ...(mayChangeSchema
        ? [
            {
              id: 'add-field',
              title: 'Add a field',
              group: 'Record',
              icon: <Plus {...icon} />,
              run: () => acts.current.addField(),
            },
          ]
        : []),
      {
        id: 'share',
        title: 'Share this base',
        group: 'Base',
        keywords: ['people', 'collaborators', 'invite'],
        icon: <UserPlus {...icon} />,
        run: share,
      },
      ...base.tables.map(({ id, name }) => ({
        id,
        title: name,
        group: 'Tables',
        icon: <Table2 {...icon} />,
        run: () => window.history.pushState(null, '', basePath(base.id, { tableId: id })),
      })),
    ];
  }, [base, records, mayEdit, mayChangeSchema, share]);
  const { id: tableId, name: tableName } = table;
  const viewId = view?.id;
  const find = useCallback(
    async (text: string, signal: AbortSignal) =>
      (await readTitles({ baseId: base.id, tableId, text, limit: FOUND }, signal)).map(({ id, title }) => ({
        id,
        title: title === '' ? 'Unnamed record' : title,
        group: `Records of ${tableName}`,
        icon: <Rows3 size={16} strokeWidth={1.5} aria-hidden="true" />,
        run: () => window.history.pushState(null, '', basePath(base.id, { tableId, viewId, recordId: id })),
      })),
    [base.id, tableId, viewId, tableName],
  );
  usePageCommands(commands, find);
}
