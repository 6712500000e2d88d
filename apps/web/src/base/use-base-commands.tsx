'use client';
import type { Table, View } from '@pyairtable/contracts';
import {
  ArrowUpDown,
  ChevronsDownUp,
  ChevronsUpDown,
  EyeOff,
  History,
  ListFilter,
  Palette,
  Plus,
  Redo2,
  Rows3,
  Search,
  Table2,
  Trash2,
  Undo2,
  UserPlus,
} from 'lucide-react';
import { useCallback, useMemo, useRef, useLayoutEffect } from 'react';
import { usePageCommands } from '@/shell/palette-commands';
import type { Arranging } from '@/views/arranging';
import { useMayArrange } from '@/views/use-may-arrange';
import { foundRecords } from '@/find/found-records';
import { readBaseMatches } from '@/find/read-base-matches';
import { useBase } from './base-context';
import { basePath } from './base-path';

/** Records found that are offered of each table. */
const FOUND = 8;

/** What the open table does when the palette asks. */
interface TableActs {
  addRecord: () => void;
  addField: () => void;
  arrange: (what: Arranging) => void;
  /** Collapses all groups, or none. */
  fold: (isCollapsed: boolean) => void;
  find: () => void;
}

/** What the palette can do on a base's page. */
export function useBaseCommands(table: Table, view: View | undefined, tableActs: TableActs): void {
  const { base, reader, records, mayEdit, mayChangeSchema, share, showTrash, showHistory } = useBase();
  const acts = useRef(tableActs);
  useLayoutEffect(() => {
    acts.current = tableActs;
  });
  const arrangesView = useMayArrange(view);
  const isGrouped = (view?.groups?.length ?? 0) > 0;
  const commands = useMemo(() => {
    const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;
    return [
      ...(mayEdit
        ? [
            {
              id: 'add-record',
              title: 'Add a record',
              group: 'Record',
              shortcut: 'Shift Enter',
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
            {
              id: 'trash',
              title: 'Trash',
              group: 'Base',
              keywords: ['deleted', 'restore'],
              icon: <Trash2 {...icon} />,
              run: showTrash,
            },
            {
              id: 'history',
              title: 'History and snapshots',
              group: 'Base',
              keywords: ['restore', 'versions', 'time', 'changes'],
              icon: <History {...icon} />,
              run: showHistory,
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
      ...(arrangesView
        ? [
            {
              id: 'sort',
              title: 'Sort records',
              group: 'View',
              keywords: ['order'],
              icon: <ArrowUpDown {...icon} />,
              run: () => acts.current.arrange('sort'),
            },
            {
              id: 'group',
              title: 'Group records',
              group: 'View',
              keywords: ['together', 'order'],
              icon: <Rows3 {...icon} />,
              run: () => acts.current.arrange('group'),
            },
            {
              id: 'filter',
              title: 'Filter records',
              group: 'View',
              keywords: ['where', 'condition'],
              icon: <ListFilter {...icon} />,
              run: () => acts.current.arrange('filter'),
            },
            {
              id: 'color',
              title: 'Colour records',
              group: 'View',
              keywords: ['color', 'conditional', 'highlight'],
              icon: <Palette {...icon} />,
              run: () => acts.current.arrange('colors'),
            },
            {
              id: 'hide-fields',
              title: 'Hide or show fields',
              group: 'View',
              icon: <EyeOff {...icon} />,
              run: () => acts.current.arrange('fields'),
            },
          ]
        : []),
      ...(isGrouped
        ? [
            {
              id: 'collapse-groups',
              title: 'Collapse all groups',
              group: 'View',
              keywords: ['fold'],
              icon: <ChevronsDownUp {...icon} />,
              run: () => acts.current.fold(true),
            },
            {
              id: 'expand-groups',
              title: 'Expand all groups',
              group: 'View',
              keywords: ['unfold'],
              icon: <ChevronsUpDown {...icon} />,
              run: () => acts.current.fold(false),
            },
          ]
        : []),
      {
        id: 'find',
        title: 'Find in view',
        group: 'View',
        keywords: ['search', 'look for'],
        shortcut: 'Mod F',
        icon: <Search {...icon} />,
        run: () => acts.current.find(),
      },
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
  }, [base, records, mayEdit, arrangesView, isGrouped, mayChangeSchema, share, showTrash, showHistory]);
  const { id: tableId } = table;
  const viewId = view?.id;
  const find = useCallback(
    async (text: string, signal: AbortSignal) =>
      foundRecords(
        base,
        await readBaseMatches(base.id, text, FOUND, reader, signal),
        { tableId, viewId },
        reader,
      ),
    [base, reader, tableId, viewId],
  );
  usePageCommands(commands, find);
}
