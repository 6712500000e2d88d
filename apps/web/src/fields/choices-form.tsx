'use client';
import { defaultChoiceColour } from '@pyairtable/field-types';
import { Button, classNames, IconButton, INPUT_BOX } from '@pyairtable/ui';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { ColorButton } from './color-button';
import type { FormatProps } from './format-forms';
import { MoveHandle } from './move-handle';
import { moved } from './moved';

interface DraftChoice {
  id?: string;
  name: string;
  color?: string;
}

/** The choices of a select: names, colours, order, more, fewer. */
export function ChoicesForm({ options, onChange }: FormatProps) {
  const choices = (options['choices'] ?? []) as DraftChoice[];
  // One key per line: a line keeps its focus while it moves, and new choices have no id to go by.
  const [keys, setKeys] = useState(() => choices.map((_, at) => at));
  const [dragged, setDragged] = useState<number | null>(null);
  const put = (next: DraftChoice[]) => onChange({ ...options, choices: next });
  const change = (at: number, part: Partial<DraftChoice>) =>
    put(choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  const remove = (at: number) => {
    setKeys(keys.toSpliced(at, 1));
    put(choices.toSpliced(at, 1));
  };
  const add = () => {
    setKeys([...keys, Math.max(-1, ...keys) + 1]);
    put([
      ...choices,
      { name: '', color: defaultChoiceColour(choices.length, new Set(choices.map(({ color }) => color))) },
    ]);
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= choices.length || to === from) return;
    setKeys(moved(keys, from, to));
    put(moved(choices, from, to));
  };
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-n12">Choices</legend>
      <ul className="-m-0.5 flex max-h-[220px] flex-col gap-1 overflow-y-auto p-0.5">
        {choices.map((choice, at) => (
          <li
            key={keys[at]}
            className={classNames('flex items-center gap-1 rounded-md', dragged === keys[at] ? 'bg-n4' : '')}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              move(keys.indexOf(dragged), at);
            }}
          >
            <MoveHandle
              name={choice.name || 'the choice'}
              onMove={(by) => move(at, at + by)}
              onDrag={(dragging) => setDragged(dragging ? (keys[at] ?? null) : null)}
            />
            <ColorButton
              label={`Colour of ${choice.name || 'the choice'}`}
              color={choice.color}
              onColor={(color) => change(at, { color })}
            />
            <input
              type="text"
              aria-label={`Choice ${String(at + 1)}`}
              autoFocus={choice.id === undefined && choice.name === ''}
              value={choice.name}
              maxLength={255}
              onChange={(event) => change(at, { name: event.target.value })}
              onKeyDown={(event) => {
                // Enter goes on to the next choice; the form is sent by its button or from its other boxes.
                if (event.key !== 'Enter') return;
                event.preventDefault();
                if (choice.name.trim() !== '' && at === choices.length - 1) add();
              }}
              className={classNames(INPUT_BOX, 'h-7 px-2')}
            />
            <IconButton label={`Remove ${choice.name || 'choice'}`} size="small" onClick={() => remove(at)}>
              <X size={14} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        size="small"
        className="mt-1 -ms-1"
        icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
        onClick={add}
      >
        Add choice
      </Button>
    </fieldset>
  );
}
