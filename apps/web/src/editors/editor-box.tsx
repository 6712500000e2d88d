'use client';
import { classNames } from '@pyairtable/ui';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

/** A panel that grows out of a cell: below it, or above where there is no room. */
export function EditorBox({
  children,
  error,
  minWidth = 240,
}: {
  children: ReactNode;
  error?: string | null;
  minWidth?: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(false);
  const [shift, setShift] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    const cell = element?.parentElement?.getBoundingClientRect();
    if (!element || !cell) return;
    const bounds = (
      element.closest('[data-editor-bounds]') ?? document.documentElement
    ).getBoundingClientRect();
    setAbove(
      cell.top + element.offsetHeight > bounds.bottom && cell.bottom - element.offsetHeight > bounds.top,
    );
    setShift(Math.min(0, bounds.right - 8 - (cell.left + element.offsetWidth)));
  }, []);
  return (
    <div
      ref={box}
      className={classNames(
        'absolute z-20 rounded-lg bg-raised shadow-popover',
        above ? 'bottom-0' : 'top-0',
      )}
      style={{ minWidth: `max(100%, ${String(minWidth)}px)`, insetInlineStart: shift }}
    >
      {children}
      {error ? (
        <p role="alert" className="mx-1.5 mb-1.5 rounded-md bg-red-soft px-2 py-1.5 text-xs text-red-text">
          {error}
        </p>
      ) : null}
    </div>
  );
}
