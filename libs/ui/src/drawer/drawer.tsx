'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { takeKeyboard } from '../keyboard/take-keyboard';
import { usePopup } from '../keyboard/use-popup';

/** A panel that slides in from the start edge on narrow screens; modal, closes on Escape or a press outside. */
export function Drawer({
  open,
  onOpenChange,
  label,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  children: ReactNode;
}) {
  const { change, popup } = usePopup(open, onOpenChange, true);
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Backdrop className="motion-fade fixed inset-0 z-30 bg-backdrop" />
        <Base.Popup
          ref={popup}
          initialFocus={() => !takeKeyboard(popup.current)}
          aria-label={label}
          className="motion-drawer fixed inset-y-0 start-0 z-30 flex w-[280px] max-w-[85vw] flex-col bg-n2 shadow-dialog outline-none"
        >
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
