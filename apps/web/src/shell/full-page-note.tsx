import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '@/brand/mark';

/** A page that only says something: what happened, and the one way on. */
export function FullPageNote({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex min-h-full flex-1 flex-col items-center justify-center bg-n1 px-6 text-center">
      <Mark size={36} />
      <h1 className="mt-6 text-lg font-semibold tracking-tight text-n12">{title}</h1>
      <p className="mt-2 max-w-[46ch] text-base text-n11">{children}</p>
      <div className="mt-6">
        {action ?? (
          <Link
            href="/"
            className="inline-flex h-8 items-center rounded-md border border-n7 bg-n1 px-3 text-sm font-medium text-n12 hover:bg-n3"
          >
            Go home
          </Link>
        )}
      </div>
    </div>
  );
}
