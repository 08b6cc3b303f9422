/** One measured figure: what was measured, beside what it is measured against in the same run. */
export interface Figure {
  readonly work: string;
  readonly value: number;
  readonly unit: string;
  readonly against?: string;
  readonly againstValue?: number;
  /** `value` over `againstValue`. */
  readonly ratio?: number;
  /** What the value must reach. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Fills in the ratio. */
export function beside(figure: Figure, against: string, againstValue: number): Figure {
  return { ...figure, against, againstValue, ratio: rounded(figure.value / againstValue) };
}

/** Three significant digits are all that a bench can promise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The value below which such a share of the values lies, e.g. 0.99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/**
 * How often a second something can be done to each of the given things: the best of some rounds, since whatever else the
 * machine does only ever takes away.
 */
export function perSecond<T>(things: readonly T[], work: (thing: T) => unknown, roundMs = 300): number {
  let best = 0;
  for (let round = 0; round < 8; round += 1) {
    const from = performance.now();
    let done = 0;
    while (performance.now() - from < roundMs) {
      for (const thing of things) work(thing);
      done += things.length;
    }
    best = Math.max(best, (done / (performance.now() - from)) * 1000);
  }
  return best;
}
