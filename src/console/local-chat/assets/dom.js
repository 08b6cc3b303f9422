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

/** The wheel of a mouse moves a strip sideways. @param {HTMLElement} strip */
export function wheelSideways(strip) {
  strip.addEventListener(
    'wheel',
    ({ deltaY }) => {
      strip.scrollLeft += deltaY;
    },
    { passive: true },
  );
}

/** Outlines on a grid of 24. @type {Readonly<Record<string, string>>} */
const outlines = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  quote: 'M9 8L4.5 12.5 9 17M5 12.500h9.500a5 5 0 0 1 5 5V18',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  undo: 'M8 7L4 11l4 4M4 11h10a5 5 0 0 1 0 10h-2',
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
