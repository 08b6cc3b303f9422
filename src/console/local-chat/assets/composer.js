import * as api from './api.js';
import { attachment } from './attachment.js';
import { h, icon, part } from './dom.js';
import { mentionMenu } from './mention-menu.js';

/**
 * Where one writes: the text, a photo, a quotation, and whom it mentions. What the server refuses stays in the field, with
 * the server's own words under it.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Message} Message
 */

/**
 * @param {State} state
 * @param {(key: string, id: string) => void} sent
 * @returns {{ fill: (text: string) => void, insert: (text: string) => void, quote: (message: Message) => void,
 *   complain: (problem: string) => void }}
 */
export function composer(state, sent) {
  const form = /** @type {HTMLFormElement} */ (part('composer'));
  const field = /** @type {HTMLTextAreaElement} */ (part('text'));
  const send = /** @type {HTMLButtonElement} */ (part('send'));
  const quoteBar = part('quote-bar');
  const error = part('error');
  /** What was begun in other conversations. @type {Map<string, string>} */
  const begun = new Map();
  /** @type {Message | undefined} */
  let quoted;
  let key = '';
  let isSending = false;

  const complain = (/** @type {string} */ problem) => {
    error.textContent = problem;
    error.hidden = problem === '';
  };
  const photo = attachment(complain);
  const takesKey = mentionMenu(state, field);

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  };
  const setText = (/** @type {string} */ text) => {
    field.value = text;
    grow();
  };
  const setQuote = (/** @type {Message | undefined} */ message) => {
    quoted = message;
    quoteBar.hidden = !message;
    if (!message) return;
    quoteBar.replaceChildren(
      h('span', { class: 'quote-text' }, `${message.from.name}：${message.text ?? '[图片]'}`),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': '不引用了', onclick: () => setQuote(undefined) },
        icon('close'),
      ),
    );
    field.focus();
  };

  const turnTo = () => {
    const { me, openKey, bot } = state;
    const canSpeak = me !== undefined && state.takesPart(me.id, openKey);
    form.inert = !canSpeak;
    const where = state.openRoom ? '在群里说' : `对${bot?.name ?? '机器人'}说`;
    field.placeholder = canSpeak ? `以「${me.name}」的身份${where}…` : '先选群和人，再说话';
    part('mention-bot').hidden = !state.openRoom;
    if (openKey === key) return;
    begun.set(key, field.value);
    key = openKey;
    setText(begun.get(key) ?? '');
    setQuote(undefined);
    photo.clear();
    complain('');
  };

  const submit = async () => {
    const text = field.value.trim();
    const picture = photo.photo();
    const { me } = state;
    if (!me || isSending || (text === '' && !picture)) return;
    isSending = true;
    send.disabled = true;
    const target = key;
    try {
      const { id } = await api.say(target, draftOf(state, { from: me.id, text, picture, quoted }));
      complain('');
      begun.delete(target);
      if (target === key) {
        setText('');
        setQuote(undefined);
        photo.clear();
      }
      sent(target, id);
    } catch (thrown) {
      if (!(thrown instanceof api.Refused || thrown instanceof api.Unreachable)) throw thrown;
      complain(thrown.message);
    } finally {
      isSending = false;
      send.disabled = false;
    }
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    void submit();
  });
  field.addEventListener('keydown', event => {
    // Enter that ends the typing of Chinese must not send; Safari tells only by the key code.
    if (event.isComposing || event.keyCode === 229) return;
    if (takesKey(event)) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void submit();
  });
  field.addEventListener('input', grow);

  const fill = (/** @type {string} */ text) => {
    setText(text);
    field.focus();
    field.setSelectionRange(text.length, text.length);
  };
  const insert = (/** @type {string} */ text) => fill(field.value === '' ? text : `${field.value.trimEnd()} ${text}`);
  part('mention-bot').addEventListener('click', () => {
    const call = `@${state.bot?.name ?? ''} `;
    if (!field.value.startsWith(call)) fill(call + field.value);
    else field.focus();
  });
  for (const type of ['open', 'me', 'world']) state.on(type, turnTo);
  turnTo();
  return { fill, insert, quote: setQuote, complain };
}

/**
 * @param {State} state
 * @param {{ from: string, text: string, picture: import('./attachment.js').Photo | undefined, quoted: Message | undefined }} said
 * @returns {import('./api.js').Draft}
 */
function draftOf(state, { from, text, picture, quoted }) {
  const members = state.openRoom?.members ?? [];
  const mention = members.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
  return {
    from,
    ...(text === '' ? {} : { text }),
    ...(picture ? { imageBase64: picture.base64 } : {}),
    ...(mention.length > 0 ? { mention } : {}),
    ...(quoted ? { quote: quoted.id } : {}),
  };
}
