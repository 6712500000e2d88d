import { BaseSession } from '@pyairtable/realtime';

/** A session of somebody who may edit, for specs: nothing that it sends is answered. */
export const unopenedSession = (): BaseSession =>
  new BaseSession({
    url: '',
    seq: 0,
    permissionLevel: 'edit',
    userId: 'usr',
    whoIsSignedIn: () => Promise.resolve('usr'),
    openSocket: () => ({ addEventListener: () => undefined, send: () => undefined, close: () => undefined }),
  });
