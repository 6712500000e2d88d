import type { ClientFrame, Op, RecordChanges, SchemaChange, ServerFrame } from '@pyairtable/contracts';
import { unopenedSession } from './unopened-session';

/** A session of somebody who may edit, for specs that are its server. */
export function heardSession() {
  let hear: (event: { data: string }) => void = () => undefined;
  const sent: Op[] = [];
  const session = unopenedSession(() => ({
    addEventListener: (type: string, listener: (event: never) => void) => {
      if (type === 'message') hear = listener as typeof hear;
    },
    send: (text: string) => {
      const frame = JSON.parse(text) as ClientFrame;
      if (frame.t === 'op') sent.push(frame.op);
    },
    close: () => undefined,
  }));
  const says = (frame: ServerFrame) => hear({ data: JSON.stringify(frame) });
  /** Tells of a change, the next of the log, which is that of an op that was sent if so. */
  const tell = (seq: number, part: RecordChanges | SchemaChange, opId?: string) =>
    says({
      t: 'change',
      change: { seq, at: '', actor: null, source: 'client', changes: [part], ...(opId && { opId }) },
    });
  /** Welcomes it, on its first connection or a later one. */
  const ready = (seq = 0) =>
    says({ t: 'ready', seq, you: { sessionId: 'ses', userId: 'usr' }, permissionLevel: 'edit' });
  session.open();
  ready();
  return { session, sent, tell, ready };
}
