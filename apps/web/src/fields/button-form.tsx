'use client';
import { TextInput } from '@pyairtable/ui';
import type { OptionsFormProps } from './options-form-props';

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** What a button says and opens. */
export function ButtonForm({ options, onChange }: OptionsFormProps) {
  return (
    <>
      <TextInput
        label="Label"
        maxLength={255}
        value={textOf(options['label'])}
        onChange={(event) => onChange({ ...options, label: event.target.value })}
      />
      <TextInput
        label="Address"
        placeholder="https://…"
        value={textOf(options['url'])}
        onChange={(event) => onChange({ ...options, url: event.target.value })}
      />
    </>
  );
}
