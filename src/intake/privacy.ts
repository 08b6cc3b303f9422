const MOBILE = /(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- .]?(\d{4})[- .]?(\d{4})(?!\d)/g;
const IDENTITY =
  /(?<!\d)[1-9]\d{5}[- ]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[- ]?\d{3}[\dXx](?!\d)/g;
const OLD_IDENTITY = /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)/g;
const BANK_CARD = /(?<![\d-])(?:\d{16,19}|\d{4}([- ])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?)(?![\d-])/g;
const LANDLINE = /(?<![\d-])(0(?:10|2\d|[3-9]\d{2}))-?\d{7,8}(?![\d-])/g;

/** The text with phone, identity and card numbers masked; safe to keep, to log and to say. */
export function maskPrivate(text: string): string {
  return text
    .replace(IDENTITY, '[证件号]')
    .replace(BANK_CARD, '[卡号]')
    .replace(OLD_IDENTITY, '[证件号]')
    .replace(MOBILE, (_whole, prefix: string, _middle, last: string) => `${prefix}****${last}`)
    .replace(LANDLINE, (_whole, area: string) => `${area}-****`);
}

/** What follows a number that counts or measures something: 300米, 101路, 2000个. */
const NO_MEASURE =
  '(?![\\d.:：]|\\s*(?:路|元|块|米|斤|度|年|月|多|个|号线|瓦|平|公交|次|天|人|户(?!主|型)|家|余|毫|公|千|吨|小时|分))';
const NUMBER = '\\d{3,4}';
const SPOKEN_NUMBER = '[零〇一二三四五六七八九]{3,4}';
const ROOM_WORD = '(?:室(?![外内])|房间?|号(?!楼|院|线)|户主?)?';
const DASH = '\\s*[-—–]\\s*';

/** Each form keeps its first group and drops the room after it. */
const ROOM_FORMS: readonly RegExp[] = [
  // 12-2-301
  new RegExp(
    `(?<![\\d-])(\\d{1,3}\\s*[栋幢座#号楼]*${DASH}\\d{1,2})${DASH}${NUMBER}(?!\\d)${ROOM_WORD}`,
    'g',
  ),
  // 3-402
  new RegExp(`(?<![\\d:.-])(\\d{1,2})${DASH}${NUMBER}(?!-)${NO_MEASURE}${ROOM_WORD}`, 'g'),
  // 3栋402, 二单元402, A座1203, 6栋三零二
  new RegExp(
    `((?:\\d{1,3}|[一二三四五六七八九十]+|[A-Za-z甲乙丙丁])\\s*(?:栋|幢|座|号楼|#|单元))[\\s-]*(?:${NUMBER}${NO_MEASURE}|${SPOKEN_NUMBER})${ROOM_WORD}`,
    'g',
  ),
  // 12号402
  new RegExp(`((?<![月\\d])\\d{1,3}号)${NUMBER}${NO_MEASURE}${ROOM_WORD}`, 'g'),
  // 楼上502, 我家301
  new RegExp(
    `((?:楼上|楼下|隔壁|对门|对面|我家|我们家|家里?[是在]|我们?[是在]|住在?|门牌号?)\\s*)${NUMBER}${NO_MEASURE}${ROOM_WORD}`,
    'g',
  ),
  // 402室, 502业主
  new RegExp(
    `()(?<![\\d*.:])${NUMBER}(?:室(?![外内])|(?=室[外内])|房间|号房|住户|那户|那家|这户|这家|业主|邻居|租户|租客)`,
    'g',
  ),
];

/** The text without room numbers, for saying it in a group: `12-2-301` becomes `12-2`, `3栋402` becomes `3栋`. */
export function hideRooms(text: string): string {
  let hidden = text;
  for (const form of ROOM_FORMS) hidden = hidden.replace(form, (_whole, before: string) => before);
  return hidden === text ? text : hidden.replace(/ {2,}/g, ' ').trim();
}

/** The text as it may be said in a group: no room number, and nothing left of a masked phone number. */
export function hideForGroup(text: string): string {
  return hideRooms(text).replace(/1\d{2}\*{4}\d{4}|0\d{2,3}-\*{4}/g, '[电话]');
}
