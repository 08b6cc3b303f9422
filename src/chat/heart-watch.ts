import type { After, Patience } from './patience.js';

/** What a heart watch listens with and does. */
export interface HeartWatchParts {
  readonly after: After;
  readonly patience: Pick<Patience, 'silentMs' | 'answerMs'>;
  /** Asks for a sign of life; throws when this network cannot be asked. */
  readonly ask: () => void;
  /** Nothing was heard for too long, and the question was not answered. */
  readonly died: () => void;
  /** Why the network cannot be asked. Its silence then means nothing, and it is left alone. */
  readonly cannotAsk: (reason: unknown) => void;
}

/**
 * Notices a network that has died without a word: the connection stands, but nothing comes any more. Whatever comes is a sign
 * of life; without one the network is asked, because a quiet night is no death.
 */
export class HeartWatch {
  #callOff: () => void = () => {};
  #isOver = false;

  constructor(private readonly parts: HeartWatchParts) {
    this.heard();
  }

  /** There was a sign of life. */
  heard(): void {
    this.#callOff();
    if (this.#isOver) return;
    this.#callOff = this.parts.after(this.parts.patience.silentMs, () => this.#ask());
  }

  stop(): void {
    this.#isOver = true;
    this.#callOff();
  }

  #ask(): void {
    // First the clock, then the question: the answer may come at once.
    this.#callOff = this.parts.after(this.parts.patience.answerMs, () => {
      this.stop();
      this.parts.died();
    });
    try {
      this.parts.ask();
    } catch (reason) {
      this.stop();
      this.parts.cannotAsk(reason);
    }
  }
}
