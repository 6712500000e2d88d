import type { ReactNode } from 'react';
import { readShell } from '@/server/shell';
import { AppShell } from '@/shell/app-shell';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { user, workspaces } = await readShell();
  return (
    <AppShell user={user} workspaces={workspaces}>
      {children}
    </AppShell>
  );
}
