import { Spinner } from '@pyairtable/ui';

/** Says what is under way, to screen readers too; there from the beginning, so that they hear it. */
export function UnderWay({ children }: { children: string | null }) {
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-n11 empty:hidden">
      {children === null ? null : (
        <>
          <Spinner />
          {children}
        </>
      )}
    </p>
  );
}
