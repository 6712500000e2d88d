'use client';
import { Button, TextInput } from '@pyairtable/ui';
import { useRef, useState, type FormEvent } from 'react';
import { signIn } from '@/auth/sign-in-client';
import { FormError } from './form-error';
import { PasswordInput } from './password-input';
import { signInWords } from './sign-in-words';

/** E-mail and password; what was typed stays through every refusal. */
export function SignInForm({ next }: { next: string }) {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const typed = new FormData(event.currentTarget);
    setPending(true);
    setRefusal(null);
    const outcome = await signIn('credentials', {
      email: text(typed, 'email').trim(),
      password: text(typed, 'password'),
    });
    if (outcome.ok) {
      location.assign(next);
      return;
    }
    setPending(false);
    setRefusal(signInWords(outcome.code));
    password.current?.focus();
  }

  return (
    // As in the form for signing up: without scripts, nothing of this belongs into the address.
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <FormError message={refusal} />
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        size="large"
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        size="large"
        ref={password}
      />
      <Button type="submit" look="primary" size="large" pending={pending} className="mt-2">
        Sign in
      </Button>
    </form>
  );
}

const text = (typed: FormData, name: string): string => {
  const value = typed.get(name);
  return typeof value === 'string' ? value : '';
};
