'use client';
import { Tabs } from '@pyairtable/ui';
import { useSearchParams } from 'next/navigation';
import type { PageUser } from '@pyairtable/contracts';
import { PageFrame } from '@/shell/page-frame';
import { Profile } from './profile';
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
