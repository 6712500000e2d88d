'use client';
import type { GrantableLevel } from '@pyairtable/contracts';
import { Button, Select, TextInput } from '@pyairtable/ui';
import { useState, type FormEvent } from 'react';
import { failureMessage } from '@/http/request';
import { announce } from '@/shell/announcements';
import { useSharing } from './collaborators';
import { levelChoices } from './level-names';

const LONGEST_ADDRESS = 320;

/** Adds a person by their e-mail address; a refusal is shown beside the address, which stays. */
export function InviteForm({ baseId }: { baseId: string }) {
  const { invite } = useSharing(baseId);
  const [email, setEmail] = useState('');
  const [level, setLevel] = useState<GrantableLevel>('edit');
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (email.trim() === '') {
      setError('Enter an e-mail address.');
      return;
    }
    try {
      const { name } = await invite.mutateAsync({ email: email.trim(), permissionLevel: level });
      setEmail('');
      announce(`${name} was added`);
    } catch (failure) {
      setError(failureMessage(failure));
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="mb-5 flex flex-wrap items-start gap-2">
      <TextInput
        label="E-mail of the person to add"
        hideLabel
        type="email"
        autoComplete="off"
        placeholder="name@example.com"
        maxLength={LONGEST_ADDRESS}
        value={email}
        error={error}
        className="min-w-48 flex-1"
        onChange={(event) => {
          setEmail(event.target.value);
          setError(null);
        }}
      />
      <Select label="What they may do" hideLabel className="w-[172px]" value={level} options={levelChoices('edit')} onChange={setLevel} />
      <Button type="submit" look="primary" pending={invite.isPending}>
        Add
      </Button>
    </form>
  );
}
