const MOBILE = /(?<![\d-])(?:\+?86[-\s.]?)?1[3-9]\d(?:[-\s.]?\d{4}){2}(?![\d-])/;
/** One digit at a time with the same sign between; two addresses in a row (1-3-501 13-2-601) are none. */
const SPELLED_MOBILE = /(?<!\d)1([-\s.·])[3-9](?:\1\d){9}(?!\1?\d)/;
const CHINESE_MOBILE = /[一幺][-\s,、]?[三四五六七八九](?:[-\s,、]?[〇零一幺二两三四五六七八九]){9}/;
const IDENTITY =
  /(?<!\d)[1-9]\d{5}\s?(?:18|19|20)\d{2}\s?(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\s?\d{3}[\dXx](?!\d)/;
const OLD_IDENTITY = /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)/;
const CARD = /(?<![\d-])\d{16,19}(?![\d-])/;
const LANDLINE = /(?<![\d-])0\d{2,3}[-\s]?\d{7,8}(?![\d-])/;
const FORMAT_CHARACTERS = /\p{Cf}/gu;

const privateForms = [MOBILE, SPELLED_MOBILE, CHINESE_MOBILE, IDENTITY, OLD_IDENTITY, CARD, LANDLINE];

/**
 * Whether a phone, identity or card number stands in the text, also in full-width digits, with characters between that do not show, or
 * spelled out digit by digit. The second lock on the door: texts are masked before they come here.
 */
export function holdsPrivateNumber(text: string): boolean {
  const plain = plainOf(text);
  return privateForms.some(form => form.test(plain));
}

const ADDRESS = /https?:|www\.|[\w.]@\w|\b[\w-]+\.(?:com|cn|net|org|top|xyz|cc|io|me|vip|info)\b/i;
const LURE = /二维码|微信|加我|加群|扫码|点击|链接|转账|汇款|红包|验证码|密码|银行卡|身份证|手机号|电话号/;

/** Whether a web or mail address stands in the text. */
export function holdsAddress(text: string): boolean {
  return ADDRESS.test(plainOf(text));
}

/** Whether the text asks a reader to add, scan, open or pay something, or for what a bot must never ask in a group. */
export function lures(text: string): boolean {
  return LURE.test(plainOf(text));
}

function plainOf(text: string): string {
  return text.normalize('NFKC').replace(FORMAT_CHARACTERS, '');
}
