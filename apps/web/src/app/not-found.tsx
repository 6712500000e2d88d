import type { Metadata } from 'next';
import { FullPageNote } from '@/shell/full-page-note';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <FullPageNote title="This page is not here">
      The link may be old, or you may not have access to what it points to. Ask the person who sent it to
      share it with you.
    </FullPageNote>
  );
}
