/**
 * The HTTP interface of the local chat, as the page uses it.
 *
 * @typedef {{ id: string, name: string, role: string, isBot: boolean }} Contact
 * @typedef {{ id: string, topic: string, kind: string, unit: string, unitName?: string, members: Contact[] }} Room
 * @typedef {{ rooms: Room[], contacts: Contact[], now: string }} World
 * @typedef {{ id: string, at: string, from: { id: string, name: string, isBot: boolean }, text?: string,
 *   imageUrl?: string, mentions: string[], recalled?: boolean,
 *   quote?: { id: string, name: string, text: string } }} Message
 * @typedef {{ type: string, at: string, by: string }} HistoryLine
 * @typedef {{ number: string, state: string, level: string, category: string, item: string, urgency: string,
 *   unit: string, assignee: string | null, supporters: string[] | number, satisfaction: string | null,
 *   history: HistoryLine[], stateName?: string, categoryName?: string, itemName?: string, unitName?: string,
 *   assigneeName?: string, summary?: string, photos?: string[] }} Ticket
 * @typedef {{ from: string, text?: string, imageBase64?: string, mention?: string[], quote?: string }} Draft
 */

const BASE = '/local-chat/api';

/** The server answered, but refused; the message is what it said a person can do about it. */
export class Refused extends Error {}

/** The server did not answer at all. */
export class Unreachable extends Error {}

/**
 * What is told to the person at the page; anything else is a fault of the page.
 *
 * @param {unknown} thrown
 * @returns {thrown is Refused | Unreachable}
 */
export const isExpected = thrown => thrown instanceof Refused || thrown instanceof Unreachable;

/**
 * Where a conversation's messages are.
 *
 * @param {string} key `room:<id>` or `direct:<contact id>`
 */
function pathOf(key) {
  const at = key.indexOf(':');
  const folder = key.slice(0, at) === 'room' ? 'rooms' : 'direct';
  return `/${folder}/${encodeURIComponent(key.slice(at + 1))}/messages`;
}

/**
 * @param {string} path
 * @param {unknown} [body] sent as JSON by POST when given
 * @returns {Promise<any>}
 */
async function ask(path, body) {
  const options =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  /** @type {Response} */
  let response;
  try {
    response = await fetch(BASE + path, { ...options, cache: 'no-store' });
  } catch (cause) {
    throw new Unreachable('和程序断开了，请稍后再试。', { cause });
  }
  const answer = await response.json().catch(() => undefined);
  if (!response.ok)
    throw new Refused(answer?.detail ?? answer?.title ?? `没有成功（${response.status}），请再试一次。`);
  return answer;
}

/** @returns {Promise<World>} */
export const readWorld = () => ask('/world');

/** @returns {Promise<Ticket[]>} */
export const readTickets = async () => (await ask('/tickets')).tickets;

/**
 * @param {string} key
 * @param {string} after the cursor to go on from; '' is the beginning
 * @returns {Promise<{ messages: Message[], cursor: string }>}
 */
export const readMessages = (key, after) => ask(`${pathOf(key)}?after=${encodeURIComponent(after)}`);

/**
 * @param {string} key
 * @param {Draft} draft
 * @returns {Promise<{ id: string }>}
 */
export const say = (key, draft) => ask(pathOf(key), draft);

/**
 * @param {string} messageId
 * @param {string} from who takes it back
 */
export const recall = (messageId, from) => ask(`/messages/${encodeURIComponent(messageId)}/recall`, { from });

/**
 * Resolves with the new moment when everything that became due has happened.
 *
 * @param {number} minutes
 * @returns {Promise<{ now?: string }>}
 */
export const moveClock = minutes => ask('/clock', { advanceMinutes: minutes });

/** @returns {EventSource} of `message`, `recall`, `ticket`, `clock` and `world` */
export const openStream = () => new EventSource(`${BASE}/stream`);
