'use client';
import { classNames, INPUT_BOX, Popover, READ_BOX } from '@pyairtable/ui';
import { ChevronDown } from 'lucide-react';
import { Fragment, useId, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { typesLetter } from '@/pickers/types-letter';

/** A box that shows what was picked and opens a picker below it: when it is pressed, or typed on. */
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
  /** `close` gives the box the keyboard back at once; `typed` is what the list was opened with. */
  picker: (close: () => void, typed: string) => ReactNode;
}) {
  const contentId = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [turn, setTurn] = useState(0);
  const change = (next: boolean, text = '') => {
    setOpen(next);
    if (!next) return;
    setTyped(text);
    setTurn((count) => count + 1);
  };
  // Within the press that closes it: Tab goes on from the box.
  const close = () => flushSync(() => setOpen(false));
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
      onOpenChange={change}
      className="w-[320px]"
      trigger={
        <button
          type="button"
          // The field, and what is seen in the box: who speaks to the page says either.
          aria-labelledby={`${labelId} ${contentId}`}
          onKeyDown={(event) => {
            if (!typesLetter(event)) return;
            event.preventDefault();
            change(true, event.key);
          }}
          className={box}
        >
          <span id={contentId} className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
            {content}
          </span>
          <ChevronDown size={16} strokeWidth={1.5} className="shrink-0 text-n10" aria-hidden="true" />
        </button>
      }
    >
      {/* Anew each time: the one before stays while it fades. */}
      <Fragment key={turn}>{picker(close, typed)}</Fragment>
    </Popover>
  );
}
