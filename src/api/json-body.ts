import { bodyParser } from '@koa/bodyparser';
import type { Context, Middleware } from 'koa';
import type { z } from 'zod';
import { Problem } from './problem.js';

const MOST_THROWN_AWAY = 64 * 1024 * 1024;

/** Parses JSON bodies of at most `limit` (`50mb`); what is no JSON is left for `bodyOf` to refuse. */
export function jsonBody(limit: string): Middleware {
  const parse = bodyParser({ enableTypes: ['json'], jsonLimit: limit });
  return async (ctx, next) => {
    try {
      await parse(ctx, next);
    } catch (thrown) {
      if (isTooLarge(thrown)) await letItFinish(ctx);
      throw thrown;
    }
  };
}

/**
 * The checked body of a request that must have one.
 *
 * @throws Problem 415 when it is not JSON, 400 when it does not have the shape
 */
export function bodyOf<Schema extends z.ZodType>(ctx: Context, schema: Schema): z.output<Schema> {
  if (ctx.request.length !== 0 && ctx.is('json') === false) {
    throw new Problem(
      415,
      'unsupported-type',
      '格式不支持',
      '请把 Content-Type 设为 application/json，内容用 UTF-8 编码。',
    );
  }
  const checked = schema.safeParse(ctx.request.body ?? {});
  if (checked.success) return checked.data;
  const [first] = checked.error.issues;
  const where = first && first.path.length > 0 ? `${first.path.join('.')}：` : '';
  throw new Problem(400, 'bad-request', '请求内容有误', `${where}${first?.message ?? '请核对内容。'}`);
}

function isTooLarge(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown && thrown.status === 413;
}

/**
 * A client that is still sending would see a broken connection in place of the answer, so what is left is read and thrown
 * away first; a client that goes on for much longer is cut off.
 */
async function letItFinish(ctx: Context): Promise<void> {
  ctx.set('Connection', 'close');
  const { req } = ctx;
  if (req.readableEnded || req.destroyed) return;
  let left = MOST_THROWN_AWAY;
  await new Promise<void>(resolve => {
    req.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) resolve();
    });
    for (const over of ['end', 'close', 'error']) req.once(over, () => resolve());
    req.resume();
  });
}
