import { h, icon, part } from './dom.js';

/** @typedef {{ base64: string, name: string }} Photo */

const MOST_BYTES = 30 * 1024 * 1024;

/** The photo that goes with the next message: picked, pasted or dropped. It is sent as it is. */
export class Attachment {
  #input = /** @type {HTMLInputElement} */ (part('photo-input'));
  #preview = part('preview');
  #complain;
  /** @type {Photo | undefined} */
  photo;

  /** @param {(problem: string) => void} complain */
  constructor(complain) {
    this.#complain = complain;
    part('photo-button').addEventListener('click', () => this.#input.click());
    this.#input.addEventListener('change', () => this.#takeOrSay(this.#input.files?.[0]));
    part('text').addEventListener('paste', event => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (!file) return;
      event.preventDefault();
      this.#takeOrSay(file);
    });
    this.#takeDropped(part('chat'));
  }

  clear() {
    this.photo = undefined;
    this.#input.value = '';
    this.#preview.hidden = true;
    this.#preview.replaceChildren();
  }

  /** @param {HTMLElement} area */
  #takeDropped(area) {
    for (const type of ['dragenter', 'dragover']) {
      area.addEventListener(type, event => {
        event.preventDefault();
        area.classList.add('is-target');
      });
    }
    area.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && area.contains(relatedTarget)))
        area.classList.remove('is-target');
    });
    area.addEventListener('drop', event => {
      event.preventDefault();
      area.classList.remove('is-target');
      this.#takeOrSay(event.dataTransfer?.files[0]);
    });
  }

  /** @param {File | undefined} file */
  #takeOrSay(file) {
    if (file) this.#take(file).catch(() => this.#complain('这张图片读不出来，请换一张。'));
  }

  /** @param {File} file */
  async #take(file) {
    if (!file.type.startsWith('image/')) return this.#complain('只能发图片，请换一个文件。');
    if (file.size > MOST_BYTES) return this.#complain('这张图片超过 30 MB 了，请换一张小一点的。');
    const url = await dataUrlOf(file);
    this.photo = { base64: url.slice(url.indexOf(',') + 1), name: file.name };
    this.#complain('');
    const drop = {
      type: 'button',
      class: 'icon-button',
      'aria-label': '去掉图片',
      onclick: () => this.clear(),
    };
    this.#preview.replaceChildren(
      h('img', { src: url, alt: '要发的图片', width: 72, height: 72 }),
      h('span', { class: 'preview-name' }, file.name || '粘贴的图片'),
      h('button', drop, icon('close')),
    );
    this.#preview.hidden = false;
    part('text').focus();
  }
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function dataUrlOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(/** @type {string} */ (reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
