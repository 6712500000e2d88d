import type { Move } from '@pyairtable/grid';
import type { KeyboardEvent } from 'react';

/** Where a key that ends an edit moves to; null for a key that belongs to the editor, "cancel" for Escape. */
export function endingKey(event: KeyboardEvent): Move | 'cancel' | null {
  if (event.key === 'Escape') return 'cancel';
  if (event.key === 'Enter' && !event.altKey) return event.shiftKey ? 'add' : 'down';
  if (event.key === 'Tab') return event.shiftKey ? 'left' : 'right';
  return null;
}

/** How a picker's leaving moves on. */
export const MOVE_OF = { next: 'right', previous: 'left' } as const;
