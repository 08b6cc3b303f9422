import { Fault } from '../base/fault.js';

/**
 * What keeps the bot from its chat network.
 *
 * - `network`: the service is not reached, or the connection to it was cut.
 * - `tls`: somebody answers there, but the two do not agree on encryption or certificate.
 * - `token`: the service does not accept the token.
 * - `taken`: another program is connected with the same token.
 * - `login`: the service is fine, but its account is not logged in.
 * - `silent`: the connection looks fine, but nothing comes any more and nobody answers.
 */
export type NetworkTrouble = 'network' | 'tls' | 'token' | 'taken' | 'login' | 'silent';

/** In plain words what is at fault and what to do, for the log, the doctor and the last line of the process. */
export const mendOf: Readonly<Record<NetworkTrouble, string>> = {
  network:
    'the network is at fault: the chat network or its puppet service cannot be reached. With a service: is it running, and is WECHATY_PUPPET_SERVICE_ENDPOINT its address?',
  tls: 'the encryption is at fault: TLS on one side only, or a certificate for another name. Check WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME, WECHATY_PUPPET_SERVICE_TLS_CA_CERT and WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT',
  token:
    'the token is at fault: the puppet service does not accept it. Check WECHATY_PUPPET_SERVICE_TOKEN; has it run out?',
  taken:
    'the token is in use: another program is connected with it, and a service speaks with one at a time. End the other program, or get a token of its own for each',
  login:
    'the login is at fault: the puppet service answers, but its account is not logged in. Log it in on the phone or by scanning the code',
  silent:
    'the chat network has gone silent: the connection stands, but nothing comes and nobody answers. Is the phone online, is the service overloaded?',
};

const TLS =
  /ERR_TLS|altname|certificate|self[- ]signed|SSL routines|EPROTO|wrong version number|ERR_SSL|handshake|Failed to connect/iu;
const NETWORK =
  /^(?:14|1) |UNAVAILABLE|CANCELLED|ECONN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN|EPIPE|socket hang up|Name resolution failed|no grpc manager|NO CLIENT/iu;

/** What an error of a puppet says about the connection as a whole; undefined when it concerns something smaller. */
export function troubleIn(message: string): NetworkTrouble | undefined {
  if (/^16 |UNAUTHENTICATED/u.test(message)) return 'token';
  if (/^6 ALREADY_EXISTS|can not call twice/u.test(message)) return 'taken';
  if (!NETWORK.test(message)) return undefined;
  return TLS.test(message) ? 'tls' : 'network';
}

/** Whether the error means that the connection to a puppet service is gone. */
export function isConnectionLost(error: Error): boolean {
  const trouble = troubleIn(error.message);
  return trouble === 'network' || trouble === 'tls';
}

/** The text without the token, which services like to repeat. */
export function redacted(text: string, token: string | undefined): string {
  return token ? text.replaceAll(token, '<token>') : text;
}

/** The chat network cannot be used: a Fault `chat-<trouble>` that says what is at fault, what to do, and what was said. */
export class NetworkFault extends Fault {
  constructor(
    readonly trouble: NetworkTrouble,
    /** The words of the service or of the system; they must hold no secret. */
    readonly said: string,
  ) {
    super(`chat-${trouble}`, `${mendOf[trouble]} (${said.replaceAll(/\s+/gu, ' ').trim()})`);
    this.name = 'NetworkFault';
  }
}
