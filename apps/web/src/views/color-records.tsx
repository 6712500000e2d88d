'use client';
import { type RecordColors, VIEW_LIMITS } from '@pyairtable/contracts';
import { givesColor, isToldByRow, shownModel } from '@pyairtable/core';
import { defaultChoiceColour } from '@pyairtable/field-types';
import { Button, FieldIcon, IconButton, Select } from '@pyairtable/ui';
import { Palette, Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useBase } from '@/base/base-context';
import { ColorButton } from '@/fields/color-button';
import { ArrangePopover, countOf } from './arrange-popover';
import type { ArrangeProps } from './arranging';
import { ConditionsForm } from './conditions-form';
import { useKeyedList, withoutPart, withPart } from './keyed-list';
import { type Change, useLatest } from './use-latest';
import { FilteredView } from './use-kept-filter-text';

type Rules = Extract<RecordColors, { rules: unknown }>['rules'];

/** The value of the choice between fields that stands for conditions. */
const BY_CONDITIONS = 'conditions';
const NO_COLORS = 'none';
const NONE: Rules = [];

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
  const newRule = (taken: Rules): Rules[number] => ({
    color: defaultChoiceColour(taken.length, new Set(taken.map(({ color }) => color))),
    filter: { conjunction: 'and', conditions: [] },
  });
  const choose = (next: string) => {
    if (next === by) return;
    put(() => {
      if (next === NO_COLORS) return null;
      return next === BY_CONDITIONS ? { rules: [newRule([])] } : { fieldId: next };
    });
  };
  const list = useKeyedList(rules ?? NONE);
  const change: Change<Rules> = (next) =>
    put((now) => {
      const made = now && 'rules' in now ? next(now.rules) : undefined;
      return made?.length === 0 ? null : made && { rules: made };
    });
  const changeRule = (key: number | undefined, next: (now: Rules[number]) => Rules[number] | undefined) =>
    change((now) => withPart(list, key, now, next));

  return (
    <ArrangePopover
      label="Colour"
      icon={Palette}
      says={rules ? countOf(rules.length, 'colour') : named && `Coloured by ${named.name}`}
      open={open}
      onOpenChange={onOpenChange}
      className="w-[640px] p-3"
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
          <ol aria-label="Colours" className="mt-3 flex flex-col gap-3">
            {rules.map((rule, at) => (
              <li key={list.keys[at]} className="flex items-start gap-2 rounded-md border border-n6 p-2">
                <ColorButton
                  name={`records of rule ${at + 1}`}
                  color={rule.color}
                  onColor={(color) => changeRule(list.keys[at], (now) => ({ ...now, color }))}
                />
                <div className="min-w-0 flex-1">
                  {rule.filter.conditions.length === 0 ? (
                    <p className="py-1 text-sm text-n11">
                      {at === 0 ? 'All records.' : 'All records that have no colour yet.'}
                    </p>
                  ) : null}
                  <ConditionsForm
                    group={rule.filter}
                    table={model}
                    isOffered={isToldByRow}
                    onChange={(next) =>
                      changeRule(list.keys[at], (now) => {
                        const filter = next(now.filter);
                        return filter && { ...now, filter };
                      })
                    }
                  />
                </div>
                <IconButton
                  label="Remove colour"
                  size="small"
                  onClick={() => change((now) => withoutPart(list, list.keys[at], now))}
                >
                  <Trash2 size={14} strokeWidth={1.5} aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ol>
          {rules.length < VIEW_LIMITS.colors ? (
            <Button
              look="quiet"
              size="small"
              className="mt-2 -ms-1"
              icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
              onClick={() => change((now) => [...now, newRule(now)])}
            >
              Add a colour
            </Button>
          ) : null}
        </FilteredView>
      ) : null}
    </ArrangePopover>
  );
}
