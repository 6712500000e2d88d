import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

const PID_TOLD = Buffer.from('K\0\0\0\x0c', 'latin1');

/**
 * A way to a PostgreSQL server that behaves as poolers do: the number that a connection is told for cancelling is one of its
 * own, or, as `refuses` says, it takes no settings of a session.
 */
export class Pooler {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly target: URL,
    refuses: boolean,
  ) {
    this.server = createServer((client) => {
      this.sockets.add(client.on('error', () => undefined));
      if (refuses) client.once('data', () => client.end(refusal()));
      else this.forward(client);
    });
  }

  static async start(url: string, refuses = false): Promise<Pooler> {
    const pooler = new Pooler(new URL(url), refuses);
    pooler.server.listen(0, '127.0.0.1');
    await once(pooler.server, 'listening');
    return pooler;
  }

  url(): string {
    const url = new URL(this.target);
    url.port = String((this.server.address() as { port: number }).port);
    return url.href;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private forward(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname).on('error', () => undefined);
    this.sockets.add(server);
    client.pipe(server);
    server.on('data', (data) => {
      const at = data.indexOf(PID_TOLD);
      if (at >= 0) data.writeInt32BE(data.readInt32BE(at + PID_TOLD.length) + 1, at + PID_TOLD.length);
      client.write(data);
    });
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  }
}

/** The answer of a pooler to a start with a parameter that it does not know. */
function refusal(): Buffer {
  const fields = Buffer.from('SFATAL\0C08P01\0Munsupported startup parameter: options\0\0');
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
