'use client';
import { idsOf } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { Avatar } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import type { RecordInputProps } from './record-input';

/** A value that the system fills in. */
export function SystemValue({ field, cell }: RecordInputProps) {
  const { reader } = useBase();
  const [person] = fieldType(field.type).family === 'person' ? idsOf(cell) : [];
  const text = cellText(reader, field, cell) || '—';
  return (
    <p className="flex min-h-8 items-center gap-2 px-2.5 text-sm text-n11">
      {person === undefined ? null : <Avatar userId={person} name={text} size="small" decorative />}
      {text}
    </p>
  );
}
