import { BaseSession, type BaseSessionOptions } from '@pyairtable/realtime';

const deaf = () => ({ addEventListener: () => undefined, send: () => undefined, close: () => undefined });

/** A session of somebody who may edit, for specs: nothing that it sends is answered. */
export const unopenedSession = (openSocket: BaseSessionOptions['openSocket'] = deaf): BaseSession =>
  new BaseSession({
    url: '',
    seq: 0,
    permissionLevel: 'edit',
    userId: 'usr',
    whoIsSignedIn: () => Promise.resolve('usr'),
    openSocket,
  });
