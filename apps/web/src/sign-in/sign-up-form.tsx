'use client';
import { Button, TextInput, classNames } from '@pyairtable/ui';
import { Check } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState, type FormEvent } from 'react';
import { signIn } from '@/auth/sign-in-client';
import { FormError } from './form-error';
import { PasswordInput } from './password-input';
import { passwordRules } from './password-rules';
import { signInWords } from './sign-in-words';

/** Name, e-mail and a new password, with the rules ticked off while typing. */
export function SignUpForm({ next }: { next: string }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [pending, setPending] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const emailBox = useRef<HTMLInputElement>(null);
  const rules = passwordRules(password, email);
  const errors = {
    name: name.trim() ? null : 'Enter your name.',
    email: /^\S+@\S+\.\S+$/.test(email.trim()) ? null : 'Enter an e-mail address, such as mia@example.com.',
    password: rules.every((rule) => rule.met) ? null : 'Choose a password that meets the rules below.',
  };

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setTried(true);
    setRefusal(null);
    const wrong = (['name', 'email', 'password'] as const).find((key) => errors[key] !== null);
    if (wrong) {
      const box = event.currentTarget.elements.namedItem(wrong);
      if (box instanceof HTMLElement) box.focus();
      return;
    }
    setPending(true);
    const outcome = await signIn('sign-up', { name: name.trim(), email: email.trim(), password });
    if (outcome.ok) {
      location.assign(next);
      return;
    }
    setPending(false);
    setRefusal(outcome.code);
    if (outcome.code === 'INVALID_SIGN_UP') emailBox.current?.focus();
  }

  return (
    // Sent before the page's scripts run, a form without a method would put the password into the address.
    <form method="post" onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      <FormError message={refusal === null ? null : signInWords(refusal)}>
        {refusal === 'INVALID_SIGN_UP' ? (
          <Link
            href={`/sign-in?next=${encodeURIComponent(next)}`}
            className="font-medium whitespace-nowrap underline underline-offset-2"
          >
            Sign in
          </Link>
        ) : null}
      </FormError>
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={120}
        autoFocus
        size="large"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={tried ? errors.name : null}
      />
      <TextInput
        label="E-mail"
        name="email"
        ref={emailBox}
        type="email"
        autoComplete="username"
        maxLength={254}
        size="large"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={tried ? errors.email : null}
      />
      <div className="flex flex-col gap-2">
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="new-password"
          size="large"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={tried ? errors.password : null}
        />
        <ul className="flex flex-col gap-1 text-xs" aria-label="Password rules">
          {rules.map((rule) => (
            <li
              key={rule.text}
              className={classNames('flex items-center gap-1.5', rule.met ? 'text-green-text' : 'text-n11')}
            >
              <Check size={14} strokeWidth={2} aria-hidden="true" className={rule.met ? '' : 'opacity-35'} />
              {rule.text}
              <span className="sr-only">{rule.met ? '(met)' : '(not met yet)'}</span>
            </li>
          ))}
        </ul>
      </div>
      <Button type="submit" look="primary" size="large" pending={pending} className="mt-2">
        Create account
      </Button>
    </form>
  );
}
