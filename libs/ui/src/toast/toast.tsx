'use client';
import { Toast as Base } from '@base-ui/react/toast';
import { AlertCircle, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { classNames } from '../class-names';
import { Spinner } from '../spinner/spinner';
import { useOutOfTheWay } from './use-out-of-the-way';

const manager = Base.createToastManager();

/** How long a toast stays, in milliseconds (0: until it is taken away); not counted while the pointer or the focus is on it. */
const STAYS_MS = { note: 5_000, withAction: 8_000, error: 12_000, toSave: 0, underWay: 0 };

/**
 * Says what happened, with Undo where it can be undone, or another way on. Leaves by itself: errors last, but for those with something
 * to save for which there is no other place; what is under way stays until `dismissToast`. One with the `id` of one that stands takes
 * its place. Announced to screen readers. Answers the toast's id.
 */
export function showToast({
  id: given,
  title,
  description,
  undo,
  action = undo && { label: 'Undo', run: undo },
  error = false,
  underWay = false,
  onClose,
}: {
  id?: string;
  title: string;
  description?: string;
  undo?: () => void;
  action?: { label: string; run: () => void } | undefined;
  error?: boolean;
  underWay?: boolean;
  onClose?: () => void;
}): string {
  const type = error ? (action ? 'toSave' : 'error') : underWay ? 'underWay' : action ? 'withAction' : 'note';
  const id: string = manager.add({
    ...(given === undefined ? {} : { id: given }),
    title,
    ...(description === undefined ? {} : { description }),
    type,
    priority: error ? 'high' : 'low',
    timeout: STAYS_MS[type],
    ...(onClose ? { onClose } : {}),
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              manager.close(id);
              action.run();
            },
          },
        }),
  });
  return id;
}

/** Takes a toast away before its time. */
export const dismissToast = (id: string): void => manager.close(id);

/**
 * The whole window: the application, and over its foot the toasts, above the bar at the very end of it, or below those at
 * its head while somebody works at its foot. Nothing moves for them, and a press beside them reaches what is below. Wraps
 * the application once. F6 moves the focus to them, Escape takes the newest away.
 */
export function ToastRegion({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <div className="flex h-dvh flex-col">
        <div className="relative min-h-0 flex-1 overflow-y-auto">{children}</div>
        <ToastViewport />
      </div>
    </Base.Provider>
  );
}

/** What holds the toasts: a part of the page while there are any, which takes the focus by F6 on its own. */
export const TOASTS = '[data-toasts]';

/** Where Escape means something else. */
const POPUP = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** Above the line below a grid, and below the bars and the header above its records. */
const EDGES = { foot: 40, head: 128 };

function ToastViewport() {
  const { toasts } = Base.useToastManager();
  const { isAside, ref } = useOutOfTheWay(toasts.length, EDGES);
  return (
    <Base.Viewport
      ref={ref}
      data-toasts=""
      {...(toasts.length > 0 ? { 'data-region': '' } : {})}
      className={classNames(
        'pointer-events-none fixed inset-x-0 z-50 mx-auto flex w-full max-w-[452px] gap-2 px-4 outline-none',
        isAside ? 'flex-col' : 'flex-col-reverse',
      )}
      style={isAside ? { top: EDGES.head } : { bottom: EDGES.foot }}
    >
      <ToastList />
    </Base.Viewport>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  const newest = toasts.find(({ transitionStatus }) => transitionStatus !== 'ending')?.id;
  useEffect(() => {
    if (newest === undefined) return undefined;
    const press = ({ key, target }: KeyboardEvent) => {
      const elsewhere = target instanceof Element ? target.closest(POPUP) : null;
      if (key === 'Escape' && (!elsewhere || elsewhere.hasAttribute('data-toast'))) manager.close(newest);
    };
    // Before those who keep their keys to themselves, as the grid does.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [newest]);
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      data-toast=""
      // A press leaves the focus where it was: the toast is about to go, and the focus would go with it.
      onMouseDown={(event) => event.preventDefault()}
      className="motion-dialog pointer-events-auto rounded-lg bg-n12 text-n1 shadow-popover data-limited:hidden"
    >
      <Base.Content className="flex min-h-10 items-center gap-3 py-2 ps-4 pe-2">
        {toast.type === 'error' || toast.type === 'toSave' ? (
          <AlertCircle size={16} strokeWidth={1.5} className="shrink-0" aria-hidden="true" />
        ) : toast.type === 'underWay' ? (
          <Spinner />
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
