'use client';
import { classNames, INPUT_BOX, Popover, READ_BOX } from '@pyairtable/ui';
import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';

/** A box that shows what was picked and opens a picker below it. */
export function PickerBox({
  label,
  labelId,
  readOnly,
  empty,
  shown,
  picker,
}: {
  label: string;
  labelId: string;
  readOnly: boolean;
  /** Text while nothing is picked. */
  empty: string;
  shown: ReactNode;
  picker: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const box = classNames(
    readOnly ? READ_BOX : INPUT_BOX,
    'flex min-h-8 items-center gap-1.5 px-2.5 py-1 text-start',
  );
  const content = shown ?? <span className="text-n10">{readOnly ? '' : empty}</span>;
  if (readOnly) return <div className={box}>{content}</div>;
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      className="w-[320px]"
      trigger={
        <button type="button" aria-labelledby={labelId} className={box}>
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-1">{content}</span>
          <ChevronDown size={16} strokeWidth={1.5} className="shrink-0 text-n10" aria-hidden="true" />
        </button>
      }
    >
      {picker(() => setOpen(false))}
    </Popover>
  );
}
