/** To the reporter: somebody has taken it. */
export function accepted(number: string, who: string): string {
  return `${who}接了您的 ${number}，上门前会先联系您。`;
}

/** To the reporter of an emergency: somebody is on the way. */
export function onTheWay(number: string, who: string): string {
  return `${who}已经接了 ${number}，正往现场赶。您先顾好自己，离危险远一点。`;
}

/** To the reporter: it went up a level. */
export function escalated(number: string, to: string): string {
  return `${number} 眼下这一级办不了，已经上报${to}，单号不变，我接着盯。`;
}

/** To the reporter: a department acts now. */
export function transferred(number: string, department: string, by: string): string {
  return `${number} 已派给${department}，${by}。有变化我先告诉您。`;
}

/** To the reporter: it takes longer. */
export function extended(number: string, until: string, reason: string): string {
  return `${number} 要晚一点：${reason}，改到 ${until} 前办好。让您多等了，抱歉。`;
}

/** To the reporter: it rests until a date. */
export function suspended(number: string, until: string, reason: string): string {
  return `${number} 先放一放：${reason}。${until} 接着办，我会提醒，不会忘。`;
}

/** To the reporter: what it is and who decides, after a person looked at it. */
export function sortedOut(number: string, category: string, item: string, who: string): string {
  return `${number} 看过了，是${category}·${item}，已转${who}，单号不变。`;
}

/** To the reporter and the handler: it is filed under something else now. */
export function recategorised(number: string, category: string, item: string): string {
  return `${number} 改归${category}·${item}，单号不变，接着办。`;
}

/** To the reporter: it will not be taken on, and why. */
export function declined(number: string, reason: string): string {
  return `${number} 看过了，这件我们办不了：${reason}。觉得不对就回“要办”，我请人再看。`;
}

/** To raisers: it is the same as another. */
export function merged(number: string, into: string): string {
  return `${number} 和 ${into} 是同一件，并到一起办了，结果一起告诉您。`;
}

/** Where one's ticket stands. */
export function standing(line: {
  number: string;
  item: string;
  state: string;
  who: string;
  due: string;
  /** What the handlers said last; '' when they said nothing yet. */
  note: string;
}): string {
  const who = line.who === '' ? '' : `，${line.who}在跟`;
  const note = line.note === '' ? '' : `最近的进展：“${line.note}”。`;
  return `${line.number} ${line.item}：${line.state}${who}${line.due === '' ? '' : `，${line.due}`}。${note}`;
}

/** Several of one's tickets. */
export function standings(lines: readonly string[]): string {
  return `您名下有 ${lines.length} 件：\n${lines.join('\n')}`;
}

/** Nothing is open in one's name. */
export function nothingOpen(): string {
  return '您名下现在没有在办的事。有事说一句在哪、什么事，我来登记。';
}

/** News of an emergency or of something shared, for the group. */
export function news(text: string, number: string): string {
  return `${text}（${number}）`;
}

/** The group hears the end once. */
export function settledInGroup(place: string, item: string, number: string): string {
  return `${place} ${item}已办好（${number}）。谢谢大家提醒。`;
}

/** To whoever handles it: somebody asks for speed. */
export function urged(number: string, item: string, who: string): string {
  return `${number} ${item}：${who}催办。请半小时内回“进展”加一句话，我转给居民。`;
}

/** To whoever urged. */
export function urgeNoted(number: string, who: string): string {
  return `催办记上了，已提醒${who === '' ? '值班的同事' : who}，${number} 有回话马上告诉您。让您等了，抱歉。`;
}

/** To the handler: something was added. */
export function detailForHandler(number: string, text: string, photos: number): string {
  return `${number} 有补充：“${text === '' ? '照片' : text}”${photos > 0 ? `（${photos} 张照片）` : ''}`;
}

/** To the handler: what was added makes it dangerous. */
export function hazardForHandler(number: string, item: string, text: string, photos: number): string {
  const pictures = photos > 0 ? `（${photos} 张照片）` : '';
  return `⚠️ ${number} ${item} 有触电风险：“${text}”${pictures}。请今天就上门，带上电工。`;
}

/** To whoever urged: what the handler answers. */
export function wordFromHandler(number: string, who: string, text: string): string {
  return `${number} 有回话，${who}说：“${text}”。`;
}

/** To the handler: a neighbour who joined is in need. */
export function supporterInNeed(number: string, text: string): string {
  return `${number} 附议里有要紧的：“${text}”，请先照应一下。`;
}

/** To the handler: it has become more urgent. */
export function hastened(number: string, item: string, pace: string, reason: string): string {
  return `${number} ${item}升为${pace}：${reason}。请尽快处理。`;
}

/** To the handler: a step is nearly over. */
export function deadlineNear(number: string, item: string, due: string): string {
  return `⏰ ${number} ${item} ${due}到期。办完传照片回“办结”；办不完现在就回“延期 到什么时候 原因”。`;
}

/** To the handler and the leader: a step is over. */
export function overdue(number: string, item: string, step: string): string {
  return `⏰ ${number} ${item} 已超过${step}时限。请现在处理，有难处回“上报”或“延期 到什么时候 原因”。`;
}

/** To a handler whose ticket was withdrawn. */
export function noNeedToGo(number: string, item: string): string {
  return `${number} ${item} 报事人撤回了，不用跑了。`;
}

/** To the handler: thanks were given. */
export function thanksPassedOn(number: string, comment: string): string {
  return `${number} 的居民说：“${comment}”`;
}

/** To the handler: what the supervisor asks for. */
export function demanded(number: string, item: string, text: string): string {
  return `【督办】${number} ${item}，督办要求：${text}`;
}

/** To the handler: there is more time. */
export function extensionGranted(number: string, until: string): string {
  return `${number} 同意延到 ${until}。`;
}

/** To the handler: there is no more time. */
export function extensionRefused(number: string): string {
  return `${number} 不同意延期，请按原时限办。`;
}

/** To the handler: it goes on after resting. */
export function resumed(number: string, item: string, due: string): string {
  return `${number} ${item} 恢复办理，${due}。`;
}
