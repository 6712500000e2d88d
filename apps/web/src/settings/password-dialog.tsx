'use client';
import { Button, Dialog, showToast } from '@pyairtable/ui';
import { type FormEvent, useId, useRef, useState } from 'react';
import { failureMessage, request } from '@/http/request';
import { PasswordInput } from '@/sign-in/password-input';
import { PasswordRuleList } from '@/sign-in/password-rule-list';
import { passwordRules } from '@/sign-in/password-rules';

/** Asks for the present password and a new one; a refusal is shown beside what was typed, which stays. */
export function PasswordDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const form = useId();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const presentBox = useRef<HTMLInputElement>(null);
  const nextBox = useRef<HTMLInputElement>(null);
  const rules = passwordRules(next, email);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (present === '') return presentBox.current?.focus();
    if (rules.some(({ met }) => !met)) return nextBox.current?.focus();
    setPending(true);
    setRefusal(null);
    try {
      await request('POST', '/v1/me/password', { password: present, newPassword: next });
      onClose();
      showToast({
        title: 'Your password was changed',
        description: 'Wherever else you were signed in you are asked for it. Access tokens work on.',
      });
    } catch (failure) {
      setRefusal(failureMessage(failure));
      setPending(false);
      presentBox.current?.focus();
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !pending) onClose();
      }}
      title="Change password"
      footer={
        <>
          <Button disabled={pending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={form} look="primary" pending={pending}>
            Change password
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {/* For what keeps passwords: whose this is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label="Present password"
          name="password"
          autoComplete="current-password"
          value={present}
          ref={presentBox}
          error={refusal}
          onChange={(event) => {
            setPresent(event.target.value);
            setRefusal(null);
          }}
        />
        <div className="flex flex-col gap-2">
          <PasswordInput
            label="New password"
            name="newPassword"
            autoComplete="new-password"
            value={next}
            ref={nextBox}
            onChange={(event) => setNext(event.target.value)}
          />
          <PasswordRuleList rules={rules} />
        </div>
        <p className="text-xs text-n11">You are signed out wherever else you are signed in.</p>
      </form>
    </Dialog>
  );
}
