'use client';
import { Avatar, Button, Tabs } from '@pyairtable/ui';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { signOut } from '@/auth/sign-in-client';
import type { PageUser } from '@pyairtable/contracts';
import { PageFrame } from '@/shell/page-frame';
import { ThemePicker } from './theme-picker';
import { TokenList } from './token-list';

/** The person's own settings: who they are, how it looks, their access tokens. */
export function SettingsPage({ user }: { user: PageUser }) {
  const [tab, setTab] = useState<'profile' | 'tokens' | 'theme'>('profile');
  return (
    <PageFrame title="Settings" maxWidth={760}>
      <Tabs
        label="Settings"
        value={tab}
        onChange={setTab}
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
          onClick={() => void signOut()}
        >
          Sign out
        </Button>
      </div>
    </div>
  );
}
