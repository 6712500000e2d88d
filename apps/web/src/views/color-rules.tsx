'use client';
import { type RecordColors, VIEW_LIMITS } from '@pyairtable/contracts';
import { isToldByRow, type TableModel } from '@pyairtable/core';
import { defaultChoiceColour } from '@pyairtable/field-types';
import { Button, IconButton } from '@pyairtable/ui';
import { Plus, Trash2 } from 'lucide-react';
import { ColorButton } from '@/fields/color-button';
import { ConditionsForm } from './conditions-form';
import { useKeyedList, withoutPart, withPart } from './keyed-list';
import type { Change } from './use-latest';

export type Rules = Extract<RecordColors, { rules: unknown }>['rules'];

/** The colour that comes after others: for all records until it has conditions. */
export const newRule = (taken: Rules): Rules[number] => ({
  color: defaultChoiceColour(taken.length, new Set(taken.map(({ color }) => color))),
  filter: { conjunction: 'and', conditions: [] },
});

/** Colours with the conditions under which records have them: a record has the first that fits. */
export function ColorRules({
  rules,
  table,
  onChange,
}: {
  rules: Rules;
  table: TableModel;
  onChange: Change<Rules>;
}) {
  const list = useKeyedList(rules);
  const changeRule = (key: number | undefined, next: (now: Rules[number]) => Rules[number] | undefined) =>
    onChange((now) => withPart(list, key, now, next));
  return (
    <>
      <ol aria-label="Colours" className="mt-3 flex flex-col gap-3">
        {rules.map((rule, at) => {
          const key = list.keys[at];
          const name = `Colour ${String(at + 1)}`;
          return (
            <li key={key} className="rounded-md border border-n6 p-2">
              <div className="flex items-center gap-1">
                <ColorButton
                  label={name}
                  color={rule.color}
                  onColor={(color) => changeRule(key, (now) => ({ ...now, color }))}
                />
                <span className="min-w-0 flex-1 text-sm text-n12">{name}</span>
                <IconButton
                  label={`Remove colour ${String(at + 1)}`}
                  size="small"
                  onClick={() => onChange((now) => withoutPart(list, key, now))}
                >
                  <Trash2 size={14} strokeWidth={1.5} aria-hidden="true" />
                </IconButton>
              </div>
              <div className="mt-1">
                {rule.filter.conditions.length === 0 ? (
                  <p className="px-1 py-1 text-sm text-n11">
                    {at === 0 ? 'All records.' : 'All records that have no colour yet.'}
                  </p>
                ) : null}
                <ConditionsForm
                  group={rule.filter}
                  table={table}
                  isOffered={isToldByRow}
                  onChange={(next) =>
                    changeRule(key, (now) => {
                      const filter = next(now.filter);
                      return filter && { ...now, filter };
                    })
                  }
                />
              </div>
            </li>
          );
        })}
      </ol>
      {rules.length < VIEW_LIMITS.colors ? (
        <Button
          look="quiet"
          size="small"
          className="mt-2 -ms-1"
          icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
          onClick={() => onChange((now) => [...now, newRule(now)])}
        >
          Add a colour
        </Button>
      ) : null}
    </>
  );
}
