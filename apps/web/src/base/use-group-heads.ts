'use client';
import type { Field, RowCell, Table, View, ViewGroup } from '@pyairtable/contracts';
import type { GridColumn, GridGroup, GroupHead } from '@pyairtable/grid';
import { useMemo } from 'react';
import { gridCell } from '@/cells/grid-cell';
import { summaryText } from '@/cells/summary-text';
import { type CollapsedGroups, useCollapsedGroups } from '@/views/collapsed-groups';
import { groupKeys } from '@/views/group-keys';
import { pathOf } from '@/views/group-path';
import { summaryWord } from '@/views/summary-words';
import { useBase } from './base-context';
import type { OpenRows } from './use-table-rows';

const NO_GROUPS: readonly ViewGroup[] = [];
const NO_FIELDS: readonly string[] = [];

/** The heads between a view's rows, what they and the bar beneath tell of its cells, and which are collapsed. */
export interface GroupHeads {
  groups: readonly GridGroup[];
  collapsed: CollapsedGroups;
  head: (index: number) => GroupHead;
  summary: (index: number, column: GridColumn) => string | undefined;
  viewSummary: (column: GridColumn) => string | undefined;
  /** The groups that a row stands in, from the outermost, by index. */
  around: (row: number) => number[];
  /** Shows what is in a group. */
  unfold: (index: number) => void;
  /** Collapses all of them, or none. */
  foldAll: (isCollapsed: boolean) => void;
  /** The view has more groups than are shown. */
  isTooMany: boolean;
}

export function useGroupHeads(table: Table, view: View | undefined, open: OpenRows | null): GroupHeads {
  const { user, reader } = useBase();
  const collapsed = useCollapsedGroups(user.id, view?.id);
  const told = open?.told ?? null;
  const groups = open?.groups ?? NO_GROUPS;
  const groupedBy = told?.groupedBy ?? NO_FIELDS;
  const keys = useMemo(() => groupKeys(groups, groupedBy), [groups, groupedBy]);
  const placed = useMemo(
    () => groups.map(({ level, start, count }, at) => ({ key: keys[at] ?? '', level, start, count })),
    [groups, keys],
  );
  const isTooMany = (view?.groups?.length ?? 0) > 0 && told !== null && told.groups === null;

  return useMemo((): GroupHeads => {
    const byId = new Map(table.fields.map((field) => [field.id, field]));
    const heads = new Map<number, GroupHead>();
    const said = (fieldId: string, summaries: ViewGroup['summaries']) => {
      const [field, kind, value] = [byId.get(fieldId), told?.kinds[fieldId], summaries[fieldId]];
      return field && kind && value !== undefined ? summaryText(kind, value, field, reader) : undefined;
    };
    return {
      groups: placed,
      collapsed,
      head(index) {
        const known = heads.get(index);
        if (known) return known;
        const made = headOf(groups[index], byId.get(groupedBy[groups[index]?.level ?? 0] ?? ''), reader);
        heads.set(index, made);
        return made;
      },
      summary: (index, { id }) => said(id, groups[index]?.summaries ?? {}),
      viewSummary({ id }) {
        const [field, kind] = [byId.get(id), view?.summaries?.[id]];
        if (!field || !kind) return undefined;
        // What was read last may be another summary.
        return (told?.kinds[id] === kind && said(id, told.summaries)) || summaryWord(kind, field);
      },
      around: (row) =>
        groups.flatMap(({ start, count }, at) => (start <= row && row < start + count ? [at] : [])),
      unfold(index) {
        const folded = pathOf(groups, index).flatMap((at) => keys[at] ?? []);
        if (folded.some((key) => collapsed.keys.has(key))) collapsed.set(folded, false);
      },
      foldAll: (isCollapsed) => collapsed.set(keys, isCollapsed),
      isTooMany,
    };
  }, [table, view?.summaries, reader, told, groups, groupedBy, keys, placed, collapsed, isTooMany]);
}

function headOf(
  group: ViewGroup | undefined,
  field: Field | undefined,
  reader: Parameters<typeof gridCell>[2],
): GroupHead {
  if (!group || !field) return { label: null, title: '' };
  const cell = group.cell as RowCell | undefined;
  // A box without a tick is no empty cell.
  const isShown = cell !== undefined || field.type === 'checkbox';
  return { label: isShown ? gridCell(cell, field, reader) : null, title: field.name };
}
