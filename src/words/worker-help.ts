/** One word with its line; the line may begin with how the word is said. */
export function wordHelp({ name, help }: { readonly name: string; readonly help: string }): string {
  const saysHow = help.startsWith(name) || /^[^。]{1,16}(?:——|：)/u.test(help);
  return saysHow ? help : `${name}：${help}`;
}

/** Everything that may be said: about tickets first, then the words of the day's work. */
export function wordsList(aboutTickets: string, lines: readonly string[]): string {
  return [aboutTickets, '', '每天的事，一个词就行：', ...lines.map(line => `· ${line}`)].join('\n');
}

/** One thing that waits for somebody. */
export function todoLine(number: string, what: string, state: string, due: string): string {
  return `${number} ${what}（${due === '' ? state : `${state}，${due}`}）`;
}

/** How far one's part of a pushed task is: 已登 12/30 户. */
export function taskProgress(done: number, target: number | null, unit: string): string {
  if (unit === '') return '任务';
  return target === null ? `任务，已登 ${done} ${unit}` : `任务，已登 ${done}/${target} ${unit}`;
}

/** Its time is over. */
export function isLate(): string {
  return '已超时';
}

/** Everything that waits for somebody, what is due today first. */
export function todoList(lines: readonly string[], dueToday: number): string {
  const today = dueToday > 0 ? `，${dueToday} 件今天到期` : '';
  return `手上 ${lines.length} 件${today}：\n${lines.join('\n')}`;
}
