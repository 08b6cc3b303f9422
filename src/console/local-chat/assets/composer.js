import * as api from './api.js';
import { Attachment } from './attachment.js';
import { h, icon, part } from './dom.js';
import { MentionMenu } from './mention-menu.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Message} Message
 */

const MOST_HIGH_PX = 140;

/**
 * Where one writes: the text, a photo, a quotation, and whom it mentions. What the server refuses stays in the field, with
 * the server's own words under it.
 */
export class Composer {
  #form = part('composer');
  #field = /** @type {HTMLTextAreaElement} */ (part('text'));
  #send = /** @type {HTMLButtonElement} */ (part('send'));
  #quoteBar = part('quote-bar');
  #error = part('error');
  #attachment = new Attachment(problem => this.complain(problem));
  #state;
  #sent;
  #mentions;
  /** What was begun in other conversations. @type {Map<string, string>} */
  #begun = new Map();
  /** @type {Message | undefined} */
  #quoted;
  #key = '';

  /**
   * @param {State} state
   * @param {(key: string, id: string) => void} sent
   */
  constructor(state, sent) {
    this.#state = state;
    this.#sent = sent;
    this.#mentions = new MentionMenu(state, this.#field);
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      void this.#submit();
    });
    this.#field.addEventListener('keydown', event => this.#pressed(event));
    this.#field.addEventListener('input', () => this.#grow());
    part('mention-bot').addEventListener('click', () => this.#callBot());
    for (const type of ['open', 'me', 'world']) state.on(type, () => this.#turnTo(state.openKey));
    this.#turnTo('');
  }

  /** Puts a text in the place of what is there. @param {string} text */
  fill(text) {
    this.#setText(text);
    this.#field.focus();
    this.#field.setSelectionRange(text.length, text.length);
  }

  /** Puts a text behind what is there. @param {string} text */
  insert(text) {
    const before = this.#field.value.trimEnd();
    this.fill(before === '' ? text : `${before} ${text}`);
  }

  /** @param {Message | undefined} message undefined takes the quotation away */
  quote(message) {
    this.#quoted = message;
    this.#quoteBar.hidden = !message;
    if (!message) return;
    const drop = {
      type: 'button',
      class: 'icon-button',
      'aria-label': '不引用了',
      onclick: () => this.quote(undefined),
    };
    this.#quoteBar.replaceChildren(
      h('span', { class: 'quote-text' }, `${message.from.name}：${message.text ?? '[图片]'}`),
      h('button', drop, icon('close')),
    );
    this.#field.focus();
  }

  /** @param {string} problem '' takes the line away */
  complain(problem) {
    this.#error.textContent = problem;
    this.#error.hidden = problem === '';
  }

  /** @param {string} key */
  #turnTo(key) {
    const { me, openRoom } = this.#state;
    const canSpeak = me !== undefined && this.#state.takesPart(me.id, key);
    this.#form.inert = !canSpeak;
    this.#field.placeholder = canSpeak ? `以${me.name}的身份说…` : '先选群和人，再说话';
    part('mention-bot').hidden = !openRoom;
    if (key === this.#key) return;
    this.#begun.set(this.#key, this.#field.value);
    this.#key = key;
    this.#empty(this.#begun.get(key));
  }

  /** @param {string} [text] */
  #empty(text = '') {
    this.#setText(text);
    this.quote(undefined);
    this.#attachment.clear();
    this.complain('');
  }

  /** @param {string} text */
  #setText(text) {
    this.#field.value = text;
    this.#grow();
  }

  #grow() {
    this.#field.style.height = 'auto';
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, MOST_HIGH_PX)}px`;
  }

  #callBot() {
    const call = `@${this.#state.bot?.name ?? ''} `;
    if (this.#field.value.startsWith(call)) this.#field.focus();
    else this.fill(call + this.#field.value);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    // Enter that ends the typing of Chinese must not send; Safari tells only by the key code.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#mentions.takesKey(event)) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void this.#submit();
  }

  async #submit() {
    const { me } = this.#state;
    const text = this.#field.value.trim();
    if (!me || this.#send.disabled || (text === '' && !this.#attachment.photo)) return;
    this.#send.disabled = true;
    const key = this.#key;
    try {
      const { id } = await api.say(key, this.#draft(me.id, text));
      this.#begun.delete(key);
      if (key === this.#key) this.#empty();
      this.#sent(key, id);
    } catch (thrown) {
      if (!api.isExpected(thrown)) throw thrown;
      this.complain(thrown.message);
    } finally {
      this.#send.disabled = false;
    }
  }

  /**
   * @param {string} from
   * @param {string} text
   * @returns {import('./api.js').Draft}
   */
  #draft(from, text) {
    const { photo } = this.#attachment;
    const members = this.#state.openRoom?.members ?? [];
    const mention = members.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
    return {
      from,
      ...(text === '' ? {} : { text }),
      ...(photo ? { imageBase64: photo.base64 } : {}),
      ...(mention.length > 0 ? { mention } : {}),
      ...(this.#quoted ? { quote: this.#quoted.id } : {}),
    };
  }
}
