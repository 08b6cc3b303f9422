import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The line between a program and its database, which a test can cut. */
export class ShakyLine {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #lost: string | undefined;
  /** How many answers were lost on the way. */
  losses = 0;

  private constructor(
    private readonly to: { readonly host: string; readonly port: number },
    readonly port: number,
  ) {}

  static async to(host: string, port: number): Promise<ShakyLine> {
    const place = createServer().listen(0, '127.0.0.1');
    await once(place, 'listening');
    const line = new ShakyLine({ host, port }, (place.address() as AddressInfo).port);
    place.close();
    await once(place, 'close');
    await line.mend();
    return line;
  }

  /** Lets connections through again. */
  async mend(): Promise<void> {
    this.#server = createServer(near => this.#join(near)).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Cuts every connection, and lets none through until it is mended. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (!server) return;
    server.close();
    await once(server, 'close');
  }

  /** The next command of this name reaches the server, which does it; the line is cut before its answer comes. */
  loseAnswerTo(command: string): void {
    this.#lost = command;
  }

  #join(near: Socket): void {
    const far = connect(this.to.port, this.to.host);
    let isAnswerLost = false;
    near.on('data', chunk => {
      if (this.#lost !== undefined && chunk.includes(`${this.#lost}\0`)) {
        this.#lost = undefined;
        isAnswerLost = true;
      }
      far.write(chunk);
    });
    far.on('data', chunk => {
      if (!isAnswerLost) return void near.write(chunk);
      this.losses += 1;
      near.destroy();
    });
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
