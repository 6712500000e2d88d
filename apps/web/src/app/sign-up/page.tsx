import type { Metadata } from 'next';
import { returnPath } from '@/auth/return-path';
import { AccountCard } from '@/sign-in/account-card';
import { SignUpForm } from '@/sign-in/sign-up-form';

export const metadata: Metadata = { title: 'Create an account' };

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = returnPath((await searchParams)['next']);
  return (
    <AccountCard
      title="Create your account"
      other={{
        question: 'Have an account?',
        link: 'Sign in',
        href: `/sign-in?next=${encodeURIComponent(next)}`,
      }}
    >
      <SignUpForm next={next} />
    </AccountCard>
  );
}
