import type { Metadata } from 'next';
import { HomePage } from '@/home/home-page';
import { readHome } from '@/server/home';

export const metadata: Metadata = { title: 'Home' };

export default async function Home() {
  const { user } = await readHome();
  return <HomePage user={user} />;
}
