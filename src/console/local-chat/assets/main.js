import * as api from './api.js';
import { clock } from './clock.js';
import { Composer } from './composer.js';
import { ConversationList } from './conversation-list.js';
import { part } from './dom.js';
import { banner, chatHead, drawer, notes, pictureViewer, showScreen } from './layout.js';
import { MessageMenu } from './message-menu.js';
import { MessageView } from './message-view.js';
import { identityCard, memberFaces } from './people.js';
import { State } from './state.js';
import { suggestions } from './suggestions.js';
import { Sync } from './sync.js';
import { TicketPanel } from './tickets.js';

/** Puts the parts of the page together; the only place that knows them all. */

const REMEMBERED = 'qunliban-local-chat';
const AGAIN_MS = 1_500;
/** A message of one's own that the stream has not brought after this long is fetched. */
const LATE_MS = 1_500;

const state = new State();
const sync = new Sync(state);
const announce = notes();
/** Who spoke last in a group, to be that person again there. @type {Map<string, string>} */
const speakers = new Map();

/** @param {string} key */
function openConversation(key) {
  const speaker = speakerIn(key);
  if (speaker && speaker !== state.me?.id) setMe(speaker, true);
  if (state.openKey !== key) {
    state.openKey = key;
    state.tell('open');
  }
  state.setUnread(key, 0);
  remember();
}

/**
 * Who speaks in a conversation that is opened: the person who is played if they take part, else whom the bot waits for,
 * else whoever was played there last, else whoever spoke last, else the first member.
 *
 * @param {string} key
 */
function speakerIn(key) {
  if (key.startsWith('direct:')) return key.slice(7);
  const meId = state.me?.id ?? '';
  if (state.takesPart(meId, key)) return meId;
  const spoke = state.conversation(key).messages.findLast(({ from }) => !from.isBot)?.from.id;
  const members = state.rooms.get(key.slice(5))?.members.filter(({ isBot }) => !isBot) ?? [];
  const likely = [state.calledIn(key)[0], speakers.get(key), spoke];
  return likely.find(id => id !== undefined && state.takesPart(id, key)) ?? members[0]?.id;
}

/**
 * @param {string} personId
 * @param {boolean} isTold
 */
function setMe(personId, isTold) {
  const person = state.contacts.get(personId);
  if (!person) return;
  state.me = person;
  if (state.openRoom && state.takesPart(personId, state.openKey)) speakers.set(state.openKey, personId);
  state.tell('me');
  if (isTold) announce(`现在你是 ${person.name}`);
  remember();
}

/** Becomes somebody, and goes where that person is if they do not take part here. @param {string} personId */
function become(personId) {
  setMe(personId, true);
  if (state.takesPart(personId, state.openKey)) return;
  openConversation(homeOf(personId));
}

function remember() {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify({ me: state.me?.id, key: state.openKey }));
  } catch {
    // A browser that keeps nothing begins with the first resident each time.
  }
}

/** @returns {{ me?: string, key?: string }} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

function begin() {
  const { me: meId = '', key = '' } = remembered();
  const people = [...state.contacts.values()].filter(({ isBot }) => !isBot);
  const person = state.contacts.get(meId) ?? people.find(({ role }) => role === 'resident') ?? people[0];
  if (!person) return;
  setMe(person.id, false);
  openConversation(state.takesPart(person.id, key) ? key : homeOf(person.id));
}

/** Where a person speaks first: their first group, or the private chat. @param {string} personId */
function homeOf(personId) {
  const [room] = state.roomsOf(personId);
  return room ? `room:${room.id}` : `direct:${personId}`;
}

async function start() {
  const wasEmpty = state.contacts.size === 0;
  try {
    await sync.start();
  } catch (thrown) {
    if (!api.isExpected(thrown)) throw thrown;
    state.setLinked(false);
    setTimeout(() => void start(), AGAIN_MS);
    return;
  }
  if (wasEmpty) begin();
}

/** @param {import('./api.js').Message} message */
async function takeBack(message) {
  try {
    await api.recall(message.id, state.me?.id ?? '');
  } catch (thrown) {
    if (!api.isExpected(thrown)) throw thrown;
    writing.complain(thrown.message);
  }
}

/** Browsers give the clipboard to safe addresses only: https, or this very computer. @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce('复制好了');
  } catch {
    announce('浏览器不让复制，请选中文字再复制');
  }
}

/** @param {string} key @param {string} id */
function fetchIfLate(key, id) {
  setTimeout(() => {
    if (!state.conversation(key).ids.has(id)) sync.read(key).catch(() => state.setLinked(false));
  }, LATE_MS);
}

banner(state);
pictureViewer();
chatHead(state);
clock(state, announce);
const side = drawer();
identityCard(state, become);
memberFaces(state, personId => setMe(personId, true));
new ConversationList(state, key => {
  openConversation(key);
  showScreen('chat');
  if (matchMedia('(hover: hover)').matches) part('text').focus();
}).begin();
new MessageView(state).begin();
const writing = new Composer(state, fetchIfLate);
suggestions(state, text => writing.fill(text));
new MessageMenu(state, {
  quote: message => writing.quote(message),
  recall: message => void takeBack(message),
  copy: ({ text = '' }) => void copy(text),
}).begin();
const panel = new TicketPanel(state, number => {
  side.close();
  showScreen('chat');
  writing.insert(number);
});
part('log').addEventListener('click', event => {
  const number = event.target instanceof Element ? event.target.closest('.number') : null;
  if (!number) return;
  panel.open(number.getAttribute('data-number') ?? '');
  side.open();
});
part('back').addEventListener('click', () => showScreen('list'));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && state.openKey !== '') state.setUnread(state.openKey, 0);
});
void start();
