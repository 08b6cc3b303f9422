import { Router } from '@koa/router';
import { SECOND } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { ApiPart } from './api-part.js';
import { Problem } from './problem.js';

/** Whoever asks after the health waits no longer. */
const PATIENCE_MS = 3 * SECOND;

/** Something that the process cannot work without. */
export interface Need {
  /** A word for the log. */
  readonly name: string;
  /** What is said when it is away. */
  readonly away: string;
  readonly isThere: () => Promise<boolean>;
}

/** What the answers go by. */
export interface HealthParts {
  /** Whether the process does its work; until then both addresses answer 503. */
  readonly ready: () => boolean;
  readonly needs: readonly Need[];
  readonly log: Log;
}

/**
 * `GET /healthz`: the process lives; a supervisor may restart it when this fails. `GET /readyz`: what it needs is there, too;
 * else a problem document that names what is away, which no restart would mend.
 */
export function healthApi({ ready, needs, log }: HealthParts): ApiPart {
  const router = new Router();
  const watched = needs.map(need => ({ need, isThere: askedOnce(need, log) }));
  router.get('/healthz', ctx => {
    ctx.status = ready() ? 200 : 503;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: ready() ? 'ok' : 'starting' };
  });
  router.get('/readyz', async ctx => {
    ctx.set('Cache-Control', 'no-store');
    if (!ready()) throw notReady('程序正在启动或停止。');
    const answers = await Promise.all(
      watched.map(async ({ need, isThere }) => ({ need, is: await isThere() })),
    );
    const away = answers.filter(({ is }) => !is).map(({ need }) => need.away);
    if (away.length > 0) throw notReady(away.join(''));
    ctx.body = { status: 'ok' };
  });
  return { router };
}

/** Asks again only when the last answer has come, so that a dead server collects no questions; what takes too long is away. */
function askedOnce({ name, isThere }: Need, log: Log): () => Promise<boolean> {
  let asking: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    try {
      return await isThere();
    } catch (error) {
      log.warn({ err: error, need: name }, 'what the program needs is away');
      return false;
    } finally {
      asking = undefined;
    }
  };
  return async () => {
    asking ??= ask();
    let impatience: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>(resolve => {
      impatience = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    return await Promise.race([asking, tooLate]).finally(() => clearTimeout(impatience));
  };
}

function notReady(why: string): Problem {
  return new Problem(503, 'not-ready', '暂时不能工作', why);
}
