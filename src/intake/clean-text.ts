/** Control, zero-width and direction characters, which nobody means to say. Line breaks and tabs become spaces. */
const UNSAID = /(?![\t\n\v\f\r])[\p{Cc}\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** Full-width digits, letters and a few signs in their plain form, so that `１２栋` reads as `12栋`. */
function narrow(letter: string): string {
  const code = letter.charCodeAt(0);
  return String.fromCharCode(code - 0xfee0);
}

/**
 * The text as it is meant: no control characters, plain digits and letters, single spaces, no lone surrogates. At most
 * `longest` characters; what is beyond is cut.
 */
export function cleanText(text: string, longest = 2_000): string {
  return text
    .slice(0, longest * 4)
    .toWellFormed()
    .replaceAll('\uFFFD', '')
    .replace(UNSAID, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ＃＋]/gu, narrow)
    .replace(/[\s\u3000]+/gu, ' ')
    .trim()
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
