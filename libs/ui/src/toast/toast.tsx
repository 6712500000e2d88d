'use client';
import { Toast as Base } from '@base-ui/react/toast';
import { AlertCircle, X } from 'lucide-react';
import type { ReactNode } from 'react';

const manager = Base.createToastManager();

/**
 * Says what happened, with Undo where it can be undone. Stays eight seconds with an undo, five without; errors stay
 * until dismissed. Announced to screen readers. Answers the toast's id for `dismissToast`.
 */
export function showToast({
  title,
  description,
  undo,
  error = false,
}: {
  title: string;
  description?: string;
  undo?: () => void;
  error?: boolean;
}): string {
  const id: string = manager.add({
    title,
    ...(description === undefined ? {} : { description }),
    type: error ? 'error' : 'note',
    priority: error ? 'high' : 'low',
    timeout: error ? 0 : undo ? 8000 : 5000,
    ...(undo === undefined
      ? {}
      : {
          actionProps: {
            children: 'Undo',
            onClick: () => {
              manager.close(id);
              undo();
            },
          },
        }),
  });
  return id;
}

/** Takes a toast away before its time. */
export const dismissToast = (id: string): void => manager.close(id);

/** Draws the toasts of the page; wraps the whole application once. F6 moves focus to them. */
export function ToastRegion({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-4 z-50 mx-auto flex max-w-[420px] flex-col-reverse gap-2 outline-none">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      // A press leaves the focus where it was: the toast is about to go, and the focus would go with it.
      onMouseDown={(event) => event.preventDefault()}
      className="motion-dialog rounded-lg bg-n12 text-n1 shadow-popover data-limited:hidden"
    >
      <Base.Content className="flex min-h-10 items-center gap-3 py-2 ps-4 pe-2">
        {toast.type === 'error' ? (
          <AlertCircle size={16} strokeWidth={1.5} className="shrink-0" aria-hidden="true" />
        ) : null}
        <div className="min-w-0 flex-1">
          <Base.Title className="text-sm font-medium" />
          <Base.Description className="text-xs opacity-90" />
        </div>
        <Base.Action className="h-7 rounded-md px-2 text-sm font-semibold hover:bg-n1/15 focus-visible:outline-n1" />
        <Base.Close
          aria-label="Dismiss"
          className="flex size-7 shrink-0 items-center justify-center rounded-md opacity-80 hover:bg-n1/15 hover:opacity-100 focus-visible:outline-n1"
        >
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
