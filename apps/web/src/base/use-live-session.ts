'use client';
import type { BaseSchema } from '@pyairtable/contracts';
import { BaseSession } from '@pyairtable/realtime';
import { useEffect, useState } from 'react';

/** The base's live session: open while the page is shown, dropped when the browser goes offline, tried at once when it is back or in view. */
export function useLiveSession(base: BaseSchema): BaseSession {
  const [session] = useState(
    () =>
      new BaseSession({
        url:
          typeof location === 'undefined'
            ? ''
            : `${location.origin.replace(/^http/, 'ws')}/v1/bases/${base.id}/realtime`,
        seq: base.seq,
        permissionLevel: base.permissionLevel,
        openSocket: (url) => new WebSocket(url),
      }),
  );

  useEffect(() => {
    session.open();
    const retry = () => session.reconnectNow();
    // A socket notices a lost network only by its silence.
    const lost = () => session.redial();
    const shown = () => {
      if (document.visibilityState === 'visible') retry();
    };
    // Edits that did not reach the server yet would be lost with the page.
    const leaving = (event: BeforeUnloadEvent) => {
      if (session.pendingCount > 0) event.preventDefault();
    };
    window.addEventListener('online', retry);
    window.addEventListener('offline', lost);
    window.addEventListener('beforeunload', leaving);
    document.addEventListener('visibilitychange', shown);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('offline', lost);
      window.removeEventListener('beforeunload', leaving);
      document.removeEventListener('visibilitychange', shown);
      session.close();
    };
  }, [session]);

  return session;
}
