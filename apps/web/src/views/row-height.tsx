'use client';
import { ROW_HEIGHTS, type RowHeight } from '@pyairtable/contracts';
import { IconButton, Menu, MenuChoices, MenuHeading } from '@pyairtable/ui';
import { UnfoldVertical } from 'lucide-react';
import { useBase } from '@/base/base-context';
import type { ArrangeProps } from './arranging';

const NAMES: Record<RowHeight, string> = {
  short: 'Short',
  medium: 'Medium',
  tall: 'Tall',
  extraTall: 'Extra tall',
};

/** Heights of a grid's rows in pixels. */
export const ROW_PIXELS = { short: 32, medium: 56, tall: 88, extraTall: 128 } as const satisfies Record<
  RowHeight,
  number
>;

/** How tall the rows of the view are. */
export function RowHeightMenu({ table, view }: Pick<ArrangeProps, 'table' | 'view'>) {
  const { actions } = useBase();
  return (
    <Menu
      label="Row height"
      trigger={
        <IconButton label="Row height" size="small">
          <UnfoldVertical size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuHeading>Row height</MenuHeading>
      <MenuChoices
        value={view.rowHeight ?? 'short'}
        onChange={(rowHeight) => void actions.changeView(table.id, view.id, { rowHeight })}
        choices={ROW_HEIGHTS.map((value) => ({ value, label: NAMES[value] }))}
      />
    </Menu>
  );
}
