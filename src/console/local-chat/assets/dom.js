/** Making elements by hand: no markup strings, so nothing that somebody wrote can become markup. */

/**
 * @typedef {Node | string | null | undefined | false} Child
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Props
 */

/**
 * An element. Props whose value is a function are listeners (`onclick`), `true` is an empty attribute, `false`, `null`
 * and `undefined` leave it out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter(child => typeof child === 'string' || child instanceof Node));
  return element;
}

/**
 * An element of the page that must be there.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Outlines on a grid of 24. @type {Readonly<Record<string, string>>} */
const outlines = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  tickets: 'M6 4h12v16l-3-2-3 2-3-2-3 2zM9 9h6M9 13h4',
  photo: 'M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.8a.8.8 0 1 0 0-.1',
  at: 'M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zm0 0v1.5a2.5 2.5 0 0 0 5 0V12A8.5 8.5 0 1 0 17 19',
  send: 'M12 19V5M6 11l6-6 6 6',
  swap: 'M4 8h13l-3.5-3.5M20 16H7l3.5 3.5',
  quote: 'M9 8L4.5 12.5 9 17M5 12.500h9.500a5 5 0 0 1 5 5V18',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  undo: 'M8 7L4 11l4 4M4 11h10a5 5 0 0 1 0 10h-2',
  search: 'M16 10.500a5.500 5.500 0 1 1-11 0 5.500 5.500 0 0 1 11 0zM15 15l4.500 4.500',
  down: 'M12 5v14M6 13l6 6 6-6',
};

/** @param {string} name a key of `outlines` */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', outlines[name] ?? '');
  svg.append(path);
  return svg;
}
