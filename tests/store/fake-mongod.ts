import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';

const { BSON } = mongoose.mongo;
type Command = Readonly<Record<string, unknown>>;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

/** A server that only knows the answers it was given; what else it is asked it does not know. */
export interface FakeMongod {
  readonly port: number;
  /** Every command it was asked, apart from greetings. */
  readonly asked: readonly Command[];
  close(): Promise<void>;
}

/**
 * Listens on a free loopback port and answers every command by its name.
 *
 * @param greeting what it says of itself, besides that it takes writes
 */
export async function fakeMongod(
  greeting: (port: number) => Command,
  answers: Readonly<Record<string, Command>> = {},
): Promise<FakeMongod> {
  const asked: Command[] = [];
  const sockets = new Set<Socket>();
  const answerTo = (command: Command): Command => {
    const [name = ''] = Object.keys(command);
    if (/^(?:hello|ismaster|isMaster)$/.test(name))
      return { ok: 1, isWritablePrimary: true, ismaster: true, minWireVersion: 0, ...greeting(port) };
    asked.push(command);
    return (
      answers[name] ?? { ok: 0, code: 59, codeName: 'CommandNotFound', errmsg: `no such command: ${name}` }
    );
  };
  const server = createServer(socket => {
    sockets.add(socket);
    let waiting = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', chunk => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 4 && waiting.length >= waiting.readInt32LE(0)) {
        const request = waiting.subarray(0, waiting.readInt32LE(0));
        waiting = waiting.subarray(request.length);
        socket.write(replyTo(request, answerTo));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The greeting comes in the old form of message (OP_QUERY), everything after it in the new one (OP_MSG). */
function replyTo(request: Buffer, answerTo: (command: Command) => Command): Buffer {
  const id = request.readInt32LE(4);
  const isQuery = request.readInt32LE(12) === OP_QUERY;
  // OP_QUERY: flags, name of the collection, skip, limit; OP_MSG: flags, one byte for the kind of section.
  const begin = isQuery ? request.indexOf(0, 20) + 1 + 8 : 21;
  const length = request.readInt32LE(begin);
  const command = BSON.deserialize(request.subarray(begin, begin + length)) as Command;
  const answer = BSON.serialize(answerTo(command));
  const body = isQuery
    ? Buffer.concat([Buffer.alloc(16), numbers(1), answer])
    : Buffer.concat([Buffer.alloc(5), answer]);
  return Buffer.concat([numbers(16 + body.length, 0, id, isQuery ? OP_REPLY : OP_MSG), body]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeInt32LE(value, 4 * at);
  return bytes;
}
