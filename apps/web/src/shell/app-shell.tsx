'use client';
import { Drawer } from '@pyairtable/ui';
import { useParams } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import type { PageUser } from '@pyairtable/contracts';
import type { WorkspaceSummary } from '@pyairtable/contracts';
import { currentWorkspace, useWorkspaces } from '@/workspaces/workspaces';
import { SignInAgain } from '@/auth/sign-in-again';
import { SignOutDialog } from '@/auth/sign-out';
import { LeftTextDialog } from '@/typed-text/lost-text-dialog';
import { useSendWaiting } from '@/waiting/use-waiting';
import { AppPalette } from './app-palette';
import { replayEarlyKeys } from './early-keys';
import { usePageKeys } from './page-keys';
import { Rail } from './rail';
import { useRenamed } from './renamed';
import { useShell } from './shell-state';
import { ShortcutMap } from './shortcut-map';
import { useCutTexts } from './use-cut-texts';
import { useKeyboardHome } from './use-keyboard-home';
import { useOwnUndo } from './use-own-undo';
import { useRegionKey } from './use-region-key';

/** The frame of every page of a signed-in person: rail, palette, shortcut map, and the page itself. */
export function AppShell({
  user,
  workspaces: initial,
  children,
}: {
  user: PageUser;
  workspaces: WorkspaceSummary[];
  children: ReactNode;
}) {
  const workspaces = useWorkspaces(initial);
  useSendWaiting(user.id);
  useCutTexts();
  useRegionKey();
  useKeyboardHome();
  useOwnUndo();
  useRenamed();
  const { baseId } = useParams<{ baseId?: string }>();
  const { railOpen, drawerOpen, workspaceId, set } = useShell();
  const current =
    workspaces.find((workspace) => workspace.bases.some((base) => base.id === baseId)) ??
    currentWorkspace(workspaces, workspaceId);

  usePageKeys((key, event) => {
    if (key === 'find') return;
    event.preventDefault();
    if (key === 'palette') set({ paletteOpen: true });
    else if (key === 'rail') set({ railOpen: !useShell.getState().railOpen });
    else set({ shortcutsOpen: true });
  });
  // Once they are heard.
  useEffect(() => void replayEarlyKeys(), []);

  const rail = <Rail user={user} workspaces={workspaces} current={current} />;
  return (
    <div className="flex h-full">
      {railOpen ? (
        <aside data-region="" className="hidden w-[232px] shrink-0 border-e border-n6 bg-n2 md:block">
          {rail}
        </aside>
      ) : null}
      <Drawer open={drawerOpen} onOpenChange={(open) => set({ drawerOpen: open })} label="Navigation">
        {rail}
      </Drawer>
      <main className="flex min-w-0 flex-1 flex-col">{children}</main>
      <AppPalette userId={user.id} workspaces={workspaces} />
      <ShortcutMap />
      <LeftTextDialog openBaseId={baseId} />
      <SignInAgain user={user} />
      <SignOutDialog user={user} />
    </div>
  );
}
