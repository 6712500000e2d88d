'use client';
import { create } from 'zustand';

const useAnnouncement = create<{ text: string; turn: number }>()(() => ({ text: '', turn: 0 }));

/** Has assistive technology say a short sentence when it is free to; also when it is the same as the one before. */
export const announce = (text: string): void =>
  useAnnouncement.setState(({ turn }) => ({ text, turn: turn + 1 }));

/** Where announcements are read from; stands once in the application. */
export function Announcements() {
  const { text, turn } = useAnnouncement();
  // A text that does not change is not spoken again, so that every other one ends in a space that nobody hears.
  return (
    <div aria-live="polite" className="sr-only" data-announcements="">
      {turn % 2 === 0 ? text : `${text}\u00a0`}
    </div>
  );
}
