/** One person's part of a task. */
export interface PartLine {
  readonly name: string;
  /** 柳园里7栋（56 户）、9栋（60 户） */
  readonly units: string;
}

/** A task as whoever does it sees it. */
export interface TaskCard {
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly from: string;
  readonly due: string;
  readonly fields: readonly string[];
  /** 户; '' when only done or not done is asked. */
  readonly word: string;
}

/** How far a task is, in words. */
export interface ProgressLines {
  /** 应登 412 户，已登 268 户（65%） */
  readonly total: string;
  /** Units that are done. */
  readonly finished: readonly string[];
  /** Units on their way: 柳园里7栋 21% */
  readonly underWay: readonly string[];
  readonly hazards: number;
}

function head(card: TaskCard): string {
  const text = card.text === '' || card.text === card.title ? '' : `。${card.text}`;
  const fields = card.fields.length === 0 ? '' : `。登记：${card.fields.join('、')}`;
  return `新任务 ${card.number} ${card.title}（${card.from}），${card.due} 前${text}${fields}。`;
}

function howTo(card: TaskCard): string {
  const example = card.word === '' ? '做完回“完成”' : `边做边回“进度 30${card.word}”，做完回“完成”`;
  return `回“接”领取；${example}，难办回“有困难”加一句话。`;
}

/** The one card in the workers' group, with everybody's part. */
export function groupCard(card: TaskCard, parts: readonly PartLine[]): string {
  const lines = parts.map(part => `${part.name}：${part.units}`);
  return `${head(card)}\n${lines.join('\n')}\n${howTo(card)}`;
}

/** In the workers' group when there are too many parts to name: everybody has their own in private. */
export function groupNotice(card: TaskCard, people: number): string {
  return `${head(card)}\n${people} 人各自的部分已私聊发到。`;
}

/** To one person alone: their own part. */
export function ownCard(card: TaskCard, units: string): string {
  return `${head(card)}\n您负责：${units}。\n${howTo(card)}`;
}

/** Taken, and how many others have. */
export function shareTaken(taken: number, units: number): string {
  return taken === units ? `好，${units} 份全领了，辛苦大家。` : `好，已领 ${taken}/${units} 份。`;
}

/** Noted: where the unit stands now. */
export function progressNoted(lines: readonly string[], own: string): string {
  return `记下了：${lines.join('、')}${own === '' ? '' : `，您这边合计 ${own}`}。`;
}

/** A unit is done, and what is left of the own part. */
export function shareFinished(units: string, left: readonly string[]): string {
  return left.length === 0
    ? `${units}完成，您的部分都齐了，辛苦啦。`
    : `${units}完成👍 还剩${left.join('、')}。`;
}

/** More than there is to do. */
export function countExceeds(unit: string, target: string, done: string): string {
  return `${unit} 应做 ${target}，报了 ${done}。数对就回“更正 ${unit}：${done}”，我把总数一起改。`;
}

/** Less than was done. */
export function countDecreases(unit: string, before: string, done: string): string {
  return `${unit} 上次报到 ${before}，这次 ${done} 更少。确要改就回“更正 ${unit}：${done}”。`;
}

/** The same number again. */
export function countUnchanged(units: string): string {
  return `${units}，和上次一样，记着呢。`;
}

/** A number was put right. */
export function countCorrected(unit: string, now: string): string {
  return `改好了，${unit} 现在 ${now}。`;
}

/** A difficulty has gone to those who can help. */
export function difficultyPassedOn(): string {
  return '记下了，已告诉网格长和下派单位，有回话我马上转给您。';
}

/** To the leader and the pusher: somebody is stuck, or needs a hand. */
export function difficultyCard(
  number: string,
  title: string,
  who: string,
  units: string,
  text: string,
): string {
  const digits = number.slice(-4);
  return `${number} ${title}，${who}（${units}）：“${text}”。能派人回“帮手 ${digits} 谁”，期限要放宽由下派单位回“任务延期 ${digits} 到什么时候”。`;
}

/** To those who were asked to help. */
export function helperCard(number: string, title: string, who: string, units: string, due: string): string {
  return `${who}请您帮着做 ${number} ${title}：${units}，${due} 前。做了多少直接回“进度”。`;
}

/** Who is to help. */
export function helperNeeded(digits: string): string {
  return `请谁去帮？@一个人，或写名字，像“帮手 ${digits} 网格员小赵”。`;
}

/** Helpers have been asked. */
export function helpersAsked(names: string, units: string): string {
  return `好，已请${names}去帮 ${units}。`;
}

/** Who has not taken their part. */
export function takeReminder(
  number: string,
  title: string,
  taken: number,
  units: number,
  missing: string,
): string {
  return `${number} ${title}已领 ${taken}/${units} 份，还差${missing}。看到回“接”。`;
}

function progressText(lines: ProgressLines): string {
  const done = lines.finished.length === 0 ? '' : `${lines.finished.join('、')}已完成👏 `;
  const under = lines.underWay.length === 0 ? '' : `${lines.underWay.join('，')}。`;
  const hazards = lines.hazards === 0 ? '' : `发现隐患 ${lines.hazards} 件，已单独开单。`;
  return `${lines.total}。${done}${under}${hazards}`;
}

/** The day's roll-up in the workers' group; `slow` is who may need a hand. */
export function rollUp(number: string, title: string, lines: ProgressLines, slow: string): string {
  const ask = slow === '' ? '' : `${slow}需要搭把手吗？回“需要帮手”。`;
  return `${number} ${title}今日进度：${progressText(lines)}${ask}`;
}

/** How far it is, when somebody asks: where it stands. */
export function taskProgress(number: string, title: string, state: string, due: string): string {
  return `${number} ${title}：${state}${due === '' ? '' : `，${due} 前`}。`;
}

/** Altogether, with the hazards that were found. */
export function totalWithHazards(total: string, hazards: number): string {
  return hazards === 0 ? `${total}。` : `${total}，发现隐患 ${hazards} 件。`;
}

/** One person's units; `isOffered` when none of them was taken. */
export function personLine(
  name: string,
  units: readonly string[],
  isOffered: boolean,
  difficulty: string,
): string {
  const stuck = difficulty === '' ? '' : `（有困难：${difficulty}）`;
  const waiting = isOffered ? '（还没领）' : '';
  return `${name === '' ? '没人负责' : name}：${units.join('、')}${waiting}${stuck}`;
}

/** Lines that are left out. */
export function moreLines(count: number): string {
  return `另有 ${count} 人`;
}

/** A task in one line. */
export function taskLine(number: string, title: string, state: string, percent: string, due: string): string {
  return [`${number} ${title}：${state}`, percent, due === '' ? '' : `${due} 前`].filter(Boolean).join('，');
}

/** Several tasks, one line each. */
export function taskList(lines: readonly string[]): string {
  return `${lines.length} 项任务：\n${lines.join('\n')}`;
}

/** No task at all. */
export function noTasks(): string {
  return '现在没有在办的任务。';
}

/** Most of the time is gone. */
export function taskDueSoon(number: string, title: string, due: string, left: string): string {
  return `⏰ ${number} ${title} ${due}到期，还没完成：${left}。有难处现在就回“有困难”加一句话。`;
}

/** The time is over. */
export function taskOverdue(number: string, title: string, left: string): string {
  return `⏰ ${number} ${title}已到期，还没完成：${left}。请今天收尾，卡在哪回“有困难”加一句话。`;
}

/** To the leader and the pusher: the time is over. */
export function taskOverdueAbove(number: string, title: string, total: string, left: string): string {
  return `⏰ ${number} ${title}已到期：${total}，还没完成：${left}。请协调一下；要放宽，由下派单位回“任务延期 ${number.slice(-4)} 到什么时候”。`;
}

/** There is more time. */
export function termExtended(number: string, title: string, until: string, reason: string): string {
  return `${number} ${title}期限放宽到 ${until}${reason === '' ? '' : `，${reason}`}。`;
}

/** The task needs no more work. */
export function taskCalledOff(number: string, title: string, reason: string): string {
  return `${number} ${title}不用再做了${reason === '' ? '' : `：${reason}`}。已登的都留着，辛苦大家。`;
}

/** Everybody is done: totals for the group. */
export function allDone(
  number: string,
  title: string,
  units: number,
  total: string,
  hazards: number,
): string {
  const found = hazards === 0 ? '' : `，发现隐患 ${hazards} 件，已单独开单`;
  return `${number} ${title} ${units} 份全部完成，${total}${found}。汇总已交下派单位，大家辛苦啦。`;
}

/** The same for the pusher, who is to accept it. */
export function allDoneForPusher(
  number: string,
  title: string,
  units: number,
  total: string,
  hazards: string,
): string {
  const digits = number.slice(-4);
  const found = hazards === '' ? '' : `${hazards}。`;
  return `${number} ${title} ${units} 份全部完成，${total}。${found}请验收：回“验收通过 ${digits}”或“验收不通过 ${digits} 哪里 原因”。`;
}

/** To the pusher: the result still waits to be accepted. */
export function acceptReminder(number: string, title: string): string {
  const digits = number.slice(-4);
  return `${number} ${title}做完几天了，还等您验收：回“验收通过 ${digits}”或“验收不通过 ${digits} 原因”。`;
}

/** The result was accepted. */
export function resultAccepted(number: string, title: string, text: string, feedback: string): string {
  const said = text === '' ? '' : `：“${text}”`;
  const promise = feedback === '' ? '' : ` ${feedback}`;
  return `${number} ${title}验收通过${said}。${promise.trim()}`;
}

/** What became of the hazards will be told. */
export function feedbackPromised(hazards: number, by: string): string {
  return `${hazards} 件隐患的办理结果 ${by} 前反馈给大家。`;
}

/** The result was rejected. */
export function resultRejected(
  number: string,
  title: string,
  units: string,
  reason: string,
  due: string,
): string {
  return `${number} ${title}验收没通过，${units}请补做：${reason}。${due} 前，做完回“完成”。`;
}

/** To the pusher: the grids wait for a word about the hazards. */
export function feedbackReminder(number: string, title: string, hazards: string): string {
  return `${number} ${title}答应过反馈隐患结果，今天到期。${hazards}。回“反馈 ${number.slice(-4)} 内容”，我转给各网格。`;
}

/** The pusher's word about the hazards. */
export function feedback(number: string, title: string, from: string, text: string): string {
  return `${number} ${title}，${from}反馈：“${text}”。`;
}

/** Which of one's units; `more` are not listed. */
export function whichUnit(choices: readonly string[], more: number): string {
  return `是哪一份？回序号就行：\n${unitList(choices, more)}`;
}

/** Which of one's units, or all of them; `more` are not listed. */
export function whichUnitOrAll(choices: readonly string[], more: number): string {
  return `哪一份完成了？回序号，全部就回 0：\n${unitList(choices, more)}`;
}

function unitList(choices: readonly string[], more: number): string {
  const lines = choices.map((choice, at) => `${at + 1} ${choice}`);
  return [...lines, ...(more > 0 ? [`另有 ${more} 份没列出，回名字就行`] : [])].join('\n');
}

/** A step for a pusher was done. */
export function taskDone(number: string, what: string): string {
  return `${number} ${what}。`;
}

/** Extending needs a moment. */
export function extendUntil(digits: string): string {
  return `延到什么时候？像“任务延期 ${digits} 到下周三18点”。`;
}

/** No later than it is already. */
export function extendLater(number: string, due: string): string {
  return `${number} 现在就是 ${due}，请写一个更晚的时间。`;
}

/** Later than the temporary admission. */
export function beyondAdmission(number: string, until: string): string {
  return `${number} 的临时准入只到 ${until}，延不过去；要更久请区里重新准入。`;
}

/** A word needs something after it. */
export function moreNeeded(word: string, example: string): string {
  return `“${word}”后面加一句话，像“${example}”。`;
}
