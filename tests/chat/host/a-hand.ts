import type { After } from '../../../src/chat/patience.js';

/** Time that passes when the test says so: each wait ends when somebody lets waits of its length end. */
export class Hand {
  #waits: { readonly ms: number; readonly work: () => void }[] = [];

  readonly after: After = (ms, work) => {
    const wait = { ms, work };
    this.#waits.push(wait);
    return () => {
      this.#waits = this.#waits.filter(other => other !== wait);
    };
  };

  /** Ends every wait of this length; @returns how many there were */
  pass(ms: number): number {
    const over = this.#waits.filter(wait => wait.ms === ms);
    this.#waits = this.#waits.filter(wait => wait.ms !== ms);
    for (const { work } of over) work();
    return over.length;
  }
}
