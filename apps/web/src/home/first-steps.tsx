'use client';
import type { PageUser } from '@pyairtable/contracts';
import { Button, showToast } from '@pyairtable/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Copy, FilePlus2, Rocket, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { KeyedRequest } from '@/http/keyed-request';
import { failureMessage } from '@/http/request';
import { copyText } from '@/shell/copy-text';
import { useWorkspaceChanges, workspacesKey } from '@/workspaces/workspaces';
import { createSampleBase } from './sample-base';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** The home of somebody who can open no base yet: three ways to start. */
export function FirstSteps({
  user,
  workspaceId,
  newBase,
}: {
  user: PageUser;
  /** Where a base goes; null: into a new workspace of the person's own. */
  workspaceId: string | null;
  newBase: ReactNode;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const { createWorkspace } = useWorkspaceChanges();
  const [form] = useState(() => new KeyedRequest());
  const [making, setMaking] = useState(false);

  async function openSample() {
    setMaking(true);
    try {
      const home =
        workspaceId ?? (await createWorkspace.mutateAsync({ name: `${user.name}’s workspace`, form })).id;
      const id = await createSampleBase(home, form);
      router.push(`/${id}`);
    } catch (error) {
      setMaking(false);
      showToast({ title: 'The sample was not made', description: failureMessage(error), error: true });
    } finally {
      void client.invalidateQueries({ queryKey: workspacesKey });
    }
  }
  async function copyAddress() {
    if (await copyText(user.email)) showToast({ title: 'Address copied' });
  }

  return (
    <section aria-labelledby="first-steps">
      <h2 id="first-steps" className="text-base font-semibold text-n12">
        No bases yet
      </h2>
      <p className="mt-1 mb-6 max-w-[60ch] text-sm text-n11">
        A base holds the tables of one subject, such as a project or a collection. Here is how to come by your
        first.
      </p>
      <ul className="grid gap-3 md:grid-cols-3">
        <Step
          icon={<Rocket {...ICON} />}
          title="Look around in a sample"
          action={
            <Button look="primary" pending={making} onClick={() => void openSample()}>
              Open a sample base
            </Button>
          }
        >
          A launch plan with tasks, people and dates. It is yours: change what you like.
        </Step>
        <Step icon={<FilePlus2 {...ICON} />} title="Start your own" action={newBase}>
          A blank base with one table. Type, or paste rows from a spreadsheet.
        </Step>
        <Step
          icon={<Users {...ICON} />}
          title="Join somebody else’s"
          action={
            <Button
              icon={<Copy size={16} strokeWidth={1.5} aria-hidden="true" />}
              onClick={() => void copyAddress()}
            >
              Copy my address
            </Button>
          }
        >
          What others share with <span className="font-medium break-all text-n12">{user.email}</span> appears
          here.
        </Step>
      </ul>
    </section>
  );
}

function Step({
  icon,
  title,
  action,
  children,
}: {
  icon: ReactNode;
  title: string;
  action: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex flex-col items-start rounded-lg border border-n6 p-4">
      <span className="mb-3 text-n11">{icon}</span>
      <h3 className="text-sm font-medium text-n12">{title}</h3>
      <p className="mt-1 mb-4 flex-1 text-sm text-n11">{children}</p>
      {action}
    </li>
  );
}
