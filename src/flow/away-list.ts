import { mainRoleOf } from '../roster/superior.js';
import type { Person } from '../roster/unit.js';
import * as words from '../words/roster.js';
import type { House } from './house.js';
import { sayPeriod } from './leave-period.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';

const WHO = '(?:谁|哪些人|哪几个|哪几位|哪位|什么人|有没有人|有人|几个人)';
const NOW = '(?:今天|今日|现在|目前|都|有|在)*';
const ASKS = new RegExp(
  `^(?:小格)?[,，]?(?:看看?|查查?|问一?下)?${NOW}${WHO}${NOW}(?:请|休)着?假(?:的是谁|的)?(?:了|呢|吗|啊|中|没有?)*[?？。!！~～]*$`,
  'u',
);

/** 谁在请假, 今天有人请假吗: whether somebody asks who is away. */
export function asksWhoIsAway(said: string): boolean {
  return ASKS.test(said.replace(/\s/gu, ''));
}

/** Who of the asker's community is away now, until when, and who stands in; why is nobody's business. */
export async function tellWhoIsAway(house: House, spoken: Spoken, asker: Person): Promise<void> {
  const { book } = house.roster;
  const now = spoken.heard.at;
  const home = mainRoleOf(asker)?.unitId;
  const place = home === undefined ? undefined : (book.unitAt(home, 'community')?.id ?? home);
  const lines = book.staff.flatMap(person => {
    const away = book.awayOf(person);
    const isNear = person.roles.some(held => place !== undefined && book.isWithin(held.unitId, place));
    if (!away || !isNear) return [];
    const days = sayPeriod({ from: Math.max(away.from, now), until: away.until }, now);
    return words.awayLine(person.name, days, book.acting(person)?.name ?? '');
  });
  await reply(house, spoken, 'who-is-away', words.awayNow(lines));
}
