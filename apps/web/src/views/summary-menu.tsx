'use client';
import type { Field, SummaryKind, Table, View } from '@pyairtable/contracts';
import { shownModel, summaryKinds } from '@pyairtable/core';
import { Menu, MenuChoices, MenuHeading } from '@pyairtable/ui';
import { useMemo } from 'react';
import { useBase } from '@/base/base-context';
import { useCloseWhenGone } from '@/shell/use-close-when-gone';
import { summaryWord } from './summary-words';

export interface OpenSummaryMenu {
  field: Field;
  /** Of the column's place in the bar, in viewport pixels. */
  rect: DOMRect;
}

const NONE = 'none';

/** What is told of a field's cells in the bar beneath them and in the heads of groups. */
export function SummaryMenu({
  table,
  view,
  open,
  onClose,
}: {
  table: Table;
  view: View;
  open: OpenSummaryMenu;
  onClose: () => void;
}) {
  const { base, actions } = useBase();
  const { field, rect } = open;
  const kinds = useMemo(() => {
    const known = shownModel(base.tables).tableById(table.id)?.fieldById(field.id);
    return known && summaryKinds(known);
  }, [base.tables, table.id, field.id]);
  useCloseWhenGone(!kinds, onClose);
  if (!kinds) return null;
  const anchor = { getBoundingClientRect: () => rect };
  return (
    <Menu
      open
      label={`Summary of ${field.name}`}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      anchor={anchor}
    >
      <MenuHeading>{field.name}</MenuHeading>
      <MenuChoices<SummaryKind | typeof NONE>
        value={view.summaries?.[field.id] ?? NONE}
        onChange={(kind) =>
          void actions.changeView(table.id, view.id, {
            summaries: { [field.id]: kind === NONE ? null : kind },
          })
        }
        choices={[
          { value: NONE, label: 'None' },
          ...kinds.map((kind) => ({ value: kind, label: summaryWord(kind, field) })),
        ]}
      />
    </Menu>
  );
}
