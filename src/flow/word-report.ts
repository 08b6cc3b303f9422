import { dayOf } from '../base/china-time.js';
import type { UnitId } from '../base/ids.js';
import { isNumberOf } from '../intake/command.js';
import { halfYearOf, monthOf, spanOf, type Period } from '../insight/period.js';
import { readPeriod, usualMonth, usualWeek } from '../insight/read-period.js';
import { sayPeriod } from '../insight/say-period.js';
import { coverageOf } from '../tasks/coverage.js';
import type { Ticket } from '../tickets/ticket.js';
import * as words from '../words/insight.js';
import { unknownNumber } from '../words/replies.js';
import { namedTask } from './find-task.js';
import { namedTickets } from './find-ticket.js';
import { bookNames } from './book-names.js';
import { boardPicture, taskCardPicture } from './card-pictures.js';
import { deedsOfSpan, reportFor } from './gather.js';
import type { House } from './house.js';
import { post, replyToStaff } from './post.js';
import { monthReportPicture, weekReportPicture } from './report-pictures.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import { pushedTaskPicture } from './task-pictures.js';
import { unitMeant, unitsSeenBy } from './units-seen.js';
import type { WorkerWord } from './worker-words.js';

const ASKING = '(?:帮我|给我)?(?:看看?|查看?|发|出|来)?(?:一?[下份张])?';
const TAIL = '(?:看看|看一下|发[我下]|发一下)?[吧呢啊]?[?!。~]*';

/** The word with what stands before and behind it: which unit, if any. Undefined when the word is not there. */
function besides(said: string, word: string): string | undefined {
  const match = new RegExp(`^${ASKING}(.{0,20}?)的?(?:${word})(.{0,20}?)${TAIL}$`, 'u').exec(said);
  if (!match) return undefined;
  const [, before = '', behind = ''] = match;
  return before !== '' && behind !== '' ? undefined : before + behind;
}

/** Finds out which unit is meant and goes on with it. False when the words name no unit and mean something else. */
async function withUnit(
  house: House,
  spoken: Spoken,
  named: string,
  goOn: (unitId: UnitId) => Promise<void>,
  first: 'here' | 'own' = 'here',
): Promise<boolean> {
  const meant = unitMeant(house, spoken, named.replace(/[\s,，:：]+/gu, ''), first);
  switch (meant.is) {
    case 'one':
      await goOn(meant.unitId);
      return true;
    case 'several':
      await replyToStaff(house, spoken, 'unit', words.unitNeeded(meant.units.map(({ name }) => name)));
      return true;
    case 'others':
      await replyToStaff(house, spoken, 'unit', words.notYourUnit(meant.name));
      return true;
    case 'none':
      return false;
    default:
      return meant satisfies never;
  }
}

function reportWord(
  name: string,
  word: string,
  help: string,
  read: (house: House, period: Period | undefined) => Period,
  picture: typeof weekReportPicture,
): WorkerWord {
  return {
    name,
    help,
    who: 'staff',
    async hear(house, spoken, said) {
      const { period, rest } = readPeriod(said, dayOf(house.clock.now()));
      const named = besides(rest, word);
      if (named === undefined) return false;
      return withUnit(house, spoken, named, async unitId => {
        const meant = read(house, period);
        await post(house, spoken, 'report', await picture(house, unitId, meant.from));
      });
    },
  };
}

/** 周报: the week as a picture. */
export const weekWord = reportWord(
  '周报',
  '周报|周抱|一周报告|周总结',
  '周报——这一周的图表；“周报 上周”“周报 金桂社区”也行',
  (house, period) => period ?? usualWeek(dayOf(house.clock.now())),
  weekReportPicture,
);

/** 月报: the month as a picture. */
export const monthWord = reportWord(
  '月报',
  '月报|月度报告|月总结',
  '月报——这个月的图表；“月报 10月”“月报 金桂社区”也行',
  (house, period) => period ?? usualMonth(dayOf(house.clock.now())),
  monthReportPicture,
);

/** 台账: what a grid's book comes to. */
export const ledgerWord: WorkerWord = {
  name: '台账',
  help: '台账——网格台账的数，自动记的；“台账 今天”“台账 上月 金桂第一网格”也行',
  who: 'staff',
  async hear(house, spoken, said) {
    const { period, rest } = readPeriod(said, dayOf(house.clock.now()));
    const named = besides(rest, '台[账帐]|抬账');
    if (named === undefined) return false;
    const say = async (unitId: UnitId): Promise<void> => {
      const meant = period ?? monthOf(dayOf(house.clock.now()));
      await replyToStaff(house, spoken, 'ledger', await sayLedger(house, unitId, meant));
    };
    return withUnit(house, spoken, named, say, 'own');
  },
};

async function sayLedger(house: House, unitId: UnitId, period: Period): Promise<string> {
  const { counts, backlog, visitsEach } = await reportFor(house, unitId, period);
  const halfYear = halfYearOf(period.to);
  const isNow = halfYear.from === halfYearOf(dayOf(house.clock.now())).from;
  const visits = await deedsOfSpan(house, unitId, spanOf(halfYear), ['visit']);
  const { part, whole } = coverageOf(unitId, visits, house.roster.book, visitsEach);
  const { marks, deeds } = counts;
  return words.ledgerSummary({
    unit: bookNames(sceneOf(house)).unit(unitId),
    when: sayPeriod(period),
    opened: marks.opened,
    found: marks.found,
    closed: marks.closed,
    open: backlog.open,
    late: backlog.late,
    upwards: marks.escalated + marks.transferred,
    checkIns: deeds['check-in'],
    patrols: deeds.patrol,
    visits: deeds.visit,
    coverage: words.coverageText(isNow ? '本半年' : sayPeriod(halfYear), part, whole),
  });
}

const MOST_DOUBTS = 10;

/** 疑点, 查实: what brings no points until a leader has looked at it. */
export const doubtWord: WorkerWord = {
  name: '疑点',
  help: '疑点——可能凑件的单子，先不计分；看过属实回“查实 单号”',
  who: 'staff',
  async hear(house, spoken, said) {
    const personId = spoken.speaker.person?.id;
    if (personId === undefined) return false;
    const isLeader = house.roster.book.holdsAny(spoken.speaker.person, ['grid-leader', 'operator']);
    const seen = unitsSeenBy(house.roster.book, personId);
    if (/^(?:看看?|查看?|有)?(?:什么)?疑点(?:清单|列表)?[吗么]?[?!。~]*$/u.test(said)) {
      if (!isLeader && !spoken.speaker.isPrivate) return false;
      const doubts = isLeader ? await sayDoubts(house, seen) : words.leadersLook();
      await replyToStaff(house, spoken, 'doubts', doubts);
      return true;
    }
    const match = /^(?:已?查实|属实)[\s:：]*(?:WG-\d{8}-)?\d{4,}/u.exec(said);
    if (!match) return false;
    if (!isLeader) {
      await replyToStaff(house, spoken, 'cleared', words.leadersClear());
      return true;
    }
    const numbers = [...said.matchAll(/(?:WG-\d{8}-)?\d{4,}/gu)].map(([whole]) => whole);
    for (const number of numbers) await clear(house, spoken, number, seen);
    return true;
  },
};

async function sayDoubts(house: House, seen: readonly UnitId[]): Promise<string> {
  const scene = sceneOf(house);
  const { from } = spanOf(monthOf(dayOf(house.clock.now())));
  const since = spanOf({ from: monthOf(dayOf(from - 1)).from, to: dayOf(house.clock.now()) });
  const all = (await house.insight.merits.doubted(since)).filter(({ unitId }) =>
    seen.some(root => scene.book.isWithin(unitId, root)),
  );
  const byTicket = new Map(all.map(merit => [merit.ticketId ?? merit.id, merit]));
  const lines: string[] = [];
  for (const { ticketId, personId, doubt } of [...byTicket.values()].reverse().slice(0, MOST_DOUBTS)) {
    const ticket = ticketId === undefined ? undefined : await house.tickets.get(ticketId);
    const why = words.signalNames[doubt ?? ''] ?? '';
    if (ticket) lines.push(words.doubtLine(ticket.number, bookNames(scene).person(personId), why));
  }
  return words.doubts(lines, byTicket.size - lines.length);
}

async function clear(house: House, spoken: Spoken, named: string, seen: readonly UnitId[]): Promise<void> {
  const ticket = await ticketNamed(house, spoken, named);
  if (!ticket || !seen.some(root => house.roster.book.isWithin(ticket.unitId, root)))
    return replyToStaff(house, spoken, `cleared-${named}`, unknownNumber(named));
  const gains = await house.insight.merits.ofTicket(ticket.id);
  const isOwn = ({ personId, doubt }: (typeof gains)[number]): boolean =>
    doubt !== undefined && personId === spoken.speaker.person?.id;
  if (gains.some(isOwn))
    return replyToStaff(house, spoken, `cleared-${ticket.number}`, words.notYourOwnDoubt(ticket.number));
  const cleared = await house.insight.merits.clear(ticket.id);
  const said = cleared > 0 ? words.doubtCleared(ticket.number) : words.noDoubt(ticket.number);
  await replyToStaff(house, spoken, `cleared-${ticket.number}`, said);
}

async function ticketNamed(house: House, spoken: Spoken, named: string): Promise<Ticket | undefined> {
  const command = { verb: 'note', numbers: [named], rest: '', isStrong: true } as const;
  const found = await namedTickets(house, command, '', spoken.speaker);
  return found.find(({ number }) => isNumberOf(named, number));
}

/** 任务卡: a ticket as a picture that can be passed on; 责任牌图: who answers for the place, as a picture. */
export const cardWord: WorkerWord = {
  name: '任务卡',
  help: '任务卡 单号——这一单的图卡；“责任牌图 金桂苑6栋”出责任牌',
  who: 'staff',
  async hear(house, spoken, said) {
    const board = besides(said, '责任(?:公示)?牌的?图[片卡]?');
    if (board !== undefined) {
      return withUnit(house, spoken, board, async unitId => {
        const picture = await boardPicture(house, unitId);
        if (picture) await post(house, spoken, 'board', picture);
      });
    }
    const match = /^(?:任务卡|图卡|工单卡)[\s:：]*((?:WG-\d{8}-)?\d{4,})$/u.exec(said);
    const named = match?.[1];
    if (named === undefined) return false;
    await postCard(house, spoken, named);
    return true;
  },
};

/** Of a ticket, or of a pushed task: their numbers are of one series. */
async function postCard(house: House, spoken: Spoken, named: string): Promise<void> {
  const ticket = await ticketNamed(house, spoken, named);
  if (ticket) return post(house, spoken, 'card', await taskCardPicture(house, ticket));
  const found = await namedTask(house, [named], '', spoken.speaker.person?.id ?? '');
  if (found.kind === 'task') return post(house, spoken, 'card', await pushedTaskPicture(house, found.task));
  await replyToStaff(house, spoken, 'card', unknownNumber(named));
}
