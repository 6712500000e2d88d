'use client';
import { TextInput, type TextInputProps } from '@pyairtable/ui';
import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a key after which what was typed counts. */
const REST = 400;

/** A text box whose text counts once the person rests, presses Enter or leaves it. */
export function SettlingInput({
  value,
  onSettle,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange'> & { value: string; onSettle: (text: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = useRef(onSettle);
  useEffect(() => {
    settle.current = onSettle;
  });
  const waiting = useRef<string | null>(null);
  const put = () => {
    if (waiting.current === null) return;
    const text = waiting.current;
    waiting.current = null;
    setTyped(null);
    settle.current(text);
  };
  const putLatest = useRef(put);
  useEffect(() => {
    putLatest.current = put;
  });
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => putLatest.current(), REST);
    return () => clearTimeout(timer);
  }, [typed]);
  // What was typed counts also when the panel closes.
  useEffect(() => () => putLatest.current(), []);
  return (
    <TextInput
      {...rest}
      value={typed ?? value}
      onChange={(event) => {
        waiting.current = event.target.value;
        setTyped(event.target.value);
      }}
      onBlur={put}
      onKeyDown={(event) => {
        if (event.key === 'Enter') put();
      }}
    />
  );
}
