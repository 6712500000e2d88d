'use client';
import type { BaseSchema } from '@pyairtable/contracts';
import { BaseSession } from '@pyairtable/realtime';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isSureToLeave } from '@/auth/sign-out';
import { noteSignedOut, useSignedOut } from '@/auth/signed-out';
import { whoIsSignedIn } from '@/auth/who-is-signed-in';
import { keepTyped } from '@/typed-text/keep-typed';
import { namesIn } from '@/waiting/names-in';
import { noteOpenBase } from '@/waiting/open-bases';
import { baseOutbox } from '@/waiting/waiting-edits';
import { baseKey } from './schema-actions';

/** How often it is looked for what other pages of the base have left. */
const LOOK_EVERY_MS = 3_000;

/**
 * The base's live session: open while the page is shown, dropped when the browser goes offline, tried at once when it
 * is back or in view, and opened anew when a person who was signed out is signed in again.
 */
export function useLiveSession(base: BaseSchema, userId: string): BaseSession {
  const client = useQueryClient();
  const [session] = useState(() => {
    const cellsOf = (tableId: string, recordId: string) => made.recordOf(tableId, recordId)?.cells;
    const now = () => client.getQueryData<BaseSchema>(baseKey(base.id)) ?? base;
    const made: BaseSession = new BaseSession({
      url:
        typeof location === 'undefined'
          ? ''
          : `${location.origin.replace(/^http/, 'ws')}/v1/bases/${base.id}/realtime`,
      seq: base.seq,
      permissionLevel: base.permissionLevel,
      userId,
      whoIsSignedIn,
      outbox: baseOutbox(userId, base.id, (op) => namesIn(op, { base: now(), cellsOf })),
      openSocket: (url) => new WebSocket(url),
    });
    made.setStructure(base.tables);
    return made;
  });

  const signedOut = useSignedOut((state) => state.signedOut);
  useEffect(() => {
    if (signedOut) {
      // What the page cannot read any more the socket cannot either, even where it has not heard of it yet.
      session.redial();
      return undefined;
    }
    if (session.state === 'signedOut') session.open();
    return session.subscribe((event) => {
      if (event.type === 'state' && event.state === 'signedOut') noteSignedOut();
    });
  }, [session, signedOut]);

  useEffect(() => {
    session.open();
    const closed = noteOpenBase(base.id);
    const retry = () => session.reconnectNow();
    // A socket notices a lost network only by its silence.
    const lost = () => session.redial();
    const shown = () => {
      const isVisible = document.visibilityState === 'visible';
      session.setShown(isVisible);
      if (isVisible) retry();
    };
    // Edits that wait are kept in this browser, but nobody else sees them before the page is opened again; what is still
    // read for, or answered, is not done at all then.
    const leaving = (event: BeforeUnloadEvent) => {
      if (isSureToLeave()) return;
      const isDone = session.pendingCount === 0 && !session.isExpecting && !session.waiting;
      if (!keepTyped() || !isDone) event.preventDefault();
    };
    // Back: the boxes of this place go with it. The router hears of `popstate` before whoever came to listen after it, and
    // puts what it still has of the page before in place at once; browsers that tell beforehand are listened to there.
    const left = () => void keepTyped();
    const navigating = ({ navigationType }: NavigateEvent) => {
      if (navigationType === 'traverse') left();
    };
    const { navigation } = window as { navigation?: Navigation };
    const look = setInterval(() => session.takeUpLeft(), LOOK_EVERY_MS);
    window.addEventListener('online', retry);
    window.addEventListener('offline', lost);
    window.addEventListener('beforeunload', leaving);
    window.addEventListener('popstate', left);
    navigation?.addEventListener('navigate', navigating);
    document.addEventListener('visibilitychange', shown);
    return () => {
      clearInterval(look);
      window.removeEventListener('online', retry);
      window.removeEventListener('offline', lost);
      window.removeEventListener('beforeunload', leaving);
      window.removeEventListener('popstate', left);
      navigation?.removeEventListener('navigate', navigating);
      document.removeEventListener('visibilitychange', shown);
      session.close();
      closed();
    };
  }, [session, base.id]);

  return session;
}
