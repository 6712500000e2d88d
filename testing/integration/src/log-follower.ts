import type { Change, ServerFrame } from '@pyairtable/contracts';
import WebSocket from 'ws';

export interface FollowerOptions {
  baseUrl: string;
  baseId: string;
  token: string;
  /** The last change already known. */
  after: number;
}

const RECONNECT_MS = 100;

/**
 * A real-time client that keeps every change it is sent, in the order it came, and reconnects from the last number it
 * has, as a browser does. It never drops or sorts anything: that is for the test to judge.
 */
export class LogFollower {
  readonly changes: Change[] = [];
  /** Frames that tell a client to begin anew; a log that is kept never sends one. */
  reloads = 0;
  connections = 0;
  readonly #options: FollowerOptions;
  #socket: WebSocket | undefined;
  #closed = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#connect();
  }

  /** Number of the last change received. */
  get last(): number {
    return this.changes.at(-1)?.seq ?? this.#options.after;
  }

  close(): void {
    this.#closed = true;
    this.#socket?.terminate();
  }

  #connect(): void {
    if (this.#closed) return;
    const { baseUrl, baseId, token } = this.#options;
    const address = new URL(`/v1/bases/${baseId}/realtime?after=${this.last}`, baseUrl);
    address.protocol = 'ws:';
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
    this.#socket = socket;
    socket.on('open', () => (this.connections += 1));
    socket.on('message', (text) => {
      const frame = JSON.parse(String(text)) as ServerFrame;
      if (frame.t === 'change') this.changes.push(frame.change);
      if (frame.t === 'reload') this.reloads += 1;
    });
    // 'close' follows every error.
    socket.on('error', () => undefined);
    socket.on('close', () => setTimeout(() => this.#connect(), RECONNECT_MS));
  }
}
