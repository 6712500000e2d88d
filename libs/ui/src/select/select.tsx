'use client';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { usePopup } from '../keyboard/use-popup';
import { INPUT_BOX } from '../text-input/text-input';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  icon?: ReactNode;
}

/** One choice out of a short fixed list, typed ahead by its first letters. */
export function Select<V extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  disabled = false,
  describedBy,
  className,
}: {
  label: string;
  hideLabel?: boolean;
  value: V;
  options: readonly SelectOption<V>[];
  onChange: (value: V) => void;
  disabled?: boolean;
  /** Id of the text that explains it, such as why it is disabled. */
  describedBy?: string | undefined;
  className?: string;
}) {
  const { open, change, popup } = usePopup(undefined, undefined);
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      {hideLabel ? null : (
        <span aria-hidden="true" className="text-sm font-medium text-n12">
          {label}
        </span>
      )}
      <Base.Root
        open={open}
        onOpenChange={change}
        items={options}
        value={value}
        disabled={disabled}
        onValueChange={(next) => {
          // Told of each further letter of the one that is chosen, too.
          if (next !== null && next !== value) onChange(next);
        }}
      >
        <Base.Trigger
          aria-label={label}
          aria-describedby={describedBy}
          className={classNames(INPUT_BOX, 'flex h-8 items-center gap-2 px-2.5 text-start')}
        >
          <Base.Value className="min-w-0 flex-1 truncate">
            {(chosen: V) => {
              const option = options.find((one) => one.value === chosen);
              return (
                <span className="flex items-center gap-2">
                  {option?.icon}
                  <span className="truncate">{option?.label ?? chosen}</span>
                </span>
              );
            }}
          </Base.Value>
          <Base.Icon className="text-n10">
            <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
            <Base.Popup
              ref={popup}
              className="motion-popover max-h-[min(320px,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-lg bg-raised p-1 shadow-popover outline-none"
            >
              <Base.List>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    className="flex h-8 items-center gap-2 rounded-md px-2 text-sm text-n12 outline-none select-none data-highlighted:bg-n4"
                  >
                    {option.icon}
                    <Base.ItemText className="flex-1">{option.label}</Base.ItemText>
                    <Base.ItemIndicator className="text-accent-text">
                      <Check size={16} strokeWidth={2} aria-hidden="true" />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
