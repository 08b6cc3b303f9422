/** Formatting that does not show (zero-width, direction, tag characters), private use, unassigned, controls but newline and tab. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}]|[^\P{Cc}\n\t]/gu;

const TWINS: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '{': '｛',
  '}': '｝',
  '⟦': '［',
  '⟧': '］',
  '`': '｀',
};

/**
 * A resident's text as it may stand in a prompt: nothing invisible, and the brackets and backquotes from which role tags, control
 * tokens (`<|im_start|>`, `[INST]`), fences and our own delimiters are built replaced by their full-width twins.
 * Some servers read control tokens even inside a message; a person reads the text as before.
 */
export function cleanForPrompt(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\p{Zl}|\p{Zp}/gu, '\n')
    .replace(UNSEEN, '')
    .replace(/[<>[\]{}⟦⟧`]/g, sign => TWINS[sign] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
