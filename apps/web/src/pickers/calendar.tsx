'use client';
import { classNames, IconButton } from '@pyairtable/ui';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState, type MouseEvent } from 'react';
import { monthAfter, monthWeeks, today } from './day';

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const dayName = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' });

/** A month to pick a day from; follows `day` unless another month was paged to. */
export function Calendar({ day, onPick }: { day: string | null; onPick: (day: string) => void }) {
  const now = today();
  const [paged, setPaged] = useState<{ from: string | null; month: string } | null>(null);
  const month = paged && paged.from === day ? paged.month : (day ?? now).slice(0, 7);
  const page = (months: number) => setPaged({ from: day, month: monthAfter(month, months) });
  // A press must not take the focus from the text box beside it, which would end the edit.
  const keepFocus = { onMouseDown: (event: MouseEvent) => event.preventDefault() };
  return (
    <div className="p-2" {...keepFocus}>
      <div className="mb-1 flex items-center justify-between">
        <IconButton label="Previous month" size="small" tabIndex={-1} onClick={() => page(-1)}>
          <ChevronLeft size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
        <span className="text-sm font-medium" aria-live="polite">
          {monthName.format(Date.parse(`${month}-01T00:00:00Z`))}
        </span>
        <IconButton label="Next month" size="small" tabIndex={-1} onClick={() => page(1)}>
          <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      </div>
      <div className="grid grid-cols-7 gap-px text-center text-xs">
        {WEEKDAYS.map((name) => (
          <span key={name} className="py-1 text-n11" aria-hidden="true">
            {name}
          </span>
        ))}
        {monthWeeks(month)
          .flat()
          .map((one) => (
            <button
              key={one}
              type="button"
              tabIndex={-1}
              aria-label={dayName.format(Date.parse(`${one}T00:00:00Z`))}
              aria-pressed={one === day}
              onClick={() => onPick(one)}
              className={classNames(
                'flex h-8 items-center justify-center rounded-md tabular-nums',
                one === day ? 'bg-accent font-semibold text-on-accent' : 'hover:bg-n4',
                one !== day && one === now ? 'font-semibold text-accent-text' : '',
                one !== day && one !== now && !one.startsWith(month) ? 'text-n10' : '',
              )}
            >
              {Number(one.slice(8))}
            </button>
          ))}
      </div>
    </div>
  );
}
