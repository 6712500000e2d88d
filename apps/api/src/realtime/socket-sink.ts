import type { FrameSink } from '@pyairtable/realtime';
import type { WebSocket } from 'ws';

/** Bytes that may wait while a member catches up; the next page is read when fewer do. */
const LOW_WATER_BYTES = 256 * 1024;
const DRAIN_POLL_MS = 20;

/** The sending half of a `ws` socket. */
export function socketSink(socket: WebSocket): FrameSink {
  return {
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    bufferedBytes: () => socket.bufferedAmount,
    drained: async () => {
      while (socket.readyState === socket.OPEN && socket.bufferedAmount > LOW_WATER_BYTES) {
        await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      }
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
