/** Numbers as people write them: 1,309. */
function many(count: number): string {
  return count.toLocaleString('en-US');
}

/** What points are given for. */
export const meritNames: Readonly<Record<string, string>> = {
  'useful-report': '有效报事',
  'found-matter': '发现上报',
  handled: '办结',
  helped: '组团协办',
  checked: '现场核实',
  satisfied: '居民满意',
  redone: '重办',
  'check-in': '打卡',
  patrol: '巡查',
  visit: '走访',
  task: '按时完成任务',
};

/** ★★★☆☆ */
export function starText(stars: number, most: number): string {
  return '★'.repeat(stars) + '☆'.repeat(Math.max(0, most - stars));
}

/** One's own points; never in a group. */
export function ownPoints(line: {
  readonly left: number;
  readonly earned: number;
  readonly month: number;
  readonly stars: string;
  /** Points that are missing for the next star; 0 when there is none above. */
  readonly missing: number;
  readonly parts: readonly { readonly name: string; readonly count: number; readonly points: number }[];
  readonly doubted: number;
}): string {
  const next = line.missing > 0 ? `，再有 ${many(line.missing)} 分升一星` : '';
  const parts = line.parts.map(({ name, count, points }) => `${name} ${many(count)} 次 ${many(points)} 分`);
  const doubted = line.doubted > 0 ? `\n另有 ${many(line.doubted)} 项要先请人看一眼，看过再计。` : '';
  return (
    [
      `您的积分 ${many(line.left)} 分可用，累计 ${many(line.earned)} 分，本月 ${many(line.month)} 分 ${line.stars}${next}。`,
      parts.length === 0 ? '本月还没有得分的事，报一件、办一件就有。' : `本月：${parts.join('，')}。`,
      '回“兑换”看能换什么。',
    ].join('\n') + doubted
  );
}

/** Somebody whom the bot has not met yet. */
export function noPointsYet(): string {
  return '您还没有积分。在群里报一件事，办好、核实过就有，不用填表。';
}

/** The unit does not publish a ranking. */
export function rankingNotShown(): string {
  return '这里不公布排行。想看自己的，私聊我“我的积分”。';
}

/** Nobody has points yet. */
export function rankingEmpty(when: string): string {
  return `${when}还没有人得分。`;
}

/** Above the roll's picture. */
export function rollCaption(unit: string, when: string): string {
  return `${unit} ${when}最美网格员，谢谢你们跑的每一步。`;
}

/** Words of the roll's picture. */
export const rollWords = {
  title: (when: string): string => `${when}最美网格员`,
  summary: '谢谢你们跑的每一步。',
  unit: '分',
  foot: '按群里的记录自动计分，谁也不用填表；凑的件不算。想看自己的，私聊我“我的积分”。',
  handled: (count: number): string => `办结 ${many(count)} 件`,
  found: (count: number): string => `发现 ${many(count)} 件`,
  visits: (count: number): string => `走访 ${many(count)} 户次`,
  patrols: (count: number): string => `巡查 ${many(count)} 次`,
  satisfied: (count: number): string => `满意 ${many(count)} 件`,
};

/** What points can be changed into. */
export function rewardList(
  left: number,
  rewards: readonly { readonly name: string; readonly points: number; readonly stock: number }[],
): string {
  if (rewards.length === 0) return `您有 ${many(left)} 分可用。现在还没有可以兑换的东西。`;
  const lines = rewards.map(({ name, points, stock }, at) => {
    const rest = stock > 0 ? `还有 ${many(stock)} 份` : '换完了';
    return `${at + 1} ${name} ${many(points)} 分（${rest}）`;
  });
  return `您有 ${many(left)} 分可用，可以换：\n${lines.join('\n')}\n回“兑换 1”这样的序号就行。`;
}

/** Which reward is meant. */
export function rewardUnknown(said: string): string {
  return `没找到“${said}”。回“兑换”看能换什么，再回“兑换 1”这样的序号。`;
}

/** It was held back for the person, and staff were asked. */
export function rewardAsked(number: string, name: string, points: number, who: string): string {
  const whom = who === '' ? '社区' : who;
  return `${name}给您留好了（${number}，${many(points)} 分），等${whom}确认发放。不要了回“取消兑换 ${number}”。`;
}

/** Too few points. */
export function rewardShort(name: string, points: number, left: number): string {
  return `${name}要 ${many(points)} 分，您现在有 ${many(left)} 分，还差 ${many(points - left)} 分。`;
}

/** None left. */
export function rewardGone(name: string): string {
  return `${name}刚换完，分没有扣。回“兑换”看看别的。`;
}

/** To staff: somebody wants to change points into something. */
export function rewardCard(number: string, who: string, unit: string, name: string, points: number): string {
  return `${number} ${unit} ${who}想用 ${many(points)} 分换${name}。当面给到后回“确认兑换 ${number}”，不行回“不同意兑换 ${number} 原因”。`;
}

/** To the person: handed out. */
export function rewardGiven(number: string, name: string): string {
  return `${number} ${name}已发放，积分已扣。谢谢您的付出。`;
}

/** To the person: refused. */
export function rewardRefused(number: string, name: string, reason: string): string {
  const why = reason === '' ? '' : `：${reason}`;
  return `${number} ${name}没有换成${why}，积分退回来了。`;
}

/** To staff: it is noted. */
export function rewardDecided(number: string, isGiven: boolean): string {
  return isGiven ? `${number} 记为已发放。` : `${number} 已退回，积分还给本人了。`;
}

/** Taken back by the person. */
export function rewardTakenBack(number: string): string {
  return `${number} 取消了，积分退回来了。`;
}

/** There is nothing to take back. */
export function noRedemption(): string {
  return '您没有等发放的兑换。回“兑换”看能换什么。';
}

/** A number that nobody knows. */
export function rewardNumberUnknown(number: string): string {
  return `没找到兑换单 ${number}，请核对一下。`;
}

/** It was decided before. */
export function rewardSettled(number: string): string {
  return `${number} 之前已经处理过了。`;
}

/** Another's matter. */
export function rewardNotYours(number: string): string {
  return `${number} 不归您确认。`;
}

/** What waits to be confirmed. */
export function rewardsWaiting(lines: readonly string[]): string {
  return lines.length === 0 ? '没有等确认的兑换。' : `等您确认的兑换：\n${lines.join('\n')}`;
}

/** One of them. */
export function rewardWaiting(number: string, who: string, name: string, points: number): string {
  return `${number} ${who} ${name}（${many(points)} 分）`;
}

/** Which one, when several wait. */
export function rewardWhich(verb: string): string {
  return `是哪一单？带上兑换单号，像这样：“${verb} DH0007”。`;
}
