import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { LARGE_BODY_BYTES, LargeBodies } from '@pyairtable/server-kit';
import { WebSocket, WebSocketServer } from 'ws';
import { takeInOrder } from './take-in-order';

describe('messages of sockets', () => {
  let server: WebSocketServer;
  let taken: string[];
  /** Ends what the message of a name said. */
  let done: Map<string, () => void>;

  beforeEach(async () => {
    [taken, done] = [[], new Map()];
    const bodies = new LargeBodies();
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', (socket, { url }) =>
      takeInOrder(socket, url ?? '', bodies, (message) => {
        const name = message.toString().trim();
        taken.push(name);
        return new Promise<void>((resolve) => done.set(name, resolve));
      }),
    );
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const end of done.values()) end();
    for (const socket of server.clients) socket.terminate();
    server.close();
  });

  const socketOf = async (person: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/${person}`);
    await once(socket, 'open');
    return socket;
  };
  const large = (name: string) => name.padEnd(LARGE_BODY_BYTES);

  it('that are large are taken one of a person at a time, once what the last one said is done', async () => {
    const [one, other, ben] = [await socketOf('ann'), await socketOf('ann'), await socketOf('ben')];
    one.send(large('first'));
    await vi.waitFor(() => expect(taken).toEqual(['first']), 10_000);
    for (const name of ['second', 'third']) other.send(large(name));
    one.send('small');
    ben.send(large('of another'));
    await vi.waitFor(() => expect(taken).toHaveLength(3), 10_000);
    // Time for more than are to be taken.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(taken.toSorted()).toEqual(['first', 'of another', 'small']);
    done.get('first')?.();
    await vi.waitFor(() => expect(taken.at(-1)).toBe('second'), 10_000);
    await vi.waitFor(() => expect(taken.at(-1)).toBe('third'), 10_000);
  });
});
