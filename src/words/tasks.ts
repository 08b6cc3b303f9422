/** Who has how many pushed tasks this week; full when no more are allowed. */
export interface LoadLine {
  readonly name: string;
  readonly tasks: number;
  readonly isFull: boolean;
}

/** A task as it is shown to whoever pushes or admits it. */
export interface PlanLines {
  readonly title: string;
  readonly text: string;
  /** 柳园社区 6 个微网格 */
  readonly where: string;
  readonly people: number;
  /** 414 户; '' when nothing is counted. */
  readonly amount: string;
  /** 周五（11月27日）18:00 */
  readonly due: string;
  /** '' when it begins at once. */
  readonly begin: string;
  readonly fields: number;
}

/** What the comparison with the rules has found. */
export interface Findings {
  /** 03-10 瓶装液化气违规使用; '' when no line of the list is known. */
  readonly item: string;
  readonly isListed: boolean;
  /** What it looks like, when no line is known. */
  readonly guess: string;
  /** When the usual term ends; '' when this one is no shorter. */
  readonly usualDue: string;
  readonly fields: number;
  readonly known: readonly { readonly book: string; readonly fields: readonly string[] }[];
  readonly isOften: boolean;
  readonly loads: readonly LoadLine[];
  readonly perWeek: number;
}

/** Which task. */
export function askTitle(): string {
  return '下派什么任务？说个名字和做法就行，像“独居老人走访，每户上门看一眼”。';
}

/** To whom. */
export function askUnits(): string {
  return '下派给谁？像“给柳园社区所有微网格”，或“给柳园里7栋、9栋”。';
}

/** By when. */
export function askDue(): string {
  return '什么时候要？像“到周五18点”。';
}

/** Named units that nobody knows, or that are not the pusher's. */
export function unknownUnits(named: string): string {
  return `没认出“${named}”，或不在您的辖区。请写社区、网格或楼栋的名字，像“给柳园社区所有微网格”。`;
}

/** More units than one task may have. */
export function tooManyUnits(units: number, most: number): string {
  return `这次有 ${units} 个单位，一项任务最多 ${most} 个，请分几次下派。`;
}

const pushingNames = {
  operator: '街道、区值班席',
  department: '部门',
  'grid-leader': '网格长',
  specialist: '专员',
} as const;

/** A role that config/tasks.yaml may let push. */
export type PushingRole = keyof typeof pushingNames;

/** The role may not push work down: who may and how, and whom to ask; whoever leads a community asks the desk. */
export function notPushing(roles: readonly PushingRole[], isLeader: boolean): string {
  const who = new Intl.ListFormat('zh').format(roles.map(role => pushingNames[role]));
  const whom = isLeader ? '街道值班席' : '网格长';
  return `下派任务由${who}来，私聊我或在指挥群里说“下派任务”。您有需要，跟${whom}说一声。`;
}

/** Said in a group where it does not belong. */
export function pushElsewhere(): string {
  return '下派任务请在这里私聊我，或到指挥群里说。';
}

/** Nothing is pushed. */
export function pushDropped(): string {
  return '好，不派了。';
}

function planLine(plan: PlanLines): string {
  const amount = plan.amount === '' ? '' : `，共 ${plan.amount}`;
  const begin = plan.begin === '' ? '' : `${plan.begin} 开始，`;
  const fields = plan.fields === 0 ? '' : `，填 ${plan.fields} 项`;
  return `下给${plan.where}（${plan.people} 人${amount}），${begin}${plan.due} 前${fields}。`;
}

function titleLine({ title, text }: PlanLines): string {
  return text === '' || text === title ? title : `${title}：${text}`;
}

/** 本周手上已有：小周 3 项（满了）、小李 1 项 */
function loadLine(loads: readonly LoadLine[], perWeek: number): string {
  const shown = loads.slice(0, MOST_NAMED);
  const names = shown.map(
    ({ name, tasks, isFull }) => `${name}本周已有 ${tasks} 项${isFull ? '，满了' : ''}`,
  );
  const more = loads.length > shown.length ? `，另有 ${loads.length - shown.length} 人手上也有任务` : '';
  const ceiling = loads.some(load => load.isFull) ? `（每人每周上限 ${perWeek} 项）` : '';
  return `${names.join('；')}${more}${ceiling}`;
}

const MOST_NAMED = 8;

/** Everything that the comparison has to say, the list first. */
function findingLines(findings: Findings): readonly string[] {
  const { item, isListed, guess, usualDue, fields, known, isOften, loads, perWeek } = findings;
  const like = guess === '' ? '' : `，像是${guess}`;
  const listed = isListed ? `在准入清单内（${item}）` : `不在准入清单（${item}）`;
  const count = known.reduce((sum, book) => sum + book.fields.length, 0);
  const books = known.map(
    book => `${book.book}有${book.fields.slice(0, 5).join('、')}${book.fields.length > 5 ? '等' : ''}`,
  );
  return [
    item === '' ? `清单里没对上事项${like}` : listed,
    ...(usualDue === '' ? [] : [`期限短于常规，常规到 ${usualDue}`]),
    ...(count === 0 ? [] : [`${fields} 项里有 ${count} 项台账已有（${books.join('；')}）`]),
    ...(isOften ? ['每天报两次，常规一次'] : []),
    ...(loads.length === 0 ? [] : [loadLine(loads, perWeek)]),
  ];
}

/** What will happen on 确认. */
export type Outlook =
  | { readonly kind: 'admit' }
  | { readonly kind: 'review' }
  | { readonly kind: 'not-admitted' }
  | { readonly kind: 'never'; readonly reason: string }
  | { readonly kind: 'ceiling' };

function outlookLine(outlook: Outlook): string {
  switch (outlook.kind) {
    case 'admit':
      return '回“确认”马上下派；要改直接说，不派回“取消”。';
    case 'review':
      return '回“确认”送区里准入审核；要改直接说，不派回“取消”。';
    case 'not-admitted':
      return '不在清单的不能直接下派。确需办，回“申请准入 原因”，由区里定；不派回“取消”。';
    case 'never':
      return `不能下派：${outlook.reason}。请改一改做法，或回“取消”。`;
    case 'ceiling':
      return '有人这周已经满了，请换人、改下周，或回“取消”。';
    default:
      return outlook satisfies never;
  }
}

/** Before anything is pushed: what it is, how full people are, what will come of it. */
export function pushSummary(plan: PlanLines, findings: Findings, outlook: Outlook): string {
  const found = findingLines(findings).join('；');
  const idle = findings.loads.length === 0 ? '；他们本周手上没有别的任务' : '';
  return `【请确认】${titleLine(plan)}\n${planLine(plan)}\n${found}${idle}。\n${outlookLine(outlook)}`;
}

/** Pushed at once. */
export function pushedNow(number: string, people: number): string {
  return `${number} 已下派，${people} 人马上收到。想看办到哪，回“任务进度”。`;
}

/** The district looks at it first. */
export function sentForReview(number: string): string {
  return `${number} 已送区里准入审核，定了马上告诉您。`;
}

/** The rules refuse it. */
export function refusedByRule(number: string, outlook: Outlook): string {
  const further = outlook.kind === 'not-admitted' ? '确需办，回“申请准入 原因”，由区里定。' : '';
  return `${number} 没有准入：${refusalReason(outlook)}。${further}`;
}

/** Why the rules refuse it; without an outlook nobody is there to look at it. */
export function refusalReason(outlook: Outlook | undefined): string {
  switch (outlook?.kind) {
    case 'never':
      return outlook.reason;
    case 'not-admitted':
      return '不在网格准入清单';
    case 'ceiling':
      return '有人这周已经满了';
    default:
      return '区里没有可以审核的值班员';
  }
}

/** How the hazards that were found stand. */
export function hazardsText(found: number, settled: number): string {
  const open = found - settled;
  const some = settled === 0 ? '都在办' : `${settled} 件已办好，${open} 件在办`;
  const left = open === 0 ? '都已办好' : some;
  return `发现隐患 ${found} 件，${left}`;
}

/** To the admission desk: what is asked for, beside the rules. */
export function reviewCard(
  number: string,
  who: string,
  plan: PlanLines,
  findings: Findings,
  temporary: string,
): string {
  const digits = number.slice(-4);
  const asks = temporary === '' ? '' : `申请临时准入，理由：${temporary}。\n`;
  const grant = findings.item !== '' && !findings.isListed ? '' : `“准入通过 ${digits}”`;
  return [
    `【准入审核】${number} ${who}申请下派：${titleLine(plan)}`,
    planLine(plan),
    `${asks}自动比对：${findingLines(findings).join('；')}。`,
    `回${grant}“临时准入 ${digits} 到几月几日”“退回修改 ${digits} 原因”或“不准入 ${digits} 原因”。`,
  ].join('\n');
}

/** To the admission desk: still undecided. */
export function reviewReminder(number: string, title: string, who: string): string {
  return `${number} ${title}还等您审核，${who}在等。`;
}

/** To the pusher: it has been admitted. */
export function admitted(number: string, title: string, until: string, due: string): string {
  const how = until === '' ? '准入通过' : `临时准入，到 ${until} 为止`;
  return `${number} ${title}${how}，${due} 前办完，这就下派。`;
}

/** To the pusher: to be changed first. */
export function changesAsked(number: string, title: string, reason: string): string {
  return `${number} ${title}退回修改：${reason}。改好回“修改 ${number.slice(-4)} 改哪里”，像“修改 ${number.slice(-4)} 到下周五 每天报一次”。`;
}

/** To the pusher: the desk said no. */
export function notAdmitted(number: string, title: string, reason: string): string {
  return `${number} ${title}没有准入：${reason}。`;
}

/** What the desk decided has been noted. */
export function reviewNoted(number: string, what: string): string {
  return `${number} ${what}，已告诉下派单位。`;
}

/** A review word needs a date. */
export function admissionDateNeeded(number: string): string {
  return `临时准入到哪一天？像“临时准入 ${number.slice(-4)} 到12月5日”。`;
}

/** What is not on the list cannot be admitted without an end. */
export function onlyTemporary(number: string): string {
  return `${number} 不在准入清单，只能临时准入，像“临时准入 ${number.slice(-4)} 到12月5日”。`;
}

/** A change without anything that could be understood. */
export function whatToChange(number: string): string {
  return `${number} 改哪里？可以写期限、单位、填报项或做法，像“到下周五 填：门牌、瓶数”。`;
}

/** A task that was asked for and is not there. */
export function noTask(word: string): string {
  return `没有可以“${word}”的任务。回“任务进度”看看都到哪一步了。`;
}

/** The step does not fit the state. */
export function taskNotNow(number: string, state: string): string {
  return `${number} 现在是“${state}”，这一步做不了。`;
}

/** Somebody else may. */
export function taskNotYours(number: string): string {
  return `${number} 这一步不归您办。`;
}
