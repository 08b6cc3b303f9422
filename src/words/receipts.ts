/** A ticket as it may be named to residents: no room number, no private name. */
export interface NamedTicket {
  readonly number: string;
  /** 社区服务 */
  readonly category: string;
  /** 下水堵塞 */
  readonly item: string;
  /** 当天办, or until when. */
  readonly pace: string;
  /** Who is on it: 网格员小陈. '' while nobody is. */
  readonly who: string;
}

/** What the bot asks, at most once for a report. */
export type Asked = 'place' | 'matter' | { readonly danger: string };

function named(ticket: NamedTicket): string {
  return `${ticket.number}（${ticket.category}·${ticket.item}，${ticket.pace}）`;
}

function by(ticket: NamedTicket): string {
  return ticket.who === '' ? '' : `，${ticket.who}跟进`;
}

/** The one message a group hears of a report: what was understood and who is on it. */
export function receipt(ticket: NamedTicket, isGroup: boolean): string {
  const neighbours = isGroup ? '也遇到的邻居回“附议”就行，不用重报。' : '有进展第一时间告诉您。';
  return `收到，已登记 ${named(ticket)}${by(ticket)}。${neighbours}`;
}

/** The receipt together with the one question; `worded` takes the place of our own words for it. */
export function receiptAsking(ticket: NamedTicket, asked: Asked, isGroup: boolean, worded?: string): string {
  return `收到，先登记 ${ticket.number}（${ticket.item}）。${question(asked, isGroup, worded)}`;
}

/** The receipt when it is not clear yet what the matter is. */
export function receiptAskingMatter(number: string, worded = '是什么情况、从哪儿来的？'): string {
  return `听着挺闹心，先登记 ${number}。${worded}再说一句就行，拍个照更好。`;
}

function question(asked: Asked, isGroup: boolean, worded?: string): string {
  if (asked === 'place') {
    return isGroup
      ? `${worded ?? '在几单元、哪个位置？'}房号和电话请私聊发我，别发群里。`
      : (worded ?? '在哪栋几单元、哪个位置？');
  }
  if (asked === 'matter') return '是什么情况、从哪儿来的？再说一句就行。';
  return asked.danger;
}

/** Several matters of one message, each with its own number. */
export function receiptOfSeveral(tickets: readonly NamedTicket[]): string {
  const list = tickets.map((ticket, at) => `${'①②③④⑤⑥⑦⑧⑨'.charAt(at)} ${named(ticket)}${by(ticket)}`);
  return `这是${tickets.length === 2 ? '两' : tickets.length}件事，我分开登记，各找各的人：\n${list.join('\n')}`;
}

/** To the reporter in private, once the question is settled. */
export function noted(ticket: NamedTicket, hasRoom: boolean): string {
  return `好，已登记 ${named(ticket)}${by(ticket)}。${hasRoom ? '房号只给上门的人看。' : '有进展告诉您。'}`;
}

/** To the reporter, when a person must look at it first. */
export function receiptForTriage(number: string): string {
  return `收到，先登记 ${number}。这件请值班的同事看一眼归谁办，半小时内告诉您。`;
}

/** To the reporter of an emergency, after the advice. */
export function emergencyNoted(ticket: NamedTicket): string {
  return `已按紧急件登记 ${ticket.number}（${ticket.category}·${ticket.item}），网格员、社区和街道值班都叫到了。先顾好自己和身边的人。`;
}

/** To somebody whose report is a matter that is open already. */
export function joined(number: string, supporters: number, isInNeed: boolean): string {
  const need = isInNeed ? '您说的难处也转给经办的人了。' : '';
  return `和 ${number} 是同一件，给您记成附议了（共 ${supporters} 位），有结果一起告诉您。${need}不是一回事就回“不是”，我另开一单。`;
}

/** To somebody who said 附议. */
export function supportNoted(number: string, item: string, supporters: number): string {
  return `附议记上了：${number} ${item}，现在有 ${supporters} 位邻居一起等着，有结果一起告诉您。`;
}

/** To whoever added something to a ticket. */
export function detailNoted(number: string, hasPhoto: boolean): string {
  return hasPhoto ? `照片和说明都记进 ${number} 了。` : `补充记进 ${number} 了，已告诉经办的人。`;
}
