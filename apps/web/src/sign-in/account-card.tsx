import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '@/brand/mark';

/** The calm card that signing in and up share. */
export function AccountCard({
  title,
  children,
  other,
}: {
  title: string;
  children: ReactNode;
  other: { question: string; link: string; href: string };
}) {
  return (
    <main className="flex min-h-full flex-col items-center justify-center bg-n2 px-4 py-12 max-sm:justify-start max-sm:bg-n1 max-sm:pt-20">
      <div className="w-full max-w-[400px]">
        <div className="rounded-lg bg-raised p-8 sm:shadow-popover max-sm:px-2 max-sm:py-0 max-sm:bg-n1">
          <Mark size={36} />
          <h1 className="mt-5 text-lg font-semibold tracking-tight text-n12">{title}</h1>
          <div className="mt-6">{children}</div>
        </div>
        <p className="mt-6 text-center text-sm text-n11">
          {other.question}{' '}
          <Link href={other.href} className="font-medium text-accent-text underline-offset-2 hover:underline">
            {other.link}
          </Link>
        </p>
      </div>
    </main>
  );
}
