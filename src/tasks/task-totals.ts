import type { Share } from './task.js';

/** How far shares are, added up. */
export interface TaskTotals {
  readonly units: number;
  readonly unitsTaken: number;
  readonly unitsFinished: number;
  /** Counted so far. */
  readonly done: number;
  /** To be counted altogether; null while any unit's number is unknown. */
  readonly target: number | null;
  /** 0 to 100: of what there is to count, or of the units where nothing is counted. Never 100 before all is done. */
  readonly percent: number;
}

/** Adds shares up. */
export function totalsOf(shares: readonly Share[]): TaskTotals {
  const targets = shares.map(share => share.target);
  const isKnown = shares.length > 0 && targets.every(target => target !== null);
  const target = isKnown ? targets.reduce<number>((sum, each) => sum + (each ?? 0), 0) : null;
  const done = shares.reduce((sum, share) => sum + share.done, 0);
  const unitsFinished = shares.filter(share => share.state === 'finished').length;
  const part = target ? done / target : unitsFinished / Math.max(1, shares.length);
  return {
    units: shares.length,
    unitsTaken: shares.filter(share => share.state !== 'offered').length,
    unitsFinished,
    done,
    target,
    percent: unitsFinished === shares.length ? 100 : Math.min(99, Math.floor(part * 100)),
  };
}

/** How far one unit is, 0 to 1; where nothing is counted it is done or not. */
export function partDone({ state, target, done }: Share): number {
  if (state === 'finished') return 1;
  return target ? Math.min(1, done / target) : 0;
}
