'use client';
import { House, Keyboard, LogOut, Monitor, Moon, Settings, SquareFunction, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { askToSignOut } from '@/auth/sign-out';
import { BaseIcon } from '@/bases/base-icon';
import type { WorkspaceSummary } from '@pyairtable/contracts';
// Part of the page: what opens by a key must be there in the same tick, or the next letters go to the grid below.
import { CommandPalette } from '@pyairtable/ui/command-palette';
import { usePageCommandStore } from './palette-commands';
import { useShell } from './shell-state';
import { useThemePreference } from './use-theme-preference';

/** The command palette of the application: the page's commands, then bases, places and themes. */
export function AppPalette({ userId, workspaces }: { userId: string; workspaces: WorkspaceSummary[] }) {
  const router = useRouter();
  const { paletteOpen, set } = useShell();
  const [, setTheme] = useThemePreference();
  const { commands: pageCommands, find } = usePageCommandStore();
  if (!paletteOpen) return null;
  const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;
  return (
    <CommandPalette
      open
      onOpenChange={(open) => set({ paletteOpen: open })}
      {...(find ? { find } : {})}
      commands={[
        ...pageCommands,
        ...workspaces.flatMap((workspace) =>
          workspace.bases.map((base) => ({
            id: base.id,
            title: base.name,
            group: 'Bases',
            icon: <BaseIcon {...base} size="small" />,
            keywords: [workspace.name],
            run: () => router.push(`/${base.id}`),
          })),
        ),
        {
          id: 'home',
          title: 'Go home',
          group: 'Go to',
          icon: <House {...icon} />,
          run: () => router.push('/'),
        },
        {
          id: 'settings',
          title: 'Settings',
          group: 'Go to',
          icon: <Settings {...icon} />,
          run: () => router.push('/settings'),
        },
        {
          id: 'formula-playground',
          title: 'Formula playground',
          group: 'Go to',
          icon: <SquareFunction {...icon} />,
          run: () => router.push('/formula-playground'),
        },
        {
          id: 'shortcuts',
          title: 'Keyboard shortcuts',
          group: 'Go to',
          shortcut: 'Mod /',
          icon: <Keyboard {...icon} />,
          run: () => set({ shortcutsOpen: true }),
        },
        {
          id: 'light',
          title: 'Use the light theme',
          group: 'Theme',
          icon: <Sun {...icon} />,
          run: () => setTheme('light'),
        },
        {
          id: 'dark',
          title: 'Use the dark theme',
          group: 'Theme',
          icon: <Moon {...icon} />,
          run: () => setTheme('dark'),
        },
        {
          id: 'system',
          title: 'Use the device’s theme',
          group: 'Theme',
          icon: <Monitor {...icon} />,
          run: () => setTheme('system'),
        },
        {
          id: 'sign-out',
          title: 'Sign out',
          group: 'Account',
          icon: <LogOut {...icon} />,
          run: () => askToSignOut(userId),
        },
      ]}
    />
  );
}
