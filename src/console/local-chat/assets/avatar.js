import { h } from './dom.js';
import { hueOf, signOf } from './format.js';
import { kindSigns } from './labels.js';

/**
 * The picture of somebody: one character on a colour of their own. The bot has the product's own.
 *
 * @param {{ id: string, name: string, isBot: boolean }} person
 * @param {string} [size] `small` or `large`
 */
export function avatar(person, size = '') {
  const look = person.isBot ? 'is-bot' : `hue-${hueOf(person.id)}`;
  return h(
    'span',
    { class: `avatar ${look} ${size}`.trim(), 'aria-hidden': 'true' },
    person.isBot ? '格' : signOf(person.name),
  );
}

/**
 * The picture of a group, by its kind.
 *
 * @param {string} kind
 */
export function groupAvatar(kind) {
  return h('span', { class: `avatar group kind-${kind}`, 'aria-hidden': 'true' }, kindSigns[kind] ?? '群');
}
