'use client';
import type { PromptPart } from '@pyairtable/contracts';
import { classNames, INPUT_BOX } from '@pyairtable/ui';
import { useId, useState } from 'react';
import type { OptionsFormProps } from './options-form-props';
import { promptParts, promptText } from './prompt-text';

/** The prompt by which a model writes the cells. */
export function PromptForm({ options, onChange, table }: OptionsFormProps) {
  const id = useId();
  const [text, setText] = useState(() => promptText((options['prompt'] ?? []) as PromptPart[], table.fields));
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium text-n11">
        Prompt
      </label>
      <textarea
        id={id}
        rows={4}
        maxLength={20_000}
        value={text}
        placeholder="Sum up {Notes}"
        onChange={(event) => {
          setText(event.target.value);
          onChange({ prompt: promptParts(event.target.value, table.fields) });
        }}
        className={classNames(INPUT_BOX, 'resize-y px-2.5 py-1.5')}
      />
      <p className="text-xs text-n11">Fields stand in braces. Cells stay empty until a model is connected.</p>
    </div>
  );
}
