import type { Place } from './understanding.js';

const numerals = '零一二三四五六七八九';
const dashed =
  /(?<![\dA-Za-z-])([A-Za-z]?\d{1,3})[-—–－_](\d{1,2})[-—–－_](\d{3,4})(?!\d)|(?<![\dA-Za-z-])([A-Za-z]?\d{1,3})[-—–－_](\d{3,4}|\d{1,2})(?![\d-]|[点元块天小分])/u;
const built =
  /([A-Za-z]?\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})\s*(号楼|栋楼?|幢|座|#楼?|＃|号院)|(?<![\dA-Za-z])(\d{1,3})(?=[甲乙丙丁]单元)/u;
const entered = /(\d{1,2}|[一二三四五六七八九十]{1,2}|[甲乙丙丁东西中南北A-Za-z])\s*(?:单元|门洞)/u;
const roomed =
  /(?<![\d.-])(\d{3,4})\s*(室|房间|房|户|号(?!楼|院|线|地|车))?(?![\d.]|\s*(?:路|元|块|米|斤|度|年|多|个|号线|瓦|平|公交|次|天|人))/u;

/** Signs without which a place names no building, entrance or room. */
const mayBeNumbered = /[\da-z一二三四五六七八九十甲乙丙丁单门]/iu;

/** A place from the words that name it: building, entrance and room where they are named, and what may be said aloud. */
export function placeOf(text: string): Place {
  if (!mayBeNumbered.test(text)) return { text, publicText: text };
  const dash = dashed.exec(text);
  if (dash) return dashedPlace(text, dash);
  const building = buildingOf(text);
  const entrance = entranceOf(text);
  const room = roomIn(text);
  return {
    text,
    publicText: room ? trimmed(text.replace(room[0], '')) : text,
    ...(building === undefined ? {} : { building }),
    ...(entrance === undefined ? {} : { entrance }),
    ...(room?.[1] === undefined ? {} : { room: room[1] }),
  };
}

/** `12-2-301` is building, entrance, room; `12-2` building and entrance; `12-301` building and room. */
function dashedPlace(text: string, dash: RegExpExecArray): Place {
  const number = dash[1] ?? dash[4] ?? '';
  const second = dash[2] ?? dash[5] ?? '';
  const room = dash[3] ?? (second.length > 2 ? second : undefined);
  const isEntrance = second.length <= 2;
  const beyond = text.slice(dash.index + dash[0].length).replace(/^(室|房间|房|户)/u, '');
  const spoken = `${number}栋${isEntrance ? `${Number(second)}单元` : ''}`;
  return {
    text,
    publicText: trimmed(text.slice(0, dash.index) + spoken + beyond),
    building: `${number.toUpperCase()}栋`,
    ...(isEntrance ? { entrance: `${Number(second)}单元` } : {}),
    ...(room === undefined ? {} : { room }),
  };
}

function buildingOf(text: string): string | undefined {
  const found = built.exec(text);
  const name = found?.[1] ?? found?.[3];
  if (name === undefined) return undefined;
  if (found?.[2] === '号院') return `${arabic(name)}号院`;
  return /^[A-Za-z]$/u.test(name) ? `${name.toUpperCase()}座` : `${arabic(name)}栋`;
}

function entranceOf(text: string): string | undefined {
  const name = entered.exec(text)?.[1];
  return name === undefined ? undefined : `${arabic(name)}单元`;
}

/** The room number of a place: three or four digits that stand after a building, an entrance, 楼上 or alone. */
function roomIn(text: string): RegExpExecArray | undefined {
  const found = roomed.exec(text);
  if (!found) return undefined;
  const before = text.slice(0, found.index);
  const isHouseNumber = found[2] === '号' && /[路街巷道弄里村段]\s*$/u.test(before);
  return isHouseNumber ? undefined : found;
}

/** `十二` → `12`; what is no Chinese numeral stays, in capitals. */
export function arabic(name: string): string {
  if (!isNumeral(name)) return name.toUpperCase();
  const [tens = '', ones = ''] = name.split('十');
  if (!name.includes('十')) return Array.from(name, sign => numerals.indexOf(sign)).join('');
  return String((tens === '' ? 1 : numerals.indexOf(tens)) * 10 + (ones === '' ? 0 : numerals.indexOf(ones)));
}

/** A loop, because a regular expression for one or two signs costs more than the rest of the place. */
function isNumeral(name: string): boolean {
  for (const sign of name) if (sign !== '十' && numerals.indexOf(sign) < 1) return false;
  return name !== '';
}

function trimmed(text: string): string {
  return text.replace(/^[\s,，、-]+|[\s,，、-]+$/gu, '');
}
