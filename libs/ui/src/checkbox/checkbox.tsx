'use client';
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

/** A box with its label; press either, or Space. */
export function Checkbox({
  checked,
  onChange,
  children,
  disabled = false,
  mark,
  color,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  disabled?: boolean;
  /** Stands in the box while it is checked; a tick by default. */
  mark?: ReactNode;
  /** Of the checked box and its mark, as CSS; the accent by default. */
  color?: { background: string; text: string } | undefined;
}) {
  return (
    <label className="flex items-center gap-2 text-sm text-n12">
      <Base.Root
        checked={checked}
        disabled={disabled}
        style={checked && color ? { background: color.background, borderColor: color.background } : undefined}
        onCheckedChange={(next) => onChange(next)}
        className="flex size-4 shrink-0 items-center justify-center rounded-sm border border-n9 bg-n1 text-on-accent data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Indicator className="flex">
          <span className="flex" style={color ? { color: color.text } : undefined}>
            {mark ?? <Check size={12} strokeWidth={3} aria-hidden="true" />}
          </span>
        </Base.Indicator>
      </Base.Root>
      {children}
    </label>
  );
}
