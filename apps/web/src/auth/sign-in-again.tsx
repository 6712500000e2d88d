'use client';
import type { PageUser } from '@pyairtable/contracts';
import { Button, Dialog } from '@pyairtable/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { FormError } from '@/sign-in/form-error';
import { PasswordInput } from '@/sign-in/password-input';
import { signInWords } from '@/sign-in/sign-in-words';
import { countChanges } from '@/waiting/count-changes';
import { waitingEdits } from '@/waiting/waiting-edits';
import { signIn } from './sign-in-client';
import { noteSignedIn, useSignedOut } from './signed-out';
import { useOutsideText } from './use-outside-text';
import { whoIsSignedIn } from './who-is-signed-in';

/** Over a page whose person was signed out elsewhere: signs them in where they are, and nothing of their work is lost. */
export function SignInAgain({ user }: { user: PageUser }) {
  const signedOut = useSignedOut((state) => state.signedOut);
  const [away, setAway] = useState(false);
  // Each sign-out asks once; who closes the box can still read the page, and open it again from the bar.
  const [asked, setAsked] = useState(signedOut);
  if (asked !== signedOut) {
    setAsked(signedOut);
    setAway(false);
  }
  useEffect(() => {
    const open = () => setAway(false);
    window.addEventListener(OPEN_EVENT, open);
    return () => window.removeEventListener(OPEN_EVENT, open);
  }, []);
  const due = useOutsideText(signedOut);
  return due && !away ? <Open user={user} onClose={() => setAway(true)} /> : null;
}

const OPEN_EVENT = 'pyairtable:sign-in-again';

/** Shows the box again to a person who closed it. */
export const askToSignIn = (): boolean => window.dispatchEvent(new Event(OPEN_EVENT));

function Open({ user, onClose }: { user: PageUser; onClose: () => void }) {
  const client = useQueryClient();
  const form = useId();
  const password = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(() => waitingEdits(user.id).length);

  useEffect(() => {
    const back = () => {
      setWaiting(waitingEdits(user.id).length);
      whoIsSignedIn().then(
        (id) => {
          if (id === user.id) signedIn();
        },
        () => undefined,
      );
    };
    const signedIn = () => {
      noteSignedIn();
      void client.invalidateQueries();
    };
    // They may have signed in in the tab where they signed out.
    window.addEventListener('focus', back);
    return () => window.removeEventListener('focus', back);
  }, [client, user.id]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const typed = new FormData(event.currentTarget).get('password');
    setPending(true);
    setRefusal(null);
    const outcome = await signIn('credentials', {
      email: user.email,
      password: typeof typed === 'string' ? typed : '',
    });
    setPending(false);
    if (outcome.ok) {
      noteSignedIn();
      void client.invalidateQueries();
      return;
    }
    setRefusal(signInWords(outcome.code));
    password.current?.focus();
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="You were signed out"
      description={
        waiting > 0
          ? `${countChanges(waiting)} ${waiting === 1 ? 'waits' : 'wait'} in this browser. Sign in, and ${waiting === 1 ? 'it is' : 'they are'} sent.`
          : 'Sign in to go on where you are.'
      }
      footer={
        <>
          <Button onClick={() => location.assign('/sign-in')}>Use another account</Button>
          <Button type="submit" form={form} look="primary" pending={pending}>
            Sign in
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormError message={refusal} />
        <p className="truncate text-sm text-n12">{user.email}</p>
        <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          ref={password}
        />
      </form>
    </Dialog>
  );
}
