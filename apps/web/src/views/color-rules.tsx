'use client';
import { type RecordColors, VIEW_LIMITS } from '@pyairtable/contracts';
import { isToldByRow, type TableModel } from '@pyairtable/core';
import { defaultChoiceColour } from '@pyairtable/field-types';
import { Button, classNames, IconButton } from '@pyairtable/ui';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ColorButton } from '@/fields/color-button';
import { MoveHandle } from '@/fields/move-handle';
import { useFocusAdded } from '@/shell/use-focus-added';
import { ConditionsForm } from './conditions-form';
import { useKeyedList, withMoved, withoutPart, withPart } from './keyed-list';
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
  const { part, added } = useFocusAdded();
  const changeRule = (key: number | undefined, next: (now: Rules[number]) => Rules[number] | undefined) =>
    onChange((now) => withPart(list, key, now, next));
  const move = (key: number | undefined, by: number) => onChange((now) => withMoved(list, key, now, by));
  // Every change applies at once, so that a dragged one moves where it is let go, not at each that it passes.
  const [dragged, setDragged] = useState<number | undefined>();
  const [over, setOver] = useState<number | undefined>();
  const from = dragged === undefined ? -1 : list.keys.indexOf(dragged);
  return (
    <>
      <ol aria-label="Colours" className="mt-3 flex flex-col gap-3">
        {rules.map((rule, at) => {
          const key = list.keys[at];
          const number = String(at + 1);
          const name = `Colour ${number}`;
          return (
            <li
              key={key}
              onDragOver={(event) => {
                if (from < 0) return;
                event.preventDefault();
                setOver(key);
              }}
              onDrop={(event) => {
                if (from < 0) return;
                event.preventDefault();
                move(dragged, at - from);
              }}
              className={classNames(
                'rounded-md border p-2',
                from >= 0 && over === key && dragged !== key ? 'border-accent' : 'border-n6',
                dragged === key ? 'bg-n4' : '',
              )}
            >
              <div className="flex items-center gap-1">
                {rules.length > 1 ? (
                  <MoveHandle
                    name={`colour ${number}`}
                    onMove={(by) => move(key, by)}
                    onDrag={(dragging) => {
                      setDragged(dragging ? key : undefined);
                      setOver(undefined);
                    }}
                  />
                ) : null}
                <span ref={part} className="contents">
                  <ColorButton
                    label={name}
                    color={rule.color}
                    onColor={(color) => changeRule(key, (now) => ({ ...now, color }))}
                  />
                </span>
                <span className="min-w-0 flex-1 text-sm text-n12">{name}</span>
                {rules.length > 1 ? (
                  <>
                    <IconButton
                      label={`Move colour ${number} up`}
                      size="small"
                      aria-disabled={at === 0}
                      onClick={() => move(key, -1)}
                    >
                      <ArrowUp size={14} strokeWidth={1.5} aria-hidden="true" />
                    </IconButton>
                    <IconButton
                      label={`Move colour ${number} down`}
                      size="small"
                      aria-disabled={at === rules.length - 1}
                      onClick={() => move(key, 1)}
                    >
                      <ArrowDown size={14} strokeWidth={1.5} aria-hidden="true" />
                    </IconButton>
                  </>
                ) : null}
                <IconButton
                  label={`Remove colour ${number}`}
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
          onClick={() => {
            if (onChange((now) => [...now, newRule(now)])) added();
          }}
        >
          Add a colour
        </Button>
      ) : null}
    </>
  );
}
