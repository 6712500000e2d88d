import type { Metadata } from 'next';
import { FullPageNote } from '@/shell/full-page-note';
import { ReloadButton } from '@/shell/reload-button';

export const metadata: Metadata = { title: 'Offline' };

export default function OfflinePage() {
  return (
    <FullPageNote title="You are offline" action={<ReloadButton />}>
      PyAirtable needs a connection to open this page. Bases that are already open keep your changes and send
      them when the connection is back.
    </FullPageNote>
  );
}
