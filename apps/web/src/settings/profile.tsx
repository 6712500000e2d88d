'use client';
import type { PageUser } from '@pyairtable/contracts';
import { Avatar, Button, showToast } from '@pyairtable/ui';
import { KeyRound, LogOut, Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { askToSignOut } from '@/auth/sign-out';
import { request } from '@/http/request';
import { NameDialog } from '@/shell/name-dialog';
import { tellRenamed } from '@/shell/renamed';
import { PasswordDialog } from './password-dialog';

/** For so long the gateway may take a person for whom they were. */
const KNOWN_FOR_MS = 1_000;

/** Who the person is, and what of it they can change. */
export function Profile({ user }: { user: PageUser }) {
  const router = useRouter();
  const [changing, setChanging] = useState<'name' | 'password' | null>(null);
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
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<Pencil size={16} strokeWidth={1.5} aria-hidden="true" />}
          onClick={() => setChanging('name')}
        >
          Change name
        </Button>
        <Button
          icon={<KeyRound size={16} strokeWidth={1.5} aria-hidden="true" />}
          onClick={() => setChanging('password')}
        >
          Change password
        </Button>
        <Button
          icon={<LogOut size={16} strokeWidth={1.5} aria-hidden="true" />}
          onClick={() => askToSignOut(user.id)}
        >
          Sign out
        </Button>
      </div>
      <NameDialog
        open={changing === 'name'}
        onClose={() => setChanging(null)}
        title="Change your name"
        action="Change name"
        initial={user.name}
        onName={async (name) => {
          await request('PATCH', '/v1/me', { name });
          // Pages have the name from the server.
          setTimeout(() => {
            router.refresh();
            tellRenamed();
          }, KNOWN_FOR_MS);
          showToast({ title: `You are called ${name} now` });
        }}
      />
      {changing === 'password' ? (
        <PasswordDialog email={user.email} onClose={() => setChanging(null)} />
      ) : null}
    </div>
  );
}
