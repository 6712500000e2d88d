'use client';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useSignedOut } from '@/auth/signed-out';
import { isBaseOpen } from './open-bases';
import { sendWaiting } from './send-waiting';
import { waitingEdits } from './waiting-edits';

const LOOK_EVERY_MS = 3_000;

/** How many edits wait of bases that are not open on this page, and whether some wait until those are opened. */
export const useWaiting = create<{ count: number; isForBase: boolean }>()(() => ({
  count: 0,
  isForBase: false,
}));

/** Sends what pages that were left could not send any more; stands once in the frame of every page. */
export function useSendWaiting(userId: string): void {
  const signedOut = useSignedOut((state) => state.signedOut);
  useEffect(() => {
    let busy = false;
    const waits = () => waitingEdits(userId).filter(({ baseId }) => !isBaseOpen(baseId));
    const look = async () => {
      if (busy) return;
      busy = true;
      if (!signedOut && waits().length > 0) await sendWaiting(userId);
      const left = waits();
      useWaiting.setState({ count: left.length, isForBase: left.some(({ takesBack }) => takesBack) });
      busy = false;
    };
    const now = () => void look();
    now();
    const timer = setInterval(now, LOOK_EVERY_MS);
    window.addEventListener('online', now);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', now);
    };
  }, [userId, signedOut]);
}
