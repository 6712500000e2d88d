'use client';
import type { RecordColors } from '@pyairtable/contracts';
import { givesColor, shownModel } from '@pyairtable/core';
import { FieldIcon, Select } from '@pyairtable/ui';
import { Palette } from 'lucide-react';
import { useMemo } from 'react';
import { useBase } from '@/base/base-context';
import { ArrangePopover } from './arrange-popover';
import type { ArrangeProps } from './arranging';
import { ColorRules, newRule, type Rules } from './color-rules';
import { type Change, useLatest } from './use-latest';
import { FilteredView } from './use-kept-filter-text';

/** The value of the choice between fields that stands for conditions. */
const BY_CONDITIONS = 'conditions';
const NO_COLORS = 'none';

/** How the records of the view are coloured: by a choice of theirs, or by conditions; every change applies at once. */
export function ColorRecords({ table, view, open, onOpenChange }: ArrangeProps) {
  const { base, actions } = useBase();
  const [colors, put] = useLatest<RecordColors | null>(
    view.colors ?? null,
    () => actions.viewNow(table.id, view.id)?.colors ?? null,
    (next) => actions.changeView(table.id, view.id, { colors: next }),
  );
  const filtered = useMemo(() => ({ table, view }), [table, view]);
  const model = useMemo(() => shownModel(base.tables).table(table.id), [base.tables, table.id]);
  const rules = colors && 'rules' in colors ? colors.rules : undefined;
  const field = colors && 'fieldId' in colors ? model.fieldById(colors.fieldId) : undefined;
  // A field that has become of another type colours nothing.
  const named = field && givesColor(field) ? field : undefined;
  const by = rules ? BY_CONDITIONS : (named?.id ?? NO_COLORS);
  const choose = (next: string) => {
    if (next === by) return;
    put(() => {
      if (next === NO_COLORS) return null;
      return next === BY_CONDITIONS ? { rules: [newRule([])] } : { fieldId: next };
    });
  };
  const change: Change<Rules> = (next) =>
    put((now) => {
      const made = now && 'rules' in now ? next(now.rules) : undefined;
      return made?.length === 0 ? null : made && { rules: made };
    });

  return (
    <ArrangePopover
      label="Colour"
      icon={Palette}
      says={rules ? 'Coloured by conditions' : named && `Coloured by ${named.name}`}
      open={open}
      onOpenChange={onOpenChange}
      className={rules ? 'w-[640px] p-3' : 'w-[280px] p-3'}
    >
      <Select
        label="Colour records by"
        value={by}
        options={[
          { value: NO_COLORS, label: 'Nothing' },
          { value: BY_CONDITIONS, label: 'Conditions' },
          ...model.fields.filter(givesColor).map(({ id, name, type }) => ({
            value: id,
            label: name,
            icon: <FieldIcon type={type} className="shrink-0 text-n11" />,
          })),
        ]}
        onChange={choose}
      />
      {rules ? (
        <FilteredView value={filtered}>
          <ColorRules rules={rules} table={model} onChange={change} />
        </FilteredView>
      ) : null}
    </ArrangePopover>
  );
}
