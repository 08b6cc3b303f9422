import { dayOf } from '../base/china-time.js';
import { meritKinds } from '../insight/merit.js';
import { readPeriod, usualMonth } from '../insight/read-period.js';
import { sayPeriod } from '../insight/say-period.js';
import * as words from '../words/points.js';
import type { House } from './house.js';
import { publishesRanking, standingOf } from './points-of.js';
import { post, replyToStaff } from './post.js';
import { honourRollPicture } from './report-pictures.js';
import { replyPrivately } from './reply.js';
import { unitMeant } from './units-seen.js';
import type { WorkerWord } from './worker-words.js';

const OWN =
  /^(?:帮我|给我)?(?:看看?|查[看查]?)?(?:一?下)?(?:我的?)?(?:现在|目前|一共|总共)?(?:有)?(?:多少|几)?(?:积分|積分|分数|记分|机分|星级|积分多少|多少分|[颗个]?星)(?:明细|多少|有多少|是多少|查询|(?:查|看)(?:一?下|看)?|几[颗个]星)?(?:了|啊|呢)?[?!。~]*$/u;

/** 积分: one's own points and stars; told in private only. */
export const pointsWord: WorkerWord = {
  name: '积分',
  help: '积分——看自己的积分和星级，只私聊告诉您',
  who: 'everybody',
  async hear(house, spoken, said) {
    const { person, isPrivate, isStaff } = spoken.speaker;
    const plain = said.replace(/[\s,，]+/gu, '');
    // 分数 alone is about school as often as about this.
    if (!OWN.test(plain) || !/[积積]|记分|机分|星级|几[颗个]?星|我/u.test(plain)) return false;
    const isMeant = isPrivate || isStaff || spoken.heard.mentionsBot || plain.includes('我');
    if (!isMeant) return false;
    const text = person ? await sayPoints(house, person.id) : words.noPointsYet();
    await replyPrivately(house, spoken, 'points', text);
    return true;
  },
};

async function sayPoints(house: House, personId: string): Promise<string> {
  const { total, month, left, stars, nextAt } = await standingOf(house, personId);
  const parts = meritKinds
    .map(kind => ({ name: words.meritNames[kind] ?? '', ...month.byKind[kind] }))
    .filter(({ count }) => count > 0);
  return words.ownPoints({
    left,
    earned: total.points,
    month: month.points,
    stars: words.starText(stars, house.insight.points.stars.length),
    missing: Math.max(0, nextAt - total.points),
    parts,
    doubted: month.doubted,
  });
}

const RANKING =
  /^(?:看看?|查看?|发)?(?:一?下)?(.{0,12}?)的?(?:积分)?(?:排行榜?|排名|排行版|光荣榜|积分榜|最美网格员)(.{0,12}?)(?:看看|发一下)?[吧呢啊]?[?!。~]*$/u;

/** 排行: the month's roll, only where the unit wants it to be seen. */
export const rankingWord: WorkerWord = {
  name: '排行',
  help: '排行——本月最美网格员；“排行 上月”也行（单位公布了才有）',
  who: 'staff',
  async hear(house, spoken, said) {
    const today = dayOf(house.clock.now());
    const { period, rest } = readPeriod(said, today);
    const match = RANKING.exec(rest);
    if (!match) return false;
    const named = `${match[1] ?? ''}${match[2] ?? ''}`.replace(/[\s,，:：]+/gu, '');
    const meant = unitMeant(house, spoken, named);
    if (meant.is !== 'one') return false;
    const unitId = house.roster.book.unitAt(meant.unitId, 'community')?.id ?? meant.unitId;
    const month = period?.kind === 'month' ? period : usualMonth(today);
    const posting = await honourRollPicture(house, unitId, month.from);
    if (posting) await post(house, spoken, 'ranking', posting);
    else await replyToStaff(house, spoken, 'ranking', whyNoRoll(house, unitId, sayPeriod(month)));
    return true;
  },
};

function whyNoRoll(house: House, unitId: string, when: string): string {
  return publishesRanking(house, unitId) ? words.rankingEmpty(when) : words.rankingNotShown();
}
