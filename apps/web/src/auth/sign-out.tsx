'use client';
import type { PageUser } from '@pyairtable/contracts';
import { Button, Dialog } from '@pyairtable/ui';
import { create } from 'zustand';
import { countChanges } from '@/waiting/count-changes';
import { waitingEdits } from '@/waiting/waiting-edits';
import { signOut } from './sign-in-client';

const useAsked = create<{ isAsked: boolean; isSure: boolean }>()(() => ({ isAsked: false, isSure: false }));

/** Whether the person signs out knowing what they leave undone: the page need not ask once more. */
export const isSureToLeave = (): boolean => useAsked.getState().isSure;

/** Signs out; asks first where edits wait, or the page would ask before it is left. */
export function askToSignOut(userId: string): void {
  const mayGo = window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  if (mayGo && waitingEdits(userId).length === 0) void signOut();
  else useAsked.setState({ isAsked: true });
}

/** Asks whoever signs out while something of theirs is not saved; stands once in the frame of every page. */
export function SignOutDialog({ user }: { user: PageUser }) {
  const isAsked = useAsked((state) => state.isAsked);
  const waiting = isAsked ? waitingEdits(user.id).length : 0;
  const leave = async () => {
    useAsked.setState({ isAsked: false, isSure: true });
    await signOut();
    useAsked.setState({ isSure: false });
  };
  return (
    <Dialog
      open={isAsked}
      onOpenChange={(open) => useAsked.setState({ isAsked: open })}
      title="Sign out now?"
      description={
        waiting > 0
          ? `${countChanges(waiting)} ${waiting === 1 ? 'waits' : 'wait'} in this browser. Nobody else sees ${waiting === 1 ? 'it' : 'them'} before you sign in here again.`
          : 'What you typed, or asked for last, is not saved yet and will be lost.'
      }
      footer={
        <>
          <Button onClick={() => useAsked.setState({ isAsked: false })}>Stay</Button>
          <Button look="danger" onClick={() => void leave()}>
            Sign out
          </Button>
        </>
      }
    />
  );
}
