'use client';
import { Button } from '@pyairtable/ui';
import { FullPageNote } from '@/shell/full-page-note';
import { useRetries } from '@/shell/use-retries';

/** A page that failed; nothing was lost, and trying again is the way on, some times by itself. */
export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  /** Reads the page anew; what was read with the fault would only fail again. */
  retry: () => void;
}) {
  useRetries(error, retry);
  return (
    <main className="flex min-h-full flex-col">
      <FullPageNote
        title="Something went wrong on our side"
        action={
          <Button look="primary" onClick={() => retry()}>
            Try again
          </Button>
        }
      >
        The page could not be shown. What you saved is safe.
        {error.digest ? <span className="mt-3 block font-mono text-xs">Error id {error.digest}</span> : null}
      </FullPageNote>
    </main>
  );
}
