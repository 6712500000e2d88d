import type { Metadata } from 'next';
import { returnPath } from '@/auth/return-path';
import { AccountCard } from '@/sign-in/account-card';
import { SignInForm } from '@/sign-in/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = returnPath((await searchParams)['next']);
  return (
    <AccountCard
      title="Sign in to PyAirtable"
      other={{
        question: 'New here?',
        link: 'Create an account',
        href: `/sign-up?next=${encodeURIComponent(next)}`,
      }}
    >
      <SignInForm next={next} />
    </AccountCard>
  );
}
