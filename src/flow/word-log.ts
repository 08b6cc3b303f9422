import { clockText, dayOf, daysLater, type Day } from '../base/china-time.js';
import type { PersonId } from '../base/ids.js';
import { wordsOf } from '../insight/ledger-sheets.js';
import { dayPeriod, type Period } from '../insight/period.js';
import { readPeriod } from '../insight/read-period.js';
import { sayDay, sayPeriod } from '../insight/say-period.js';
import type { LogLine } from '../insight/work-log.js';
import * as words from '../words/insight.js';
import { logsOf } from './gather.js';
import type { House } from './house.js';
import { itemName, nameOf, placeOf, type Scene } from './present.js';
import { replyPrivately } from './reply.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

const LOG =
  /^(?:帮我|给我)?(?:看看?|查看?|发)?(?:一下)?(?:我的?)?(?:工作)?(?:日志|日至|日制|日誌|日记)(?:看看|看一下|发我)?[吧呢啊]?[?!。~]*$/u;
/** More lines than this are no message any more. */
const MOST_LINES = 30;
const LONGEST_TEXT = 40;

/** 日志: what somebody did today, yesterday, this week. Only for their own eyes, so room numbers may be in it. */
export const logWord: WorkerWord = {
  name: '日志',
  help: '日志——看自己今天的工作日志；“日志 昨天”“日志 这周”也行，自动记的，不用写',
  who: 'volunteer',
  async hear(house, spoken, said) {
    const { period, rest } = readPeriod(said, dayOf(house.clock.now()));
    const { person } = spoken.speaker;
    if (!person || !LOG.test(rest.replace(/[\s,，:：]+/gu, ''))) return false;
    const meant = period ?? dayPeriod(dayOf(house.clock.now()));
    await replyPrivately(house, spoken, 'log', await sayLog(house, spoken, person.id, meant));
    return true;
  },
};

async function sayLog(
  house: House,
  { speaker }: Spoken,
  personId: PersonId,
  period: Period,
): Promise<string> {
  const logs = await logsOf(house, [personId], period);
  const scene = sceneOf(house);
  const when = whenOf(period, dayOf(scene.now));
  const all = logs.flatMap(({ day, lines }) => lines.map(line => ({ day, line })));
  if (all.length === 0) return words.emptyLog(when);
  const said: string[] = [words.logHead(nameOf(speaker.person?.id, scene), when, all.length)];
  let last: Day | undefined;
  for (const { day, line } of all.slice(0, MOST_LINES)) {
    if (day !== last && period.from !== period.to) said.push(`【${sayDay(day)}】`);
    last = day;
    said.push(sayLine(line, scene));
  }
  if (all.length > MOST_LINES) said.push(words.logCut(all.length - MOST_LINES));
  return said.join('\n');
}

function whenOf(period: Period, today: Day): string {
  if (period.kind !== 'day') return sayPeriod(period);
  if (period.from === today) return '今天';
  return period.from === daysLater(today, -1) ? `昨天（${sayPeriod(period)}）` : sayPeriod(period);
}

/** `09:18 接单 WG-20261121-0007 金桂苑6栋2单元 下水堵塞` */
export function sayLine(line: LogLine, scene: Scene): string {
  const time = clockText(line.at);
  if (line.kind === 'deed') {
    const { kind, place, text, household } = line.deed;
    const room = household === undefined ? '' : household.slice(household.lastIndexOf('|') + 1);
    const what = words.deedNames[kind] ?? '';
    return words.logLine({ time, what, number: '', place: joined(place, room), text: short(text) });
  }
  const { ticket, event } = line;
  const what = words.stepNames[event.type] ?? '';
  const place = `${placeOf(ticket, scene)} ${itemName(ticket, scene)}`;
  return words.logLine({ time, what, number: ticket.number, place, text: short(wordsOf(event)) });
}

function joined(place: string, room: string): string {
  return place.includes(room) ? place : `${place}${place === '' ? '' : ' '}${room}`;
}

function short(text: string): string {
  const letters = Array.from(text.replace(/\s+/gu, ' '));
  return letters.length > LONGEST_TEXT ? `${letters.slice(0, LONGEST_TEXT - 1).join('')}…` : letters.join('');
}
