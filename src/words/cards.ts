/** What a task card says; `place` is safe for a staff group. */
export interface Card {
  readonly number: string;
  readonly item: string;
  readonly place: string;
  readonly text: string;
  /** 今天 20:00 前 */
  readonly due: string;
  readonly photos: number;
  readonly supporters: number;
}

function headline(card: Card): string {
  const photos = card.photos > 0 ? `，${card.photos} 张照片` : '';
  const others = card.supporters > 1 ? `，${card.supporters} 人反映` : '';
  return `${card.number} ${card.place} ${card.item}${photos}${others}，${card.due}`;
}

/** A new task for somebody. */
export function taskCard(card: Card): string {
  return `新单 ${headline(card)}。\n“${card.text}”\n回“接单”；办不了回“上报”或“退回 原因”。`;
}

/** A new task that nobody can answer 退回 to: it came up or was handed over, with what was done so far. */
export function passedOnCard(card: Card, how: string, reason: string, story: readonly string[]): string {
  const past = story.length === 0 ? '' : `\n经过：${story.join('；')}`;
  const why = reason === '' ? '' : `，${how === '派单' ? '要求' : '原因'}：${reason}`;
  return `${how} ${headline(card)}${why}。\n“${card.text}”${past}\n回“接单”“转派 部门”或“退回 原因”。`;
}

/** A task that came back down. */
export function returnedCard(card: Card, reason: string): string {
  return `${card.number} ${card.place} ${card.item} 被退回，原因：${reason}。补齐后回“上报”，能自己办就回“接单”。`;
}

/** To whoever was on the spot before: what the level above is missing. */
export function completeCard(card: Card, reason: string): string {
  return `${card.number} ${card.place} ${card.item} 被退回，原因：${reason}。现场的情况请补一下，回“补充 内容”，可以带照片。`;
}

/** To be done again after an unsatisfied answer or a failed verification. */
export function redoCard(card: Card, nth: number, reason: string): string {
  return `${card.number} 第 ${nth} 次重办：${card.place} ${card.item}。${reason}\n${card.due}，回“接单”继续办。`;
}

/** The check found it not done. */
export function verificationFailedCard(card: Card, reason: string): string {
  return `${card.number} 核实没通过：${reason}。请接着办，${card.due}，回“接单”。`;
}

/** People are in danger. */
export function emergencyCard(card: Card): string {
  return `【紧急】${card.number} ${card.place} ${card.item}。“${card.text}” 请立即到场，回“到”。先看自己安全，110/119/120 有没有打都再确认一遍。`;
}

/** For the handler alone: where exactly, and who raised it. */
export function privateCard(number: string, place: string, reporter: string): string {
  return `${number} 的详细位置：${place}。报事人：${reporter}。只给您看，别转发。`;
}

/** To those asked to help. */
export function teamCard(card: Card, leader: string): string {
  return `${leader}请您一起办 ${headline(card)}。\n“${card.text}”`;
}

/** To the one who checks. */
export function verifyCard(card: Card, by: string, note: string, photos: number): string {
  const proof = photos > 0 ? `和 ${photos} 张照片` : '（没有照片）';
  const said = note === '' ? '' : `“${note}”`;
  return `收到 ${card.number} ${card.place} ${card.item} 的办结${proof}${said}。请在 ${by} 前到现场核实，回“核实通过”或“核实不通过 原因”。`;
}

/** To an operator: what is this, and whose. */
export function triageCard(card: Card, guess: string, why: string, seen: readonly string[] = []): string {
  const digits = card.number.slice(-4);
  const photos = seen.length === 0 ? '' : `\n照片（机器看的，以照片为准）：${seen.map(ended).join('')}`;
  return `【待研判】${card.number} ${card.place}：“${card.text}”${photos}\n猜是${guess}，${why}。回“受理 ${digits}”照此派，“改类 ${digits} 类别号”，或“不受理 ${digits} 原因”。`;
}

/** To an operator who has the card already: what a model sees on a photo. */
export function photoSeen(number: string, shows: string, fits: 'yes' | 'no' | 'unsure'): string {
  const doubt = fits === 'no' ? '看着和文字说的不像一回事。' : '';
  return `${number} 的照片（机器看的，以照片为准）：${ended(shows)}${doubt}`;
}

/** To whoever has just got the ticket: the story in a sentence or two. */
export function summaryNote(number: string, summary: string, needs: string): string {
  return `${number} 前因后果（机器归纳，以原话为准）：${ended(summary)}${needs === '' ? '' : `需要您：${ended(needs)}`}`;
}

/** With a full stop, whatever it ends in. */
function ended(sentence: string): string {
  return /[。！？!?…]$/u.test(sentence) ? sentence : `${sentence.replace(/[.,，;；、\s]+$/u, '')}。`;
}

/** Somebody wants more time. */
export function extensionCard(number: string, who: string, until: string, reason: string): string {
  const digits = number.slice(-4);
  return `${who}申请把 ${number} 延到 ${until}，原因：${reason}。回“同意延期 ${digits}”或“不同意 ${digits}”。`;
}

/** To the supervisor after the second unsatisfied answer, or when 督办 was ordered. */
export function supervisionCard(card: Card, reason: string): string {
  return `【督办】${card.number} ${card.place} ${card.item}。${reason}\n请盯到办实为止，办结要有硬证据，光口头答应不算。`;
}
