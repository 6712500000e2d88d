'use client';
import { Button, classNames, Popover } from '@pyairtable/ui';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ArrangeProps } from './arranging';

/** A control of the bar above the grid: quiet until the view is arranged by it, which it then says in few words. */
export function ArrangePopover({
  label,
  icon: Icon,
  says,
  className,
  children,
  open,
  onOpenChange,
}: Pick<ArrangeProps, 'open' | 'onOpenChange'> & {
  label: string;
  icon: LucideIcon;
  /** What the view is arranged by; undefined: by nothing. */
  says: string | undefined;
  className: string;
  children: ReactNode;
}) {
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button
          look="quiet"
          size="small"
          icon={<Icon size={16} strokeWidth={1.5} aria-hidden="true" />}
          className={classNames(
            'narrow-bar:px-1.5',
            says === undefined ? '' : '!bg-accent-soft !text-accent-text',
          )}
        >
          {/* In a narrow bar all of them fit beside each other by their icons alone. */}
          <span className="max-w-40 truncate narrow-bar:sr-only">{says ?? label}</span>
        </Button>
      }
      className={className}
    >
      {children}
    </Popover>
  );
}

/** How many of a thing, undefined of none: "2 fields". */
export const countOf = (count: number, one: string, many = `${one}s`): string | undefined =>
  count === 0 ? undefined : `${String(count)} ${count === 1 ? one : many}`;
