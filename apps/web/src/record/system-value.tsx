'use client';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import type { RecordInputProps } from './record-input';

/** A value that the system fills in. */
export function SystemValue({ field, cell }: RecordInputProps) {
  const { reader } = useBase();
  return (
    <p className="flex min-h-8 items-center px-2.5 text-sm text-n11">
      {cellText(reader, field, cell) || '—'}
    </p>
  );
}
