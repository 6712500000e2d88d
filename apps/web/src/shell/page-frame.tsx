'use client';
import { classNames } from '@pyairtable/ui';
import type { ReactNode } from 'react';
import { RailToggle } from './rail-toggle';
import { useShell } from './shell-state';

/** A page of text and controls: its title (in a bar of its own where it is narrow), then what it holds. */
export function PageFrame({
  title,
  actions,
  maxWidth,
  children,
}: {
  title: string;
  actions?: ReactNode;
  maxWidth: number;
  children: ReactNode;
}) {
  const railOpen = useShell((shell) => shell.railOpen);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div
        className="sticky top-0 z-10 flex h-11 items-center gap-2 border-b border-n6 bg-n1 px-3 md:hidden"
        aria-hidden="true"
      >
        <span className="ms-9 text-sm font-semibold">{title}</span>
      </div>
      <div
        data-keyboard-home=""
        tabIndex={-1}
        className="mx-auto w-full px-4 py-6 outline-none sm:px-8 sm:py-10"
        style={{ maxWidth }}
      >
        <div className="mb-8 flex flex-wrap items-center gap-3 max-md:mb-6">
          <div
            className={classNames(
              railOpen ? 'md:hidden' : '',
              'max-md:fixed max-md:start-3 max-md:top-1.5 max-md:z-20',
            )}
          >
            <RailToggle />
          </div>
          <h1 className="me-auto text-lg font-semibold tracking-tight text-n12 max-md:sr-only">{title}</h1>
          {actions}
        </div>
        {children}
      </div>
    </div>
  );
}
