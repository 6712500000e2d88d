import type { ReactNode } from 'react';
import { readHome } from '@/server/home';
import { AppShell } from '@/shell/app-shell';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { user, workspaces } = await readHome();
  return (
    <AppShell user={user} workspaces={workspaces}>
      {children}
    </AppShell>
  );
}
