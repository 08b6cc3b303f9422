import { randomInt } from 'node:crypto';

/** Six digits that nobody else has: short enough to be typed, and worthless without the name that belongs to it. */
export function freshClaimCode(isTaken: (code: string) => boolean): string {
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    if (!isTaken(code)) return code;
  }
}
