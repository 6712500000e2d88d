import { ClientFrame } from '@pyairtable/contracts';
import { MAX_JSON_VALUES, whyUnread } from '@pyairtable/server-kit';
import type { ReadFrame } from '@pyairtable/realtime';
import { Compile } from 'typebox/compile';

const Frame = Compile(ClientFrame);
/** Room for all that a frame says which carries no op; one that is larger is none of ours. */
const MAX_PLAIN_BYTES = 1_024;
const OP_ID = /^[0-9A-Za-z-]{8,64}$/;

/** Reads a text frame against the compiled contract. */
export function readFrame(text: Buffer): ReadFrame {
  // Four million brackets cost the parser a second that belongs to everybody.
  if (whyUnread(text, MAX_JSON_VALUES) !== null) return { ok: false, opId: null };
  let value: unknown;
  try {
    value = JSON.parse(text.toString());
  } catch {
    return { ok: false, opId: null };
  }
  if (Frame.Check(value))
    return value.t === 'op' || text.length <= MAX_PLAIN_BYTES
      ? { ok: true, frame: value }
      : { ok: false, opId: null };
  const opId = (value as { op?: { id?: unknown } } | null)?.op?.id;
  return { ok: false, opId: typeof opId === 'string' && OP_ID.test(opId) ? opId : null };
}
