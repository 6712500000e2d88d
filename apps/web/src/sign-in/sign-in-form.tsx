'use client';
import { Button, TextInput } from '@pyairtable/ui';
import { useRef, useState } from 'react';
import { signIn } from '@/auth/sign-in-client';
import { FormError } from './form-error';
import { formText } from './form-text';
import { PasswordInput } from './password-input';
import { signInWords } from './sign-in-words';

/** E-mail and password; what was typed stays through every refusal. */
export function SignInForm({ next }: { next: string }) {
  const [email, setEmail] = useState('');
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const password = useRef<HTMLInputElement>(null);

  async function submit(typed: FormData) {
    if (pending) return;
    setEmail(formText(typed, 'email'));
    setPending(true);
    setRefusal(null);
    const outcome = await signIn('credentials', {
      email: formText(typed, 'email').trim(),
      password: formText(typed, 'password'),
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
    // React keeps what is sent before the page's scripts run for the action; it would empty the form behind it each time.
    <form
      action={submit}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
      className="flex flex-col gap-4"
    >
      <FormError message={refusal} />
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        size="large"
        defaultValue={email}
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
