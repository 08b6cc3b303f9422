/** At most so many at once; the others wait in line, and a line that is too long sends newcomers away. */
export class Slots {
  #taken = 0;
  readonly #line: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly longestLine: number,
  ) {}

  /** True with a slot, which must be given back; false when the line is full or the signal fires first. */
  async take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#taken < this.most) {
      this.#taken += 1;
      return true;
    }
    if (this.#line.length >= this.longestLine) return false;
    return new Promise<boolean>(resolve => {
      const goAway = (): void => {
        this.#line.splice(this.#line.indexOf(goIn), 1);
        resolve(false);
      };
      const goIn = (): void => {
        signal.removeEventListener('abort', goAway);
        resolve(true);
      };
      this.#line.push(goIn);
      signal.addEventListener('abort', goAway, { once: true });
    });
  }

  /** Hands the slot to the next in line. */
  give(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#taken -= 1;
  }
}
