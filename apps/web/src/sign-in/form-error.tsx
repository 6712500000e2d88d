import { AlertCircle } from 'lucide-react';
import type { ReactNode } from 'react';

/** What went wrong with a whole form, with a way on where there is one; announced when it appears. */
export function FormError({ message, children }: { message: string | null; children?: ReactNode }) {
  if (message === null) return null;
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-red-soft px-3 py-2.5 text-sm text-red-text">
      <AlertCircle size={16} strokeWidth={1.5} className="mt-px shrink-0" aria-hidden="true" />
      <span>
        {message} {children}
      </span>
    </div>
  );
}
