import type { Metadata } from 'next';
import { NotFoundNote } from '@/shell/not-found-note';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-full flex-col">
      <NotFoundNote />
    </main>
  );
}
