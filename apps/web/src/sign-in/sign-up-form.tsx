'use client';
import { Button, TextInput } from '@pyairtable/ui';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { signIn } from '@/auth/sign-in-client';
import { FormError } from './form-error';
import { formText } from './form-text';
import { PasswordInput } from './password-input';
import { PasswordRuleList } from './password-rule-list';
import { passwordRules } from './password-rules';
import { signInWords } from './sign-in-words';

const BOXES = ['name', 'email', 'password'] as const;
type Typed = Record<(typeof BOXES)[number], string>;
const NOTHING: Typed = { name: '', email: '', password: '' };

const readForm = (form: FormData): Typed => ({
  name: formText(form, 'name'),
  email: formText(form, 'email'),
  password: formText(form, 'password'),
});

/** What is wrong with each box, in words. */
const faultsOf = ({ name, email, password }: Typed) => ({
  name: name.trim() ? null : 'Enter your name.',
  email: /^\S+@\S+\.\S+$/.test(email.trim()) ? null : 'Enter an e-mail address, such as mia@example.com.',
  password: passwordRules(password, email).every((rule) => rule.met)
    ? null
    : 'Choose a password that meets the rules below.',
});

/** Name, e-mail and a new password, with the rules ticked off while typing. */
export function SignUpForm({ next }: { next: string }) {
  const [typed, setTyped] = useState(NOTHING);
  const [pending, setPending] = useState(false);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const nameBox = useRef<HTMLInputElement>(null);
  const emailBox = useRef<HTMLInputElement>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  const rules = passwordRules(typed.password, typed.email);
  const errors = faultsOf(typed);

  async function submit(form: FormData) {
    if (pending) return;
    const sent = readForm(form);
    setTyped(sent);
    setTried(true);
    setRefusal(null);
    const faults = faultsOf(sent);
    const wrong = BOXES.find((name) => faults[name] !== null);
    if (wrong) {
      ({ name: nameBox, email: emailBox, password: passwordBox })[wrong].current?.focus();
      return;
    }
    setPending(true);
    const { name, email, password } = sent;
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
    // All boxes are read at every key and when the form is sent: what was typed before the page's scripts ran told nobody.
    <form
      action={submit}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
      onInput={(event) => setTyped(readForm(new FormData(event.currentTarget)))}
      noValidate
      className="flex flex-col gap-4"
    >
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
        defaultValue={typed.name}
        ref={nameBox}
        error={tried ? errors.name : null}
      />
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        size="large"
        defaultValue={typed.email}
        ref={emailBox}
        error={tried ? errors.email : null}
      />
      <div className="flex flex-col gap-2">
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="new-password"
          size="large"
          defaultValue={typed.password}
          ref={passwordBox}
          error={tried ? errors.password : null}
        />
        <PasswordRuleList rules={rules} />
      </div>
      <Button type="submit" look="primary" size="large" pending={pending} className="mt-2">
        Create account
      </Button>
    </form>
  );
}
