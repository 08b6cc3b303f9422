import type { Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import type { Meeting } from '../reminders/meeting-book.js';
import type { Person } from '../roster/unit.js';
import type { Deed } from '../tasks/deed.js';
import * as words from '../words/reminders.js';
import type { House } from './house.js';
import { isAmongStaff } from './meant-for-bot.js';
import { tellLeaderOf } from './on-reminder-excuses.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

/** 请假, also as a voice is written down. */
const ASKS = '[请清青](?:个|一下)?[假驾嫁]|告个?假';
const CANNOT = '来不了|去不了|到不了|参加不了|赶不上|赶不过去|不能(?:来|去|参加|到)';
const THE_MEETING =
  '(?:今天|下午|上午|这次|本次|本周|这周|本月|这个月)?的?(?:网格)?(?:[周月]?(?:例会|会议?)|开会)';

/** 请假, 例会请假, 我请个假, 开会去不了, with the reason before or after. */
const EXCUSES: readonly RegExp[] = [
  new RegExp(
    `^(?:小格[,，\\s]*)?(?:${THE_MEETING}[,，\\s]*)?我?(?:想|要|得|先)?(?:${ASKS})(?:了|啦|吧|哈)?`,
    'u',
  ),
  new RegExp(`^我?${THE_MEETING}[,，\\s]*我?(?:${CANNOT})(?:了|啦)?`, 'u'),
  new RegExp(`^我?(?:${CANNOT})(?:了|啦)?(?=$|[\\s,，。.!！;；:：])`, 'u'),
  new RegExp(`[,，。;；\\s]我?(?:得|想|要|先)?(?:${ASKS})(?:了|啦|吧|哈)?(?=[\\s。.!！~～]*$)`, 'u'),
];
/** What makes it leave from work instead: a day, a stretch of days, a kind of leave. */
const LEAVE =
  /明[天日]|后[天日]|[下这本]周(?!例?会)|周[一二三四五六日天末]|星期|礼拜|[\d一二两三四五六七八九十半几]+\s*个?(?:天|日|号(?![楼院线店门])|周|月|小时)|全天|整天|今天(?!的?(?:会|例会|下午|上午))|[年病事婚产丧公]假|陪产|调休|补休|休假/u;
const QUESTION = /[?？]|怎么请|能不能|可以请|吗[。.!！]*$/u;

/** A bare 收到 asks for nothing, and nothing is said to it. */
const RECEIVED =
  /^(?:收到|收到了|收到啦|已收到|收道|好的?收到|收到谢谢|收到[,，\s]*谢谢)(?:[\s。.!！~～]|\p{Extended_Pictographic}|\[[^\]]{1,6}\])*$/u;

/**
 * 请假 as an answer to being called to a meeting. It stands before the word for leave: with a meeting ahead a bare 请假 is about
 * the meeting, unless it names a day or a kind of leave.
 */
export const meetingWord: WorkerWord = {
  name: '会议请假',
  help: '请假 原因——例会提醒之后说，就是例会请假，直接记下；要请一天假就带上日子',
  who: 'staff',
  async hear(house, spoken, said) {
    if (RECEIVED.test(said)) return true;
    const form = EXCUSES.find(known => known.test(said));
    if (!form || !isAmongStaff(spoken) || LEAVE.test(said) || QUESTION.test(said)) return false;
    const { person } = spoken.speaker;
    const now = house.clock.now();
    const meeting = person && (await meetingOf(house, spoken, person, now));
    if (!person || !meeting) return false;
    await excuse(house, spoken, person, meeting, reasonIn(said.replace(form, ' ')));
    return true;
  },
};

/** The soonest meeting the person was called to, the one of the group where they speak first. */
async function meetingOf(
  house: House,
  { speaker }: Spoken,
  person: Person,
  now: Moment,
): Promise<Meeting | undefined> {
  const { book } = house.roster;
  const called = (await house.reminders.meetings.pending(now)).filter(({ unitId }) =>
    person.roles.some(held => held.role !== 'resident' && book.isWithin(held.unitId, unitId)),
  );
  const here = speaker.room?.unitId;
  return called.find(({ unitId }) => unitId === here) ?? called[0];
}

async function excuse(
  house: House,
  spoken: Spoken,
  person: Person,
  meeting: Meeting,
  reason: string,
): Promise<void> {
  const { heard } = spoken;
  const id = `${heard.account}|${heard.messageId}`;
  const own = await house.deeds.ofPerson(person.id, { from: meeting.calledAt, below: heard.at + 1 });
  const before = own.find(deed => deed.id !== id && isExcuseFor(deed, meeting));
  if (before && reason === '') return reply(house, spoken, 'excuse', words.excusedAlready(meeting.name));
  if (before) await house.deeds.change(before.id, deed => ({ ...deed, text: reason }));
  else await house.deeds.note(excuseOf(house, spoken, person, meeting, reason));
  await tellLeaderOf(meeting, house, person.id, heard.at);
  await reply(house, spoken, 'excuse', words.excuseNoted(meeting.name));
}

function excuseOf(house: House, spoken: Spoken, person: Person, meeting: Meeting, reason: string): Deed {
  const { heard } = spoken;
  const unitId = unitOf(person, meeting, house);
  return {
    id: `${heard.account}|${heard.messageId}`,
    kind: 'meeting-excuse',
    personId: person.id,
    gridId: unitId,
    unitId,
    at: heard.at,
    place: meeting.name,
    text: reason,
    mediaIds: [],
    hasLocation: false,
    isComplete: true,
  };
}

function isExcuseFor({ kind, place }: Deed, meeting: Meeting): boolean {
  return kind === 'meeting-excuse' && place === meeting.name;
}

/** The grid in whose ledger it stands. */
function unitOf(person: Person, meeting: Meeting, house: House): UnitId {
  const { book } = house.roster;
  const held = person.roles.find(
    ({ role, unitId }) => role !== 'resident' && book.isWithin(unitId, meeting.unitId),
  );
  return held?.unitId ?? meeting.unitId;
}

/** `15点陪残联上门评定` of `，15点陪残联上门评定`. */
function reasonIn(said: string): string {
  return said
    .replace(/^[\s,，。.;；:：!！]*(?:原因[:：]?)?/u, '')
    .replace(/[\s,，。.!！~～]+$/u, '')
    .trim();
}
