'use client';
import { defaultChoiceColour } from '@pyairtable/field-types';
import { Button, CHOICE_COLORS, choiceColors, classNames, IconButton, INPUT_BOX, Popover } from '@pyairtable/ui';
import { Plus, X } from 'lucide-react';
import type { OptionsFormProps } from './field-options-form';

interface DraftChoice {
  id?: string;
  name: string;
  color?: string;
}

/** The choices of a select: names, colours, more, fewer. */
export function ChoicesForm({ options, onChange }: OptionsFormProps) {
  const choices = (options['choices'] ?? []) as DraftChoice[];
  const put = (next: DraftChoice[]) => onChange({ ...options, choices: next });
  const change = (at: number, part: Partial<DraftChoice>) => put(choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-n12">Choices</legend>
      <ul className="flex max-h-[220px] flex-col gap-1 overflow-y-auto">
        {choices.map((choice, at) => (
          <li key={choice.id ?? `new-${String(at)}`} className="flex items-center gap-1">
            <ColorButton name={choice.name} color={choice.color} onColor={(color) => change(at, { color })} />
            <input
              type="text"
              aria-label={`Choice ${String(at + 1)}`}
              autoFocus={choice.id === undefined && choice.name === ''}
              value={choice.name}
              maxLength={255}
              onChange={(event) => change(at, { name: event.target.value })}
              className={classNames(INPUT_BOX, 'h-7 px-2')}
            />
            <IconButton label={`Remove ${choice.name || 'choice'}`} size="small" onClick={() => put(choices.filter((_, index) => index !== at))}>
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
        onClick={() => put([...choices, { name: '', color: defaultChoiceColour(choices.length) }])}
      >
        Add choice
      </Button>
    </fieldset>
  );
}

function swatch(color: string | undefined) {
  const light = choiceColors(color, 'light').background;
  const dark = choiceColors(color, 'dark').background;
  return { backgroundColor: `light-dark(${light}, ${dark})` };
}

function ColorButton({ name, color, onColor }: { name: string; color: string | undefined; onColor: (color: string) => void }) {
  return (
    <Popover
      label={`Colour of ${name || 'the choice'}`}
      trigger={
        <button type="button" aria-label={`Colour of ${name || 'the choice'}`} className="flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-n4">
          <span className="size-4 rounded-full" style={swatch(color)} />
        </button>
      }
    >
      <div className="grid grid-cols-10 gap-1 p-2">
        {CHOICE_COLORS.map((one) => (
          <button
            key={one}
            type="button"
            aria-label={one}
            aria-pressed={one === color}
            onClick={() => onColor(one)}
            className="size-5 rounded-full aria-pressed:outline-2 aria-pressed:outline-accent aria-pressed:outline-offset-1"
            style={swatch(one)}
          />
        ))}
      </div>
    </Popover>
  );
}
