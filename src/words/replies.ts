/** The bot was called but nothing was understood. */
export function calledByName(): string {
  return '在呢。要报事，说一句在哪、什么事就行；查进度回“进度”。';
}

/** A photo came without a word. */
export function photoNeedsWords(): string {
  return '照片看到了。在哪、什么事？再说一句，我就登记。';
}

/** In private, and not understood. */
export function notUnderstood(): string {
  return '没太听明白。要报事就说在哪、什么事；查进度回“进度”；要人帮忙回“帮助”。';
}

/** Several tickets may be meant. */
export function which(choices: readonly string[]): string {
  return `是哪一件？回序号就行：\n${choices.map((choice, at) => `${at + 1} ${choice}`).join('\n')}`;
}

/** A number nobody knows, or one that is none of the speaker's business. */
export function unknownNumber(named: string): string {
  return `没找到单号 ${named}，麻烦再核对一下。`;
}

/** The word needs a ticket, and the speaker has none for it. */
export function nothingToDo(word: string): string {
  return `您手上没有可以“${word}”的单。回“待办”看看手上的单。`;
}

/** The state does not allow it. */
export function notNow(number: string, state: string): string {
  return `${number} 现在是“${state}”，这一步做不了。`;
}

/** Somebody else may do it. */
export function notYours(number: string): string {
  return `${number} 这一步不归您办，单子在经办的人手上。`;
}

/** The handler may not check the own work. */
export function notYourOwnWork(number: string): string {
  return `${number} 是您经办的，得换个人核实，这是规矩。`;
}

/** A step needs a reason. */
export function reasonNeeded(word: string): string {
  return `${word}要写个原因，像这样：“${word} 缺现场照片”。`;
}

/** A step needs a moment. */
export function momentNeeded(word: string): string {
  return `${word}到什么时候？像这样：“${word} 到明天12点 等配件”。`;
}

/** A step needs a target that is known. */
export function targetNeeded(word: string, departments: readonly string[]): string {
  return `${word}给谁？@一个人，或写部门名：${departments.join('、')}。`;
}

/** A category is needed. */
export function categoryNeeded(categories: readonly string[]): string {
  return `改成哪一类？写类别号：${categories.join('、')}。`;
}

/** Nothing above. */
export function nothingAbove(number: string): string {
  return `${number} 已经在最高一级了，没法再上报，请直接协调或转派部门。`;
}

/** A command was carried out, and the group need not hear more. */
export function done(number: string, what: string): string {
  return `${number} ${what}。`;
}

/** Withdrawn. */
export function withdrawn(number: string): string {
  return `${number} 撤回好了，已告诉经办的人不用跑。以后又有了，再说一声就行。`;
}

/** Which one shall be withdrawn. */
export function confirmWithdrawal(number: string, item: string): string {
  return `是 ${number}（${item}）吗？回“撤回”我就撤。`;
}

/** The own message was recalled after a ticket was opened from it. */
export function recalledAfterFiling(number: string): string {
  return `看到您撤回了那条消息。${number} 还在办；不用办了就回“撤回”。`;
}

/** A neighbour said it is another matter. */
export function openedSeparately(): string {
  return '好，那我另开一单。';
}

/** A photo cannot be used. */
export function photoUnusable(why: 'too-large' | 'unreadable' | 'too-many-pixels'): string {
  return why === 'unreadable'
    ? '这张照片打不开，麻烦重新拍一张发我。'
    : '这张照片太大了，麻烦压缩一下，或者换一张小于 20MB 的。';
}

/** A long text was cut. */
export function cutShort(longest: number): string {
  return `话有点长，我只看了前 ${longest} 个字，要紧的请再说一句。`;
}

/** Voice and video cannot be read. */
export function sentencePlease(): string {
  return '语音和视频我还看不懂，麻烦打一句话：在哪、什么事。';
}

/** A group has been bound. */
export function bound(unit: string): string {
  return `绑定好了，这个群归${unit}。大家有事直接在群里说，我来登记、盯着办。`;
}

/** A code nobody knows. */
export function unknownCode(): string {
  return '没有这个绑定码，请核对后再发一次，例如“绑定 JGY6”。';
}

/** The words a worker may say. */
export function helpForStaff(): string {
  return [
    '一个词就行，手上只有一单时不用带单号：',
    '接单 · 办结（带照片和一句说明）· 上报 · 退回 原因 · 转派 部门或@人 · 组团 @人',
    '延期 到何时 原因 · 挂起 到何时 原因 · 恢复 · 核实通过 / 核实不通过 原因 · 待办',
    '值班席另有：受理 · 改类 单号 类别号 · 不受理 原因 · 并案 单号 单号 · 督办 · 通报 内容',
  ].join('\n');
}

/** The words a resident may say. */
export function helpForResidents(): string {
  return '有事直接说在哪、什么事，拍张照更好，我来登记。回“进度”查到哪一步，“催办”催一催，“撤回”不办了，邻居报过的回“附议”。急事先打 110/119/120。';
}

/** Everything one must act on. */
export function todo(lines: readonly string[]): string {
  return lines.length === 0
    ? '手上没有待办，辛苦了，歇会儿。'
    : `手上 ${lines.length} 件：\n${lines.join('\n')}`;
}

/** Merging needs two tickets. */
export function twoNumbersNeeded(): string {
  return '并案要两个单号：把前一件并到后一件，像这样：“并案 0007 0003”。';
}
