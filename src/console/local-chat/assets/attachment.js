import { h, icon, part } from './dom.js';

/**
 * The photo that goes with the next message: picked, pasted or dropped. It is sent as it is.
 *
 * @typedef {{ url: string, base64: string, name: string }} Photo `url` is a data URL
 */

const MOST_BYTES = 30 * 1024 * 1024;

/**
 * @param {(problem: string) => void} complain
 * @returns {{ photo: () => Photo | undefined, clear: () => void }}
 */
export function attachment(complain) {
  const input = /** @type {HTMLInputElement} */ (part('photo-input'));
  const preview = part('preview');
  const chat = part('chat');
  /** @type {Photo | undefined} */
  let photo;

  const clear = () => {
    photo = undefined;
    input.value = '';
    preview.hidden = true;
    preview.replaceChildren();
  };

  const take = async (/** @type {File | undefined | null} */ file) => {
    if (!file) return;
    if (!file.type.startsWith('image/')) return complain('只能发图片，请换一个文件。');
    if (file.size > MOST_BYTES) return complain('这张图片超过 30 MB 了，请换一张小一点的。');
    const url = await dataUrlOf(file);
    photo = { url, base64: url.slice(url.indexOf(',') + 1), name: file.name };
    complain('');
    preview.replaceChildren(
      h('img', { src: url, alt: '要发的图片', width: 72, height: 72 }),
      h('span', { class: 'preview-name' }, file.name || '粘贴的图片'),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': '去掉图片', onclick: clear }, icon('close')),
    );
    preview.hidden = false;
    part('text').focus();
  };
  const takeOrSay = (/** @type {File | undefined | null} */ file) =>
    void take(file).catch(() => complain('这张图片读不出来，请换一张。'));

  part('photo-button').addEventListener('click', () => input.click());
  input.addEventListener('change', () => takeOrSay(input.files?.[0]));
  part('text').addEventListener('paste', event => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!file) return;
    event.preventDefault();
    takeOrSay(file);
  });
  for (const type of ['dragenter', 'dragover']) {
    chat.addEventListener(type, event => {
      event.preventDefault();
      chat.classList.add('is-target');
    });
  }
  chat.addEventListener('dragleave', event => {
    if (!chat.contains(/** @type {Node | null} */ (event.relatedTarget))) chat.classList.remove('is-target');
  });
  chat.addEventListener('drop', event => {
    event.preventDefault();
    chat.classList.remove('is-target');
    takeOrSay(event.dataTransfer?.files[0]);
  });
  return { photo: () => photo, clear };
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function dataUrlOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
