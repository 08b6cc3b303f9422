/** One row that keeps a list from being imported, and what to do about it. `row` is 0 for a whole sheet. */
export interface BadRow {
  readonly sheet: string;
  readonly row: number;
  readonly reason: string;
}

/** Where something stands in a list. */
export interface RowPlace {
  readonly sheet: string;
  readonly row: number;
}

/** What people write where they have nothing to say. */
export function isBlank(text: string): boolean {
  return /^(?:[/\\\-—–_.。、*]*|无|暂无|空|没有|未定|待定|null|n\/a)$/iu.test(text);
}

/** True when the values only count the rows: 1, 2, 3 … under 编号 are no codes. */
export function areOrdinals(texts: readonly string[]): boolean {
  const numbers = texts.filter(text => text !== '').map(Number);
  return (
    numbers.length > 1 &&
    numbers.every((number, at) => number === (numbers[0] ?? 0) + at) &&
    (numbers[0] ?? 9) <= 1
  );
}
