/** A ticket as a reminder names it. */
export interface Named {
  readonly number: string;
  readonly item: string;
  /** 今天 18:00; '' when it has no time of its own. */
  readonly due: string;
  /** Who has it; '' where that goes without saying. */
  readonly who: string;
}

/** What one person of a group has in hand. */
export interface InHand {
  readonly name: string;
  /** On leave: who stands in, '' when nobody does; absent for whoever is there. */
  readonly standIn?: string;
  readonly count: number;
  /** Due today, the first of them by name. */
  readonly dueToday: readonly Named[];
  readonly overdue: number;
}

/** What one person is to do, apart from what is in hand. */
export interface OwnDay {
  readonly inHand: InHand;
  readonly toVerify: readonly Named[];
  readonly toDecide: readonly Named[];
  /** Of whom they stand in for. */
  readonly insteadOf: readonly InHand[];
}

const GREETING = '早上好🌤 ';
/** So many are named; of the rest there is only the number. */
const MOST_NAMED = 3;
/** In a larger group those without anything are counted together. */
const MOST_PEOPLE = 8;

function called({ number, item }: Named): string {
  return `${number} ${item}`;
}

/** `WG-… 单元门锁；WG-… 路灯等`, with the time and the person where they are known. */
function listed(tickets: readonly Named[], most = MOST_NAMED): string {
  const shown = tickets.slice(0, most).map(ticket => {
    const more = [ticket.who, ticket.due === '' ? '' : `${ticket.due}到期`].filter(Boolean).join('，');
    return more === '' ? called(ticket) : `${called(ticket)}（${more}）`;
  });
  return `${shown.join('；')}${tickets.length > most ? '等' : ''}`;
}

/** What about the ones in hand is pressing: `1 件今天到期：WG-… 单元门锁`. */
function pressing({ dueToday, overdue }: InHand): string {
  const [first] = dueToday;
  const today =
    first === undefined
      ? ''
      : `${dueToday.length} 件今天到期：${called(first)}${dueToday.length > 1 ? '等' : ''}`;
  return [overdue > 0 ? `${overdue} 件超时` : '', today].filter(Boolean).join('，');
}

function onLeave(standIn: string | undefined): string {
  if (standIn === undefined) return '';
  return standIn === '' ? '请假' : `请假，${standIn}代`;
}

function lineOf(person: InHand): string {
  const more = [onLeave(person.standIn), pressing(person)].filter(Boolean).join('，');
  return `${person.name} ${person.count} 件${more === '' ? '' : `（${more}）`}`;
}

/** In the workers' group, in the morning: everybody in one message. */
export function groupDigest(
  people: readonly InHand[],
  mostSupported?: { readonly ticket: Named; readonly raisers: number },
): string {
  const busy = people.filter(({ count }) => count > 0);
  const idle = people.length - busy.length;
  const shown = people.length > MOST_PEOPLE ? busy : people;
  const rest = people.length > MOST_PEOPLE && idle > 0 ? `；其余 ${idle} 人手上没有` : '';
  const supported = mostSupported
    ? `\n附议最多：${called(mostSupported.ticket)}（${mostSupported.raisers} 人）。`
    : '';
  return `${GREETING}今日待办：${shown.map(lineOf).join('；')}${rest}。${supported}`;
}

/** The same where nobody has anything, for units that want to hear it. */
export function nothingToday(): string {
  return `${GREETING}今日无待办。`;
}

/** To one person alone, in the morning. */
export function ownDigest({ inHand, toVerify, toDecide, insteadOf }: OwnDay): string {
  const urgent = pressing(inHand);
  const lines = [
    inHand.count > 0 ? `您手上 ${inHand.count} 件${urgent === '' ? '' : `，${urgent}`}。` : '',
    toDecide.length > 0 ? `待研判 ${toDecide.length} 件：${listed(toDecide)}。` : '',
    toVerify.length > 0 ? `等您核实 ${toVerify.length} 件：${listed(toVerify)}。` : '',
    ...insteadOf.map(absent => {
      const more = pressing(absent);
      return `${absent.name}请假，您代看 ${absent.count} 件${more === '' ? '' : `，${more}`}。`;
    }),
  ];
  return `${GREETING}${lines.filter(Boolean).join('\n')}`;
}

/** In the group: who has not checked in. */
export function checkInMissing(names: readonly string[]): string {
  return `还没打卡：${names.join('、')}。到岗了回“打卡”加一句在哪就行。`;
}

/** To one person who has not checked in; `isLast`: they are not told so alone any more. */
export function yourCheckInMissing(isLast: boolean): string {
  const last = isLast ? '这几天都没等到，往后不再单独提醒，您打过卡我再接着提醒。' : '';
  return `今天还没看到您打卡。到岗了回“打卡”加一句在哪；来不了回“请假”。${last}`;
}

/** In the group: who has no patrol on record today. */
export function patrolMissing(names: readonly string[]): string {
  return `今天还没有巡查记录：${names.join('、')}。转完回“巡查”加地点和看到的，不用填表。`;
}

/** To one person without a patrol today; `isLast`: they are not told so any more. */
export function yourPatrolMissing(isLast: boolean): string {
  const last = isLast ? '这几天都没等到，往后不再天天提醒，您记过一次我再接着提醒。' : '';
  return `今天还没有您的巡查记录。下楼转一圈，回“巡查”加地点和看到的，拍张照更好，不用填表。${last}`;
}

/** The week's safety check. */
export function safetyCheck(): string {
  return '本周安全检查：消防通道、楼道充电、燃气、井盖、高空坠物。看到问题拍张照发群里，说一句在哪，我来开单。';
}

/** People are called to a meeting. */
export function meetingCall(meeting: {
  readonly name: string;
  readonly place: string;
  /** 今天 15:00 */
  readonly when: string;
  readonly topics: readonly string[];
}): string {
  const { name, place, when, topics } = meeting;
  const numbered = topics.map((topic, at) => `${'①②③④⑤'[at] ?? ''}${topic}`).join('；');
  const agenda = topics.length === 0 ? '' : `\n议题 ${topics.length} 个：${numbered}。`;
  return `提醒：${when} 在${place}开${name}。${agenda}\n来不了的回“请假”加一句原因。`;
}

/** A topic: what most neighbours raised. */
export function mostSupportedTopic(ticket: Named, raisers: number): string {
  return `附议最多的 ${called(ticket)}（${raisers} 人）`;
}

/** A topic: what is late. */
export function overdueTopic(tickets: readonly Named[]): string {
  return `超时 ${tickets.length} 件（${listed(tickets.map(bare), 2)}）`;
}

/** A topic: what is watched by the street. */
export function supervisedTopic(tickets: readonly Named[]): string {
  return `督办 ${tickets.length} 件（${listed(tickets.map(bare), 2)}）`;
}

/** A topic: where most was raised. */
export function areasTopic(
  span: 'week' | 'month',
  areas: readonly { readonly name: string; readonly count: number }[],
): string {
  const named = areas.map(({ name, count }) => `${name} ${count} 件`).join('、');
  return `${span === 'week' ? '本周' : '本月'}集中在${named}`;
}

function bare({ number, item }: Named): Named {
  return { number, item, due: '', who: '' };
}

/** To whoever leads the meeting, shortly before it. */
export function excuses(
  meeting: string,
  when: string,
  people: readonly { readonly name: string; readonly reason: string }[],
): string {
  const named = people.map(({ name, reason }) => (reason === '' ? name : `${name}（${reason}）`)).join('、');
  return `${when} ${meeting}，请假 ${people.length} 人：${named}。`;
}

/** To whoever cannot come to a meeting. */
export function excuseNoted(meeting: string): string {
  return `记下了，${meeting}给您请好假。`;
}

/** The same said again. */
export function excusedAlready(meeting: string): string {
  return `${meeting}已经给您记过请假了。`;
}

/** How far the visits of the half-year (2026年下半年) are, in counts alone; `each`: how often a household is to be visited. */
export function visitsCoverage(
  halfYear: string,
  each: number,
  daysLeft: number,
  people: readonly { readonly name: string; readonly households: number; readonly visited: number }[],
): string {
  const lines = people.map(
    ({ name, households, visited }) =>
      `${name} ${each === 1 ? '已走' : '走满'} ${visited}/${households} 户，还差 ${households - visited} 户`,
  );
  const often = each === 1 ? '' : `每户 ${each} 次，`;
  return `${halfYear}入户走访（${often}还有 ${daysLeft} 天）：${lines.join('；')}。`;
}

/** To a leader or an operator: everything that is late. */
export function overdueList(tickets: readonly Named[]): string {
  return `⏰ 超时 ${tickets.length} 件：${listed(tickets, 5)}。请催一催，要帮手或换人就说一声。`;
}

/** To a verifier: what waits for the check. */
export function verificationDue(tickets: readonly Named[]): string {
  return `等您核实 ${tickets.length} 件：${listed(tickets)}。看过回“核实通过”或“核实不通过 原因”，带上单号。`;
}

/** To whoever goes on leave with work in hand. */
export function handOverBeforeLeave(from: string, tickets: readonly Named[]): string {
  return `您${from}起请假，手上还有 ${tickets.length} 件：${listed(tickets)}。回“交接给”加名字，对方接了就转过去。`;
}

/** To whoever stands in. */
export function handOverToStandIn(name: string, from: string, tickets: readonly Named[]): string {
  return `${name}${from}起请假，由您代，手上有 ${tickets.length} 件：${listed(tickets)}。`;
}

/** Half of the time is over and nobody has said how it goes. */
export function halfway(tickets: readonly Named[]): string {
  return `时间过半，还没有进展的 ${tickets.length} 件：${listed(tickets)}。回“进展”加一句，居民问起来我好答。`;
}

/** Several tickets run out of time at once. */
export function deadlinesNear(tickets: readonly Named[]): string {
  return `⏰ ${tickets.length} 件快到期：${listed(tickets, 5)}。办完传照片回“办结”；办不完现在就回“延期 到什么时候 原因”，带上单号。`;
}

/** No reminders for today. */
export function muted(): string {
  return '好，今天不再提醒您，明早照常。急事和快到期的单子还是会说；想早点听回“恢复提醒”。';
}

/** Reminders again. */
export function unmuted(wasMuted: boolean): string {
  return wasMuted ? '好，接着提醒您。' : '提醒一直开着呢。';
}
