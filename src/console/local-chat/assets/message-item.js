import { avatar } from './avatar.js';
import { h } from './dom.js';
import { chatTime, clockTime } from './format.js';
import { roleTag } from './people.js';

/**
 * One message as an element. Nothing here depends on who is at the page but the side and the mention of oneself, which
 * `turnSide` sets again when the person changes.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Message} Message
 */

/** A pause after which the time is shown again. */
const PAUSE_MS = 5 * 60_000;
const NUMBER = /WG-\d{8}-\d{4,}/gu;

/**
 * @param {State} state
 * @param {Message} message
 * @param {Message | undefined} before the message above it
 * @returns {HTMLElement[]} a line with the time where there was a pause, and the message
 */
export function messageElements(state, message, before) {
  const at = Date.parse(message.at);
  const isAfterPause = !before || at - Date.parse(before.at) > PAUSE_MS;
  const isGoingOn = !isAfterPause && !before.recalled && before.from.id === message.from.id;
  const made = [messageElement(state, message, isGoingOn)];
  return isAfterPause ? [h('div', { class: 'time-line' }, chatTime(at, state.now())), ...made] : made;
}

/**
 * @param {State} state
 * @param {Message} message
 * @param {boolean} isGoingOn the same person said the one before
 */
export function messageElement(state, message, isGoingOn) {
  const { id, from, recalled } = message;
  const props = { 'data-id': id, 'data-from': from.id, tabindex: -1 };
  const who = from.id === state.me?.id ? '你' : from.name;
  if (recalled) return h('div', { ...props, class: 'notice' }, `${who}撤回了一条消息`);
  const contact = state.contacts.get(from.id) ?? { ...from, role: from.isBot ? 'bot' : 'resident' };
  const element = h(
    'article',
    {
      ...props,
      class: `message${isGoingOn ? ' goes-on' : ''}`,
      'aria-label': `${from.name} ${clockTime(Date.parse(message.at))}`,
    },
    avatar(contact),
    h('div', { class: 'said-by' }, h('span', { class: 'name' }, from.name), roleTag(contact)),
    bubble(state, message),
  );
  turnSide(state, element, message);
  return element;
}

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {Message} message
 */
export function turnSide(state, element, message) {
  const myId = state.me?.id ?? '';
  const isMine = message.from.id === myId;
  if (message.recalled) element.textContent = `${isMine ? '你' : message.from.name}撤回了一条消息`;
  element.classList.toggle('is-mine', isMine);
  element.classList.toggle('calls-me', !message.recalled && message.mentions.includes(myId));
}

/**
 * @param {State} state
 * @param {Message} message
 */
function bubble(state, message) {
  const { text = '', imageUrl, quote } = message;
  const names = message.mentions.flatMap(id => state.contacts.get(id)?.name ?? []);
  const unsaid = names.filter(name => !text.includes(`@${name}`));
  const hasWords = text !== '' || unsaid.length > 0;
  return h(
    'div',
    { class: `bubble${hasWords ? '' : ' is-picture'}${message.from.isBot ? ' by-bot' : ''}` },
    quote ? h('blockquote', { class: 'quote' }, `${quote.name}：${quote.text}`) : null,
    hasWords
      ? h(
          'div',
          { class: 'words' },
          ...unsaid.flatMap(name => [mention(name), ' ']),
          ...richText(text, names),
        )
      : null,
    imageUrl ? picture(imageUrl, message.from.name) : null,
  );
}

/** @param {string} name */
const mention = name => h('span', { class: 'mention', 'data-name': name }, `@${name}`);

/**
 * The text with the mentions marked, and ticket numbers to open.
 *
 * @param {string} text
 * @param {readonly string[]} names
 * @returns {(Node | string)[]}
 */
function richText(text, names) {
  const marked = [...names].sort((a, b) => b.length - a.length).map(name => `@${name}`);
  const pattern = new RegExp([NUMBER.source, ...marked.map(escaped)].join('|'), 'gu');
  /** @type {(Node | string)[]} */
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    pieces.push(text.slice(end, match.index));
    const [found] = match;
    pieces.push(
      found.startsWith('@')
        ? mention(found.slice(1))
        : h('button', { type: 'button', class: 'number', 'data-number': found, title: '看这张工单' }, found),
    );
    end = match.index + found.length;
  }
  return [...pieces, text.slice(end)];
}

/** @param {string} text */
const escaped = text => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/**
 * Of a fixed size, so that nothing moves when it has loaded.
 *
 * @param {string} url
 * @param {string} name
 */
function picture(url, name) {
  return h(
    'button',
    { type: 'button', class: 'picture', 'data-picture': url, 'aria-label': '放大图片' },
    h('img', {
      src: url,
      alt: `${name}发的图片`,
      width: 200,
      height: 150,
      loading: 'lazy',
      decoding: 'async',
    }),
  );
}
