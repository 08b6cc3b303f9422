import { createHash } from 'node:crypto';

/** Without the letters and digits that are mistaken for each other when somebody types them: 0 O, 1 I L. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 6;

/** A code as it is compared: capitals and digits, whatever was typed around them. Undefined for what can be none. */
export function readCode(text: string): string | undefined {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '');
  return /^[A-Z0-9]{2,24}$/u.test(code) ? code : undefined;
}

/** A code for a unit whose list gives none: the same for the same path, so that importing again finds the unit again. */
export function codeFor(path: readonly string[], isTaken: (code: string) => boolean): string {
  for (let nth = 0; ; nth += 1) {
    const digest = createHash('sha256')
      .update([...path, nth].join('\n'))
      .digest();
    const code = Array.from(digest.subarray(0, LENGTH), byte => LETTERS[byte % LETTERS.length]).join('');
    // All letters would look like a word in 绑定 …, all digits like a house number.
    if (/\d/u.test(code) && /[A-Z]/u.test(code) && !isTaken(code)) return code;
  }
}
