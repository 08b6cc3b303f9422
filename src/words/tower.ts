/** The counts of a line. */
export interface Counted {
  readonly open: number;
  readonly overdue: number;
  readonly waiting: number;
  readonly closed: number;
}

/** A unit's line on the board; what is at zero beside the open ones is left out. */
export function boardLine(name: string, depth: number, counted: Counted): string {
  const { open, overdue, waiting, closed } = counted;
  const parts = [
    `在办 ${open}`,
    ...(overdue > 0 ? [`超时 ${overdue}`] : []),
    ...(waiting > 0 ? [`等上级 ${waiting}`] : []),
    ...(closed > 0 ? [`本周办结 ${closed}`] : []),
  ];
  return `${'· '.repeat(depth)}${name}：${parts.join('，')}`;
}

/** The board: a headline, the lines, and how many units have nothing to show. */
export function board(name: string, time: string, lines: readonly string[], quiet: number): string {
  const others = quiet > 0 ? [`其余 ${quiet} 个没有在办的事。`] : [];
  return [`【${name}看板】${time}`, ...lines, ...others].join('\n');
}

/** Where the units below are to be seen. */
export function boardBelow(example: string): string {
  return `下一级回“看板 ${example}”这样看。`;
}

/** For somebody who answers for no unit. */
export function noBoard(): string {
  return '看板给网格员、网格长和值班席看各自的一片；手上的单回“待办”。';
}

/** To those above who were asked meanwhile: the grid's worker has it in hand. */
export function takenBelow(number: string, place: string, item: string, by: string): string {
  return `${number} ${place} ${item}：${by}已接手，您这边先不用派人；要帮手会再上报。`;
}

/** To the level below: the level above has it in hand. */
export function takenAbove(number: string, place: string, item: string, by: string): string {
  return `${number} ${place} ${item}：${by}已接手，办好了这里会说。`;
}
