/** Times, names and texts as the page shows them. Everything is in China's time, wherever the browser is. */

const timeZone = 'Asia/Shanghai';
const clockForm = new Intl.DateTimeFormat('zh-CN', {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dayForm = new Intl.DateTimeFormat('zh-CN', { timeZone, month: 'long', day: 'numeric' });
const weekdayForm = new Intl.DateTimeFormat('zh-CN', { timeZone, weekday: 'short' });
const DAY_MS = 86_400_000;
/** China has no summer time. */
const OFFSET_MS = 8 * 3_600_000;

/** @param {number} moment */
const dayNumber = moment => Math.floor((moment + OFFSET_MS) / DAY_MS);

/** `09:05` @param {number} moment */
export const clockTime = moment => clockForm.format(moment);

/** `11月21日 周六` @param {number} moment */
export const dateAndWeekday = moment => `${dayForm.format(moment)} ${weekdayForm.format(moment)}`;

/** `11月21日 09:05` @param {number} moment */
export const dateAndTime = moment => `${dayForm.format(moment)} ${clockForm.format(moment)}`;

/**
 * As over the lines of a chat: `09:05`, `昨天 09:05`, `11月19日 周四 09:05`.
 *
 * @param {number} moment
 * @param {number} now
 */
export function chatTime(moment, now) {
  const daysAgo = dayNumber(now) - dayNumber(moment);
  if (daysAgo === 0) return clockTime(moment);
  if (daysAgo === 1) return `昨天 ${clockTime(moment)}`;
  return `${dateAndWeekday(moment)} ${clockTime(moment)}`;
}

/**
 * As in a list: `09:05`, `昨天`, `11月19日`.
 *
 * @param {number} moment
 * @param {number} now
 */
export function listTime(moment, now) {
  const daysAgo = dayNumber(now) - dayNumber(moment);
  if (daysAgo === 0) return clockTime(moment);
  return daysAgo === 1 ? '昨天' : dayForm.format(moment);
}

/** The one character that stands for somebody: 网格员小陈 → 陈, 楼长周阿姨 → 周. @param {string} name */
export function signOf(name) {
  const bare = name.replace(/^(?:楼长|社区|网格员)/u, '') || name;
  const nick = /[小老阿]([^小老阿])$/u.exec(bare);
  if (nick?.[1]) return nick[1];
  return /^[小老阿]?(.)/u.exec(bare)?.[1] ?? '？';
}

/** What fits under a small face: 派出所民警小卫 → 小卫, 楼长周阿姨 → 周阿姨. @param {string} name */
export function shortName(name) {
  return /[小老阿][^小老阿]$/u.exec(name)?.[0] ?? name.replace(/^(?:网格员|楼长|街道|社区)(?=..)/u, '');
}

/** One of twelve colours, always the same for the same id. @param {string} id */
export function hueOf(id) {
  let sum = 2_166_136_261;
  for (const character of id) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return ((sum ^ (sum >>> 15)) >>> 0) % 12;
}

/**
 * One line for a list.
 *
 * @param {import('./api.js').Message} message
 * @param {boolean} isGroup
 */
export function lineOf(message, isGroup) {
  const { from, text, imageUrl, recalled } = message;
  if (recalled) return `${from.name}撤回了一条消息`;
  const said = `${imageUrl ? '[图片] ' : ''}${text ?? ''}`.replaceAll(/\s+/gu, ' ').trim();
  return isGroup || from.isBot ? `${from.name}：${said}` : said;
}
