'use client';
import { Checkbox } from '@pyairtable/ui';
import type { RecordInputProps } from './record-input';

/** Yes or no. */
export function CheckboxInput({ field, cell, readOnly, write }: RecordInputProps) {
  return (
    <div className="flex h-8 items-center">
      <Checkbox
        checked={cell === true}
        disabled={readOnly}
        onChange={(checked) => void write({ type: 'checked', checked })}
      >
        <span className="sr-only">{field.name}</span>
      </Checkbox>
    </div>
  );
}
