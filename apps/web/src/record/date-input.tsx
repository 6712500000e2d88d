'use client';
import { rawCellOf } from '@pyairtable/contracts';
import { IconButton, Popover } from '@pyairtable/ui';
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { Calendar } from '@/pickers/calendar';
import { dayIn, withDay } from '@/pickers/day';
import { InputError } from './input-error';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';
import { TextBox } from './text-box';
import { useTypedText } from './use-typed-text';

/** A date or date and time: typed as the field shows it, or picked from a month. */
export function DateInput(props: RecordInputProps) {
  const { field, cell, readOnly, write } = props;
  const { reader } = useBase();
  const typed = useTypedText(props);
  const [open, setOpen] = useState(false);
  const stored = rawCellOf(cell);
  return (
    <>
      <div className="relative flex items-center">
        <TextBox field={field} readOnly={readOnly} typed={typed} className="ps-2.5 pe-9" />
        {readOnly ? null : (
          <span className="absolute end-1 flex">
            <Popover
              label={`Calendar for ${field.name}`}
              align="end"
              open={open}
              onOpenChange={setOpen}
              trigger={
                <IconButton label="Open calendar" size="small">
                  <CalendarDays size={16} strokeWidth={1.5} aria-hidden="true" />
                </IconButton>
              }
              className="w-[264px]"
            >
              <Calendar
                day={dayIn(stored, field, reader.timeZone)}
                onPick={(day) => {
                  typed.drop();
                  tellUnwritten(
                    write({ type: 'value', value: withDay(stored, day, field, reader.timeZone) }),
                  );
                  setOpen(false);
                }}
              />
            </Popover>
          </span>
        )}
      </div>
      <InputError id={`error-${field.id}`} message={typed.error} />
    </>
  );
}
