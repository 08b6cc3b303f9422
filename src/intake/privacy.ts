const MOBILE = /(?<![\d-])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![\d-])/g;
const IDENTITY = /(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)/g;
const OLD_IDENTITY = /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)/g;
const BANK_CARD = /(?<![\d-])\d{16,19}(?![\d-])/g;
const LANDLINE = /(?<![\d-])(0\d{2,3})-?\d{7,8}(?![\d-])/g;

/** The text with phone, identity and card numbers masked; safe to keep, to log and to say. */
export function maskPrivate(text: string): string {
  return text
    .replace(IDENTITY, '[证件号]')
    .replace(BANK_CARD, '[卡号]')
    .replace(OLD_IDENTITY, '[证件号]')
    .replace(MOBILE, (_whole, prefix: string, _middle, last: string) => `${prefix}****${last}`)
    .replace(LANDLINE, (_whole, area: string) => `${area}-****`);
}

const ROOM_FORMS: readonly RegExp[] = [
  /(\d{1,3}\s*[栋幢座#号楼]*\s*[-—–]\s*\d{1,2}\s*[-—–]\s*)\d{3,4}(?!\d)/g,
  /((?:\d{1,3}|[一二三四五六七八九十]+|[A-Za-z甲乙丙丁])\s*(?:栋|幢|座|号楼|#|单元)\s*)(?:\d{3,4})(?:室|房|号)?(?!\d)/g,
  /()(?<!\d)\d{3,4}(?:室|房间|号房|住户|那户|家)/g,
];

/** The text without room numbers, for saying it in a group: `12-2-301` becomes `12-2`, `3栋402` becomes `3栋`. */
export function hideRooms(text: string): string {
  let hidden = text;
  for (const form of ROOM_FORMS)
    hidden = hidden.replace(form, (_whole, before: string) => before.replace(/[-—–\s]+$/, ''));
  return hidden;
}
