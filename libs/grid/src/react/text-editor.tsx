'use client';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { copyTextOf } from '../engine/cells/registry';
import { moveForKey } from '../engine/editing';
import type { Move } from '../engine/options';
import type { GridTheme } from '../engine/theme';
import type { EditorProps } from './props';

/**
 * The editor used where a host brings none: one line, or several for text cells (Shift+Enter breaks). Commits text on
 * Enter, Tab and loss of focus; a refused text stays, with the reason below it.
 */
export function TextEditor({
  cell,
  column,
  initialText,
  error,
  commit,
  theme,
}: EditorProps & { theme: GridTheme }): ReactNode {
  const present = copyTextOf(cell);
  const [text, setText] = useState(initialText ?? present);
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  const isMultiline = cell.kind === 'text';

  useLayoutEffect(() => {
    const element = field.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const offer = (move: Move): void => {
    if (isDone.current) return;
    if (text === present) isDone.current = true;
    void commit(text === present ? null : { type: 'text', text }, move).then((taken) => {
      isDone.current = taken;
    });
  };

  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (isMultiline && event.key === 'Enter' && event.shiftKey) return;
    const move = moveForKey({
      key: event.key,
      shiftKey: event.shiftKey,
      isComposing: event.nativeEvent.isComposing,
    });
    if (!move) return;
    event.preventDefault();
    offer(move);
  };

  return (
    <>
      <textarea
        ref={field}
        value={text}
        rows={1}
        aria-label={column.title}
        aria-invalid={error !== null}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={handleKey}
        onBlur={() => offer('none')}
        style={{
          boxSizing: 'border-box',
          width: '100%',
          minWidth: '100%',
          height: '100%',
          minHeight: '100%',
          fieldSizing: isMultiline ? 'content' : 'fixed',
          maxHeight: 320,
          padding: '8px 9px 7px',
          border: 0,
          borderRadius: 2,
          outline: `2px solid ${error === null ? theme.accent : theme.error}`,
          outlineOffset: -1,
          resize: 'none',
          overflow: isMultiline ? 'auto' : 'hidden',
          background: theme.canvas,
          color: theme.text,
          font: `${theme.fontWeight} ${theme.fontSize}px/18px ${theme.fontFamily}`,
          textAlign: cell.kind === 'number' ? 'right' : 'start',
          boxShadow: '0 4px 16px rgba(16, 18, 27, 0.14)',
        }}
      />
      {error !== null && (
        <div
          role="alert"
          style={{
            marginTop: 4,
            padding: '4px 8px',
            width: 'max-content',
            maxWidth: 320,
            borderRadius: 6,
            background: theme.error,
            color: theme.canvas,
            font: `500 12px/16px ${theme.fontFamily}`,
          }}
        >
          {error}
        </div>
      )}
    </>
  );
}
