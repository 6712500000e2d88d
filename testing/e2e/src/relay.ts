import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between a browser and the system that can be cut: TCP on a port of its own, passed on byte for byte. */
export class Relay {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #wire: { cut: boolean };
  /** What ties the answers on a wire to the browser. */
  readonly #answers: Map<Socket, Socket>;

  private constructor(
    url: string,
    server: Server,
    sockets: Set<Socket>,
    wire: { cut: boolean },
    answers: Map<Socket, Socket>,
  ) {
    this.url = url;
    this.#answers = answers;
    this.#server = server;
    this.#sockets = sockets;
    this.#wire = wire;
  }

  /** Listens on a free port of this machine and passes on to the address. */
  static async to(target: string): Promise<Relay> {
    const { hostname, port } = new URL(target);
    const sockets = new Set<Socket>();
    const answers = new Map<Socket, Socket>();
    const wire = { cut: false };
    const server = createServer((near) => {
      if (wire.cut) {
        near.destroy();
        return;
      }
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        // 'close' follows, and ends the other side too.
        socket.on('error', () => undefined);
        socket.on('close', () => {
          sockets.delete(socket);
          answers.delete(far);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
      answers.set(far, near);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('the relay does not listen');
    return new Relay(`http://127.0.0.1:${address.port}`, server, sockets, wire, answers);
  }

  /** Ends every connection and lets no new one through. */
  cut(): void {
    this.#wire.cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#wire.cut = false;
  }

  /** Lets no answer through on the connections that there are, until `release`: what is asked still arrives. */
  hold(): void {
    for (const [far, near] of this.#answers) far.unpipe(near);
  }

  release(): void {
    for (const [far, near] of this.#answers) far.pipe(near);
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((done) => this.#server.close(done));
  }
}
