import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import { Fault, reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';
import type { ApiPart } from './api-part.js';
import { healthApi, type Need } from './health.js';
import { answerWithProblems, Problem } from './problem.js';
import { systemCodeOf } from './system-code.js';

/** How long requests under way may take to end after the server was told to close. */
const GRACE_MS = 5_000;
const SWEEP_MS = 20;

export interface ServerParts {
  /** 0 lets the system choose. */
  readonly port: number;
  /** The address to listen on; every address when absent. */
  readonly host?: string;
  /** Whether the process does its work; until then `/healthz` and `/readyz` answer 503. */
  readonly ready: () => boolean;
  /** What `/readyz` looks at besides. */
  readonly needs?: readonly Need[];
  readonly parts: readonly ApiPart[];
  readonly log: Log;
}

export interface RunningServer {
  readonly port: number;
  /** Ends event streams, lets requests under way finish, and resolves when the port is free. */
  close(): Promise<void>;
}

/** Starts the HTTP server; a port that is taken or not allowed is a Fault that says what to do. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const answer = buildApp(parts).callback();
  // Koa's promise never rejects: it answers errors itself.
  const server = createServer((request, response) => void answer(request, response));
  await listen(server, parts);
  const { port } = server.address() as AddressInfo;
  parts.log.info({ port }, 'the HTTP server listens');
  return {
    port,
    async close() {
      for (const part of parts.parts) part.close?.();
      const closed = once(server, 'close');
      server.close();
      // A connection that is kept alive becomes idle only when its last answer is through.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(impatience);
    },
  };
}

function buildApp({ ready, needs = [], parts, log }: ServerParts): Koa {
  const app = new Koa();
  app.on('error', (thrown: unknown) => {
    if (!isDisconnect(thrown)) log.error({ err: thrown }, 'an answer could not be sent');
  });
  app.use(securityHeaders());
  app.use(compress({ filter: type => isWorthCompressing(type) }));
  app.use(answerWithProblems(log));
  app.use(async (ctx, next) => {
    checkPath(ctx.path);
    await next();
  });
  for (const { router } of [healthApi({ ready, needs, log }), ...parts]) {
    app.use(router.routes());
    app.use(router.allowedMethods());
  }
  return app;
}

/** Made for plain HTTP in an office network, too: nothing that would send the browser to https. */
function securityHeaders(): Koa.Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}

/** The router passes a path that cannot be decoded on as it is; no id looks like that. */
function checkPath(path: string): void {
  try {
    decodeURIComponent(path);
  } catch (thrown) {
    if (!(thrown instanceof URIError)) throw thrown;
    throw new Problem(400, 'bad-path', '网址有误', '网址里的 % 后面要跟两位十六进制数，请重新编码。');
  }
}

/** Event streams must not be held back until a block is full. */
function isWorthCompressing(type: string): boolean {
  return /^text\/|json|javascript|svg/.test(type) && !type.includes('event-stream');
}

function isDisconnect(thrown: unknown): boolean {
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(systemCodeOf(thrown) ?? '');
}

async function listen(server: Server, { port, host }: ServerParts): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw listenFault(port, cause);
  }
}

function listenFault(port: number, cause: unknown): Fault {
  const code = systemCodeOf(cause);
  if (code === 'EADDRINUSE') {
    return new Fault(
      'port-in-use',
      `port ${port} is taken by another program; stop it or set PORT to another`,
      { cause },
    );
  }
  if (code === 'EACCES') {
    return new Fault('port-forbidden', `port ${port} needs more rights; set PORT to one above 1023`, {
      cause,
    });
  }
  return new Fault(
    'port-not-opened',
    `port ${port} cannot be opened: ${reasonOf(cause)}; set PORT to another`,
    { cause },
  );
}
