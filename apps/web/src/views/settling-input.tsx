'use client';
import { TextInput, type TextInputProps } from '@pyairtable/ui';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { savedMark } from '@/typed-text/saves-at-once';

/** Milliseconds without a key after which what was typed counts. */
const REST = 400;

/** A text box whose text counts once the person rests, presses Enter or leaves it. */
export function SettlingInput({
  value,
  onSettle,
  keep,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string;
  /** Answers false where what the text was for was removed meanwhile. */
  onSettle: (text: string) => boolean;
  /** Keeps a text that can count nowhere any more; false where it can. */
  keep: (text: string, isRemoved: boolean) => boolean;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const waiting = useRef<string | null>(null);
  const put = () => {
    if (waiting.current === null) return;
    const text = waiting.current;
    waiting.current = null;
    setTyped(null);
    if (!keep(text, false) && !onSettle(text)) keep(text, true);
  };
  const putLatest = useEffectEvent(put);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => putLatest(), REST);
    return () => clearTimeout(timer);
  }, [typed]);
  // What was typed counts also when the panel closes; before anybody else has the keyboard.
  useLayoutEffect(() => () => putLatest(), []);
  return (
    <TextInput
      {...rest}
      {...savedMark(typed === null || typed === value)}
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
