'use client';
import type { BaseCollaborator, GrantableLevel } from '@pyairtable/contracts';
import { Button, Select, TextInput } from '@pyairtable/ui';
import { useRef, useState, type FormEvent } from 'react';
import { failureMessage } from '@/http/request';
import { announce } from '@/shell/announcements';
import { nameOf } from './collaborators';
import { LEVEL_NAMES, levelOptions, LEVEL_WORDS } from './levels';

const LONGEST = 320;
const OPTIONS = levelOptions();

/** Adds a person by address and level; a refusal is shown beside the text, which stays. */
export function AddPersonForm({
  present,
  onAdd,
}: {
  present: readonly BaseCollaborator[];
  onAdd: (email: string, level: GrantableLevel) => Promise<BaseCollaborator>;
}) {
  const [email, setEmail] = useState('');
  const [level, setLevel] = useState<GrantableLevel>('edit');
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const address = email.trim();
    const known = present.find((one) => one.email.toLowerCase() === address.toLowerCase());
    const problem = !address.includes('@')
      ? 'Enter the e-mail address with which they sign in.'
      : known
        ? `${nameOf(known)} is here already. Change the level in the list.`
        : null;
    input.current?.focus();
    setError(problem);
    if (problem) return;
    setPending(true);
    try {
      const added = await onAdd(address, level);
      setEmail('');
      announce(`${nameOf(added)} was added as ${LEVEL_NAMES[added.permissionLevel].toLowerCase()}`);
    } catch (failure) {
      setError(failureMessage(failure));
    } finally {
      setPending(false);
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid grid-cols-[1fr_56px] items-start gap-x-2 gap-y-3 sm:grid-cols-[1fr_136px_56px]"
    >
      <TextInput
        ref={input}
        label="E-mail of the person to add"
        hideLabel
        type="email"
        placeholder="Add somebody by e-mail"
        autoComplete="off"
        spellCheck={false}
        value={email}
        maxLength={LONGEST}
        error={error}
        hint={LEVEL_WORDS[level]}
        className="max-sm:col-span-2"
        onChange={(event) => {
          setEmail(event.target.value);
          setError(null);
        }}
      />
      <Select label="Their level" hideLabel value={level} options={OPTIONS} onChange={setLevel} />
      <Button type="submit" look="primary" pending={pending}>
        Add
      </Button>
    </form>
  );
}
