'use client';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useSignedOut } from '@/auth/signed-out';
import { isBaseOpen } from './open-bases';
import { sendWaiting } from './send-waiting';
import { waitingEdits } from './waiting-edits';
import { waitingFor, type WaitingFor } from './waiting-for';

const LOOK_EVERY_MS = 3_000;

/** What waits of bases that are not open on this page. */
export const useWaiting = create<WaitingFor>()(() => ({ toBeSent: 0, bases: {} }));

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
      useWaiting.setState(waitingFor(waits()));
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
