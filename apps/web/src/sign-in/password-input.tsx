'use client';
import { IconButton, TextInput, type TextInputProps } from '@pyairtable/ui';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';

/** A password with a button that shows what was typed. */
export function PasswordInput(props: Omit<TextInputProps, 'type' | 'trailing'>) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextInput
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      trailing={
        <IconButton
          label={shown ? 'Hide password' : 'Show password'}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
