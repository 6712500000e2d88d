import type { Metadata } from 'next';
import { readHome } from '@/server/home';
import { SettingsPage } from '@/settings/settings-page';

export const metadata: Metadata = { title: 'Settings' };

export default async function Settings() {
  return <SettingsPage user={(await readHome()).user} />;
}
