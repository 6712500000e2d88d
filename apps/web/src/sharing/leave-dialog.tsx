'use client';
import { Button, Dialog, showToast } from '@pyairtable/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { failureMessage } from '@/http/request';
import { workspacesKey } from '@/workspaces/workspaces';
import { useSharing } from './collaborators';

/** Asks before somebody gives up their own access: they cannot take it back themselves. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { base, user } = useBase();
  const { leave } = useSharing(base.id);
  const client = useQueryClient();
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function goAway() {
    setPending(true);
    try {
      await leave(user.id);
      router.push('/');
      showToast({ title: `You left “${base.name}”` });
    } catch (error) {
      setPending(false);
      showToast({ title: 'You did not leave the base', description: failureMessage(error), error: true });
    } finally {
      void client.invalidateQueries({ queryKey: workspacesKey });
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Leave “${base.name}”?`}
      description="You lose access at once. Only somebody who may share the base can add you again."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" pending={pending} onClick={() => void goAway()}>
            Leave base
          </Button>
        </>
      }
    />
  );
}
