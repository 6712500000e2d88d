'use client';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from '../kbd/kbd';

/** Shares one opening delay between neighbours: once one tooltip is open the next opens at once. */
export const TooltipProvider = Base.Provider;

/** Names the control it wraps when hovered or focused. Its child must accept a ref; it must have its own accessible name. */
export function Tooltip({
  label,
  shortcut,
  children,
}: {
  label: string;
  shortcut?: string;
  children: ReactElement;
}) {
  return (
    <Base.Root
      onOpenChange={(_, event) => {
        // An Escape that closes the tooltip still belongs to what is around it: a dialog closes at the first.
        if (event.reason === 'escape-key') event.allowPropagation();
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="motion-popover flex items-center gap-2 rounded-md bg-n12 px-2 py-1 text-xs font-medium text-n1">
            {label}
            {shortcut === undefined ? null : <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
