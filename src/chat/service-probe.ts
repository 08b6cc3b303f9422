import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import { checkServerIdentity, type TLSSocket } from 'node:tls';
import { SECOND } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import { redacted, troubleIn, type NetworkTrouble } from './network-fault.js';
import type { ServiceSettings } from './service-settings.js';

/** What a look at the puppet service found: it answers, or what is at fault. */
export type Probed =
  | { readonly isFine: true; readonly says: string }
  | { readonly isFine: false; readonly trouble: NetworkTrouble; readonly says: string };

const ANSWERS_WITHIN_MS = 5 * SECOND;
/** Who signed the certificates that the library trusts when no authority is given. */
const LIBRARY_AUTHORITY = 'wechaty-root-ca';
/** A gRPC frame that holds an empty message. */
const EMPTY_MESSAGE = Buffer.alloc(5);

/**
 * Asks the puppet service for its version and for the health of its account. That takes nothing away from a bot that is
 * connected: a whole login would throw it out. Never rejects.
 */
export async function probeService(
  settings: ServiceSettings,
  withinMs: number = ANSWERS_WITHIN_MS,
): Promise<Probed> {
  const endpoint = settings.endpoint ?? (await discovered(settings));
  if (typeof endpoint !== 'string') return endpoint;
  const { session, failed } = open(endpoint, settings);
  session.setTimeout(withinMs, () => session.destroy(new Error(`no answer within ${withinMs} ms`)));
  try {
    const version = await Promise.race([ask(session, '/wechaty.Puppet/Version', settings.token), failed]);
    if (version.status === 16 || version.status === 7)
      return { isFine: false, trouble: 'token', says: redacted(version.says, settings.token) };
    // Other services than the library's own may know neither call; then the answer itself must do.
    const health = await Promise.race([ask(session, '/grpc.health.v1.Health/Check', settings.token), failed]);
    const isDown = health.status === 0 && health.body.at(-1) === 2;
    if (isDown)
      return { isFine: false, trouble: 'login', says: 'no sign of life of the account for a minute' };
    return { isFine: true, says: `${endpoint} answers and accepts the token` };
  } catch (thrown) {
    return { isFine: false, ...(await troubleOf(thrown, endpoint, settings)) };
  } finally {
    session.destroy();
  }
}

/** Where the token leads to, as the library would find it. */
async function discovered({ authority, token }: ServiceSettings): Promise<string | Probed> {
  const asked = `the directory ${authority} (or set WECHATY_PUPPET_SERVICE_ENDPOINT)`;
  try {
    const answer = await fetch(`https://${authority}/v0/hosties/${encodeURIComponent(token)}`, {
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    if (answer.status === 404 || answer.status === 400)
      return { isFine: false, trouble: 'token', says: `unknown to ${asked}` };
    const { host, port } = (await answer.json()) as { host?: string; port?: number };
    if (host && port) return `${host}:${port}`;
    return { isFine: false, trouble: 'login', says: `no service has registered at ${asked}` };
  } catch (thrown) {
    return {
      isFine: false,
      trouble: 'network',
      says: redacted(`${asked} does not answer: ${reasonOf(thrown)}`, token),
    };
  }
}

function open(
  endpoint: string,
  settings: ServiceSettings,
): { session: ClientHttp2Session; failed: Promise<never> } {
  const session = connect(`${settings.isTlsOff ? 'http' : 'https'}://${endpoint}`, {
    servername: settings.serverName,
    ...(settings.caCert === undefined
      ? { rejectUnauthorized: false, checkServerIdentity: () => undefined }
      : { ca: settings.caCert }),
  });
  const failed = new Promise<never>((_, reject) => {
    session.once('error', reject);
    session.once('close', () => reject(new Error('the connection was closed at once')));
    session.once('connect', (_session, socket) => {
      const problem = settings.isTlsOff ? undefined : problemOfCertificate(socket as TLSSocket, settings);
      if (problem) session.destroy(problem);
    });
  });
  // It may fail after the answer has come, when nobody listens any more.
  failed.catch(() => undefined);
  return { session, failed };
}

/** Without an authority of its own, the certificate must be one that the library trusts. */
function problemOfCertificate(socket: TLSSocket, settings: ServiceSettings): Error | undefined {
  const certificate = socket.getPeerCertificate();
  if (settings.caCert === undefined && certificate.issuer?.CN !== LIBRARY_AUTHORITY) {
    const by = String(certificate.issuer?.CN ?? 'nobody');
    return new Error(
      `certificate signed by ${by}: put ${by}'s own certificate into WECHATY_PUPPET_SERVICE_TLS_CA_CERT`,
    );
  }
  return checkServerIdentity(settings.serverName, certificate);
}

interface Answer {
  /** As gRPC counts: 0 fine, 12 not known, 16 not authenticated; -1 when there was none. */
  readonly status: number;
  readonly says: string;
  readonly body: Buffer;
}

async function ask(session: ClientHttp2Session, path: string, token: string): Promise<Answer> {
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
    authorization: `Wechaty ${token}`,
  });
  return new Promise((resolve, reject) => {
    let headers: IncomingHttpHeaders = {};
    const chunks: Buffer[] = [];
    stream.on('response', got => (headers = { ...headers, ...got }));
    stream.on('trailers', got => (headers = { ...headers, ...got }));
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => {
      const says = decoded([headers['grpc-message'] ?? ''].flat().join(' '));
      resolve({ status: Number(headers['grpc-status'] ?? -1), says, body: Buffer.concat(chunks) });
    });
    stream.end(EMPTY_MESSAGE);
  });
}

/** gRPC writes its words with %XX; a service that does not must not end the process from within a listener. */
function decoded(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch (thrown) {
    if (thrown instanceof URIError) return words;
    throw thrown;
  }
}

/** Two that disagree about TLS cut the connection without a word, or with words that only an expert understands. */
async function troubleOf(
  thrown: unknown,
  endpoint: string,
  { isTlsOff, token }: ServiceSettings,
): Promise<{ trouble: NetworkTrouble; says: string }> {
  const { code } = thrown as { code?: string };
  const says = `${endpoint}: ${redacted([code, reasonOf(thrown)].filter(Boolean).join(' '), token)}`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { trouble: 'network', says };
  if (isTlsOff)
    return {
      trouble: 'tls',
      says: `${says}; WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT is on, perhaps the service wants TLS`,
    };
  if (/wrong version number/iu.test(says)) return { trouble: 'tls', says: `${endpoint} answers without TLS` };
  return { trouble: troubleIn(says) ?? (/certificate|altname/iu.test(says) ? 'tls' : 'network'), says };
}
