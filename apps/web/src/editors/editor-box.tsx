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
    const over = element?.parentElement;
    if (!element || !over) return undefined;
    // The grid cuts off what reaches beyond it.
    const frame = element.closest('[data-grid]') ?? document.documentElement;
    const place = () => {
      const [cell, edges] = [over, frame].map((one) => one.getBoundingClientRect()) as [DOMRect, DOMRect];
      const fitsBelow = cell.top + element.offsetHeight <= edges.bottom;
      const fitsAbove = cell.bottom - element.offsetHeight >= edges.top;
      // A list that is above gets short and long again while it is searched, under the eyes of who types.
      setAbove((isAbove) => fitsAbove && (isAbove || !fitsBelow));
      setShift(Math.min(0, edges.right - 8 - (cell.left + element.offsetWidth)));
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    observer.observe(frame);
    return () => observer.disconnect();
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
