'use client';
import { Avatar, Button, Tabs } from '@pyairtable/ui';
import { LogOut } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { askToSignOut } from '@/auth/sign-out';
import type { PageUser } from '@pyairtable/contracts';
import { PageFrame } from '@/shell/page-frame';
import { ThemePicker } from './theme-picker';
import { TokenList } from './token-list';

const TABS = ['profile', 'tokens', 'theme'] as const;

/** The person's own settings: who they are, how it looks, their access tokens. */
export function SettingsPage({ user }: { user: PageUser }) {
  // In the address, so that a tab can be linked to, reloaded and gone back from.
  const asked = useSearchParams().get('tab');
  const tab = TABS.find((one) => one === asked) ?? TABS[0];
  return (
    <PageFrame title="Settings" maxWidth={760}>
      <Tabs
        label="Settings"
        value={tab}
        onChange={(next) => window.history.pushState(null, '', `/settings?tab=${next}`)}
        tabs={[
          { value: 'profile', label: 'Profile', panel: <Profile user={user} /> },
          { value: 'tokens', label: 'Access tokens', panel: <TokenList /> },
          { value: 'theme', label: 'Theme', panel: <ThemePicker /> },
        ]}
      />
    </PageFrame>
  );
}

function Profile({ user }: { user: PageUser }) {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-center gap-4">
        <Avatar userId={user.id} name={user.name} size="large" decorative />
        <div className="min-w-0">
          <p className="truncate text-base font-semibold text-n12">{user.name}</p>
          <p className="truncate text-sm text-n11">{user.email}</p>
        </div>
      </div>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2 text-sm">
        <dt className="text-n11">User id</dt>
        <dd className="font-mono text-xs leading-[18px] break-all text-n12">{user.id}</dd>
      </dl>
      <div>
        <Button
          icon={<LogOut size={16} strokeWidth={1.5} aria-hidden="true" />}
          onClick={() => askToSignOut(user.id)}
        >
          Sign out
        </Button>
      </div>
    </div>
  );
}
