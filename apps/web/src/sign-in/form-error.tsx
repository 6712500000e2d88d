import { AlertCircle } from 'lucide-react';

/** What went wrong with a whole form; announced when it appears. */
export function FormError({ message }: { message: string | null }) {
  if (message === null) return null;
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-red-soft px-3 py-2.5 text-sm text-red-text">
      <AlertCircle size={16} strokeWidth={1.5} className="mt-px shrink-0" aria-hidden="true" />
      {message}
    </div>
  );
}
