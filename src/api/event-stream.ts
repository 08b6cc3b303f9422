import { PassThrough } from 'node:stream';
import type { Context } from 'koa';
import { SECOND } from '../base/clock.js';

/** Proxies and browsers give up on a connection that says nothing. */
const HEARTBEAT_MS = 15 * SECOND;
/** A reader that far behind is cut off; it comes back and asks for what it missed. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024;

export interface StreamedEvent {
  readonly event: string;
  /** Where a reader that comes back goes on from. */
  readonly id: number;
  readonly payload: unknown;
}

/** Readers of server-sent events. */
export class EventStreams {
  readonly #streams = new Set<PassThrough>();

  /**
   * Answers the request with a stream of events.
   *
   * @param begin is given the function to send with, and returns what must be called when the reader is gone
   */
  open(ctx: Context, begin: (send: (event: StreamedEvent) => void) => () => void): void {
    const stream = new PassThrough({ highWaterMark: MOST_UNREAD_BYTES });
    const write = (chunk: string): void => {
      if (!stream.write(chunk)) stream.destroy();
    };
    ctx.status = 200;
    ctx.type = 'text/event-stream; charset=utf-8';
    ctx.set({ 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no', Connection: 'close' });
    ctx.body = stream;
    write('retry: 2000\n\n');
    const end = begin(({ event, id, payload }) => write(frame(event, id, payload)));
    const heart = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS).unref();
    this.#streams.add(stream);
    stream.once('close', () => {
      clearInterval(heart);
      end();
      this.#streams.delete(stream);
    });
  }

  /** Ends every stream. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }
}

function frame(event: string, id: number, payload: unknown): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(payload)}\n\n`;
}
