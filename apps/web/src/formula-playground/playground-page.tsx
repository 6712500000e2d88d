'use client';
import { Skeleton } from '@pyairtable/ui';
import dynamic from 'next/dynamic';
import { RailToggle } from '@/shell/rail-toggle';

/** The language with its tables is large and the present time differs from the server's: loaded here alone, in the browser alone. */
const Playground = dynamic(() => import('./playground').then((chunk) => chunk.Playground), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** Where a person tries formulas out. */
export function PlaygroundPage() {
  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-n6 px-3 md:hidden">
        <RailToggle />
        <span className="text-sm font-semibold" aria-hidden="true">
          Formula playground
        </span>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-[1120px] px-4 py-6 sm:px-8 sm:py-10">
          <h1 className="mb-6 flex items-center gap-2 text-lg font-semibold tracking-tight text-n12 max-md:sr-only">
            <RailToggle />
            Formula playground
          </h1>
          <Playground />
        </div>
      </div>
    </>
  );
}
