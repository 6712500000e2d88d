'use client';
import { buttonOf } from '@pyairtable/contracts';
import { classNames, INPUT_BOX } from '@pyairtable/ui';
import { webAddress } from '@/cells/web-address';
import type { RecordInputProps } from './record-input';

/** A button that opens a web page; without one, or with an address of another kind, it opens nothing. */
export function ButtonInput({ cell }: RecordInputProps) {
  const { label = '', url = null } = buttonOf(cell) ?? {};
  const href = url === null ? '' : webAddress(url);
  const box = classNames(INPUT_BOX, 'inline-flex h-8 w-auto max-w-full items-center px-3');
  if (href === '') return <span className={classNames(box, 'text-n10')}>{label || '—'}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={box}>
      <span className="truncate">{label}</span>
    </a>
  );
}
