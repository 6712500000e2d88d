'use client';
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from '../class-names';
import { takeKeyboard } from '../keyboard/take-keyboard';
import { usePopup } from '../keyboard/use-popup';

export interface PopoverAnchor {
  getBoundingClientRect: () => DOMRect;
}

/**
 * A panel of controls beside its trigger (or an anchor rectangle); focus moves in, to the first text box where there is
 * one, and comes back.
 */
export function Popover({
  trigger,
  label,
  children,
  open: held,
  onOpenChange,
  anchor,
  align = 'start',
  side = 'bottom',
  className,
}: {
  trigger?: ReactElement;
  label: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  anchor?: PopoverAnchor | null;
  align?: 'start' | 'center' | 'end';
  side?: 'bottom' | 'left' | 'right' | 'top';
  className?: string;
}) {
  const { open, change, popup } = usePopup(held, onOpenChange);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        // Escape that closed something inside, such as a list of suggestions, has done its part.
        if (!next && details.event.defaultPrevented) details.cancel();
        else change(next, details);
      }}
    >
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Positioner
          sideOffset={4}
          collisionPadding={8}
          align={align}
          side={side}
          className="z-40"
          {...(anchor ? { anchor } : {})}
        >
          <Base.Popup
            ref={popup}
            aria-label={label}
            // Without a text box the first control has the focus, in the next frame.
            initialFocus={() => !takeKeyboard(popup.current)}
            className={classNames(
              'motion-popover max-h-[var(--available-height)] max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg bg-raised shadow-popover outline-none',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
