import type { ReactNode } from 'react';
import { readShell } from '@/server/shell';
import { readNonce } from '@/server/nonce';
import { AppShell } from '@/shell/app-shell';
import { EARLY_KEYS_SCRIPT } from '@/shell/early-keys-script';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { user, workspaces } = await readShell();
  return (
    <>
      <script nonce={await readNonce()} dangerouslySetInnerHTML={{ __html: EARLY_KEYS_SCRIPT }} />
      <AppShell user={user} workspaces={workspaces}>
        {children}
      </AppShell>
    </>
  );
}
