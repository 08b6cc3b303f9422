/** WeChat ends a mention that was picked from the list with this space; one that was typed may end with anything. */
export const MENTION_END = '\u2005';

const SPACES = '[\\u2005\\u00a0\\u3000 ]*';

/**
 * Takes the mentions of the bot out of a text.
 *
 * @param botNames what the bot is called in this conversation, its alias in the group included
 * @param otherNames others mentioned in the message; one whose name begins with the bot's is not the bot
 */
export function takeOutMention(
  text: string,
  botNames: readonly string[],
  otherNames: readonly string[] = [],
): { text: string; isMentioned: boolean } {
  const longestFirst = botNames.filter(name => name !== '').sort((a, b) => b.length - a.length);
  let rest = text;
  for (const name of longestFirst) {
    const longer = otherNames.filter(other => other.startsWith(name) && other !== name);
    const notLonger = longer.map(other => `(?!${escaped(other.slice(name.length))})`).join('');
    rest = rest.replaceAll(new RegExp(`(?<![\\w.])[@＠]${escaped(name)}${notLonger}${SPACES}`, 'gu'), '');
  }
  return rest === text ? { text, isMentioned: false } : { text: rest.trim(), isMentioned: true };
}

/** Puts an @name before the text for everyone mentioned whom the text does not name already. */
export function putInMentions(text: string, names: readonly string[]): string {
  const missing = names.filter(name => !text.includes(`@${name}`));
  return missing.map(name => `@${name}${MENTION_END}`).join('') + text;
}

function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
