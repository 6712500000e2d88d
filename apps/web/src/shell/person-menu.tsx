'use client';
import { Avatar, Menu, MenuChoices, MenuHeading, MenuItem, MenuSeparator } from '@pyairtable/ui';
import { ChevronsUpDown, Keyboard, LogOut, Settings } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { askToSignOut } from '@/auth/sign-out';
import type { PageUser } from '@pyairtable/contracts';
import { useShell } from './shell-state';
import { THEME_CHOICES } from './theme-choices';
import { useThemePreference } from './use-theme-preference';

/** The person at the foot of the rail: settings, theme, help, sign out. */
export function PersonMenu({ user }: { user: PageUser }) {
  const router = useRouter();
  const setShell = useShell((shell) => shell.set);
  const [theme, setTheme] = useThemePreference();
  return (
    <Menu
      label="Account"
      trigger={
        <button
          type="button"
          className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-start hover:bg-n4 data-popup-open:bg-n4"
        >
          <Avatar userId={user.id} name={user.name} decorative />
          <span className="min-w-0 flex-1 truncate text-sm font-medium text-n12">
            <span className="sr-only">Account of </span>
            {user.name}
          </span>
          <ChevronsUpDown size={14} strokeWidth={1.5} className="text-n10" aria-hidden="true" />
        </button>
      }
    >
      <MenuHeading>{user.email}</MenuHeading>
      <MenuItem icon={<Settings size={16} strokeWidth={1.5} />} onSelect={() => router.push('/settings')}>
        Settings
      </MenuItem>
      <MenuItem
        icon={<Keyboard size={16} strokeWidth={1.5} />}
        shortcut="Mod /"
        onSelect={() => setShell({ shortcutsOpen: true })}
      >
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuHeading>Theme</MenuHeading>
      <MenuChoices value={theme} onChange={setTheme} choices={THEME_CHOICES} />
      <MenuSeparator />
      <MenuItem icon={<LogOut size={16} strokeWidth={1.5} />} onSelect={() => askToSignOut(user.id)}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
