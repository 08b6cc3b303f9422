/** Numbers as people write them: 1,309. */
function many(count: number): string {
  return count.toLocaleString('en-US');
}

/** What is conspicuous, in a few words. */
export const signalNames: Readonly<Record<string, string>> = {
  'same-photo': '照片以前用过',
  'closed-in-minutes': '自己报、自己几分钟就办结',
  'near-identical-text': '和前几天报的几乎一样',
  'month-end-burst': '月底扎堆上报',
};

/** Deeds as people call them. */
export const deedNames: Readonly<Record<string, string>> = {
  'check-in': '打卡',
  patrol: '巡查',
  visit: '走访',
  leave: '请假',
  'hand-over': '交接',
  'meeting-excuse': '会议请假',
};

/** The steps of a ticket as a log tells them; what is missing is no work of a person. */
export const stepNames: Readonly<Record<string, string>> = {
  'ticket-opened': '上报',
  'question-answered': '补充',
  'detail-added': '补充',
  'ticket-offered': '派单',
  'ticket-taken-over': '交接',
  'ticket-handed-over': '转派',
  'ticket-escalated': '上报上级',
  'ticket-returned': '退回',
  'ticket-transferred': '转部门',
  'ticket-accepted': '接单',
  'team-formed': '组团',
  'progress-noted': '进展',
  'news-published': '通报',
  'extension-asked': '申请延期',
  'extension-granted': '同意延期',
  'extension-refused': '不同意延期',
  'ticket-suspended': '挂起',
  'ticket-resumed': '恢复',
  'ticket-finished': '办结',
  'verifier-named': '请人核实',
  'verification-passed': '核实通过',
  'verification-failed': '核实不通过',
  'result-rated': '评价',
  'redo-ordered': '重办',
  'ticket-closed': '归档',
  'ticket-reopened': '重开',
  'ticket-declined': '不受理',
  'objection-raised': '有异议',
  'ticket-withdrawn': '撤回',
  'ticket-merged': '并案',
  'ticket-supported': '附议',
  'support-taken-back': '取消附议',
  'ticket-urged': '催办',
  'urgency-raised': '升级缓急',
  'category-corrected': '改类',
  'triage-asked': '待研判',
  'supervision-started': '督办',
  'deadline-near': '快到期',
  'step-overdue': '超期',
};

/** How a rating is called; `unrated` never counts as satisfied. */
export const ratingNames: Readonly<Record<string, string>> = {
  satisfied: '满意',
  fair: '还行',
  unsatisfied: '不满意',
  unrated: '未评价',
};

/** A log that has nothing in it. */
export function emptyLog(when: string): string {
  return `${when}还没有记录。打卡、巡查、走访、接单、办结，在群里说一句就记上了。`;
}

/** The head of a log. */
export function logHead(who: string, when: string, lines: number): string {
  return `${who} ${when}工作日志，${many(lines)} 条：`;
}

/** One line of a log. */
export function logLine(line: {
  readonly time: string;
  readonly what: string;
  readonly number: string;
  readonly place: string;
  readonly text: string;
}): string {
  const about = [line.number, line.place].filter(Boolean).join(' ');
  const said = line.text === '' ? '' : `：${line.text}`;
  return `${line.time} ${line.what}${about === '' ? '' : ` ${about}`}${said}`;
}

/** More lines than a message should have. */
export function logCut(more: number): string {
  return `……还有 ${many(more)} 条，要全的请单位导出工作日志。`;
}

/** What a grid's book comes to, for a chat. */
export function ledgerSummary(line: {
  readonly unit: string;
  readonly when: string;
  readonly opened: number;
  readonly found: number;
  readonly closed: number;
  readonly open: number;
  readonly late: number;
  readonly upwards: number;
  readonly checkIns: number;
  readonly patrols: number;
  readonly visits: number;
  readonly coverage: string;
}): string {
  const late = line.late > 0 ? `（超期 ${many(line.late)} 件）` : '';
  return [
    `${line.unit}台账，${line.when}：`,
    `事件 新报 ${many(line.opened)} 件（自己发现 ${many(line.found)} 件），归档 ${many(line.closed)} 件，在办 ${many(line.open)} 件${late}，上报转办 ${many(line.upwards)} 次。`,
    `日常 打卡 ${many(line.checkIns)} 次，巡查 ${many(line.patrols)} 次，走访 ${many(line.visits)} 户次${line.coverage === '' ? '' : `，${line.coverage}`}。`,
    '明细都在，不用另填；要表格请单位导出。',
  ].join('\n');
}

/** 本半年走到 120/196 户, or 2026年下半年走到 … when it is over; '' when the households are not known. */
export function coverageText(halfYear: string, part: number, whole: number): string {
  return whole === 0 ? '' : `${halfYear}走到 ${many(part)}/${many(whole)} 户`;
}

/** Above a report's picture. */
export function reportCaption(line: {
  readonly unit: string;
  readonly kind: string;
  readonly when: string;
  readonly opened: number;
  readonly closed: number;
}): string {
  return `${line.unit}${line.kind}（${line.when}）：新报 ${many(line.opened)} 件，归档 ${many(line.closed)} 件。`;
}

/** Which unit's report. */
export function unitNeeded(units: readonly string[]): string {
  return `看哪里的？加个名字，像这样：“周报 ${units[0] ?? '金桂社区'}”。可以看：${units.slice(0, 8).join('、')}。`;
}

/** A unit that is not the speaker's to look at. */
export function notYourUnit(unit: string): string {
  return `${unit}不在您负责的范围里，看不了。`;
}

/** Words of a report's picture. */
export const reportWords = {
  kinds: { week: '周报', month: '月报' } as Readonly<Record<string, string>>,
  opened: '新报',
  closed: '归档',
  open: '在办',
  late: '超期未结',
  redo: '重办',
  upwards: '上报转办',
  rates: '三率一核实',
  ratesNote: '没评价的不算满意',
  response: '响应率',
  resolution: '解决率',
  satisfaction: '满意率',
  verification: '按时核实',
  days: '每天的件数',
  categories: '按类别',
  rows: '按单位',
  work: '日常工作',
  checkIns: '打卡',
  patrols: '巡查',
  visits: '走访',
  notes: '要留意',
  foot: '小格按群里的记录自动写成，谁也不用填表。',
} as const;

/** 比上周 +12 */
export function comparedWith(kind: string, difference: number): string {
  const before = kind === 'month' ? '比上月' : '比上周';
  const sign = difference > 0 ? '+' : '';
  return `${before} ${difference === 0 ? '持平' : `${sign}${many(difference)}`}`;
}

/** One sentence that says it all. */
export function reportSummary(line: {
  readonly opened: number;
  readonly closed: number;
  readonly onTime: string;
  readonly top: readonly string[];
}): string {
  if (line.opened === 0 && line.closed === 0) return '这段时间没有新报的事，平平安安。';
  const top = line.top.length === 0 ? '' : `说得最多的是${line.top.join('、')}。`;
  const onTime = line.onTime === '' ? '' : `，按期 ${line.onTime}`;
  return `新报 ${many(line.opened)} 件，归档 ${many(line.closed)} 件${onTime}。${top}`;
}

/** What a leader should know, a line each. */
export const reportNotes = {
  late: (count: number): string => `有 ${many(count)} 件超期还没办结，请盯一盯。`,
  team: (share: string): string => `组团办理占 ${share}，要求是 20% 以上。`,
  signals: (count: number, what: string): string =>
    `有 ${many(count)} 件要看一眼：${what}。回“疑点”看是哪些。`,
  coverage: (part: number, whole: number, each: number): string =>
    each === 1
      ? `本半年走访了 ${many(part)}/${many(whole)} 户，每户半年至少一次。`
      : `本半年走访满 ${each} 次的有 ${many(part)}/${many(whole)} 户，每户半年至少 ${each} 次。`,
  district: (count: number): string => `上报到区里 ${many(count)} 件。`,
  ratedOnly: (satisfied: number, rated: number): string =>
    `评价了的 ${many(rated)} 件里，满意 ${many(satisfied)} 件。`,
};

/** What may be made up, for a leader to look at. */
export function doubts(lines: readonly string[], more: number): string {
  if (lines.length === 0) return '没有要看的疑点。';
  const rest = more > 0 ? `\n……另有 ${many(more)} 件` : '';
  return `这些先不计分，请看一眼：\n${lines.join('\n')}${rest}\n看过属实的回“查实 单号”，就补上积分。`;
}

/** One of them. */
export function doubtLine(number: string, who: string, why: string): string {
  return `${number} ${who}：${why}`;
}

/** A leader looked, and it was as it was told. */
export function doubtCleared(number: string): string {
  return `${number} 查实了，积分补上。`;
}

/** Workers do not clear it. */
export function leadersClear(): string {
  return '查实要由网格长或值班席来。';
}

/** Whoever would get the points does not clear it, leader or not. */
export function notYourOwnDoubt(number: string): string {
  return `${number} 的积分是您自己的，请换一位网格长或值班席来查实。`;
}

/** Doubts are shown to leaders alone. */
export function leadersLook(): string {
  return '疑点由网格长和值班席来看。';
}

/** There is nothing to clear. */
export function noDoubt(number: string): string {
  return `${number} 没有疑点要查。`;
}
