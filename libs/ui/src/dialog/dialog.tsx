'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { IconButton } from '../icon-button/icon-button';
import { takeKeyboard } from '../keyboard/take-keyboard';
import { usePopup } from '../keyboard/use-popup';

/**
 * A modal box in the middle of the page: traps focus, closes on Escape, gives focus back. The first text box has the
 * focus; one with `autoFocus` would take it too early, before the dialog knows where it came from.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  width = 'medium',
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  width?: 'medium' | 'wide';
}) {
  const { change, popup } = usePopup(open, onOpenChange, true);
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        {/* Over another dialog too: only the one on top is to be used. */}
        <Base.Backdrop forceRender className="motion-fade fixed inset-0 z-40 bg-backdrop" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-center justify-center p-4">
          <Base.Popup
            ref={popup}
            // Not the close button: what a person came to do is further down.
            initialFocus={() => {
              takeKeyboard(popup.current);
              return false;
            }}
            className={classNames(
              'motion-dialog flex max-h-full w-full flex-col overflow-hidden rounded-lg bg-raised shadow-dialog outline-none',
              width === 'wide' ? 'max-w-[640px]' : 'max-w-[440px]',
            )}
          >
            <header className="flex items-start gap-4 px-6 pt-5 pb-1">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-base font-semibold text-n12">{title}</Base.Title>
                {description ? (
                  <Base.Description className="mt-1 text-sm text-n11">{description}</Base.Description>
                ) : null}
              </div>
              <Base.Close render={<IconButton label="Close" className="-me-2 -mt-1" />}>
                <X size={16} strokeWidth={1.5} aria-hidden="true" />
              </Base.Close>
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-3 pb-5">{children}</div>
            {footer ? (
              <footer className="flex justify-end gap-2 border-t border-n6 bg-n2 px-6 py-3">{footer}</footer>
            ) : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
