import { reasonOf } from '../base/fault.js';
import type { WhyNot } from '../llm/llm.js';
import type { Ticket } from '../tickets/ticket.js';
import type { House } from './house.js';

/** One question to the language model; `ask` waits for the answer and gives back what is to be done with it. */
export interface ToAsk {
  /** The same question has the same key. */
  readonly key: string;
  readonly ask: () => Promise<() => Promise<void>>;
}

/** What waits to be asked now. */
export type WhatWaits = (house: House) => Promise<readonly ToAsk[]>;

/**
 * Asks the language model beside the loop, so that a slow or dead service holds up nothing; what comes of it is done between
 * the rounds of the loop.
 */
export class Errands {
  readonly #underWay = new Map<string, Promise<void>>();

  /** @param inTurn runs a piece of work between the rounds of the loop; `isShared`: other processes ask as well */
  constructor(
    private readonly house: House,
    private readonly waiting: readonly WhatWaits[],
    private readonly inTurn: (work: () => Promise<void>) => Promise<void>,
    private readonly isShared = false,
  ) {}

  get isQuiet(): boolean {
    return this.#underWay.size === 0;
  }

  /** Begins to ask what waits and is not being asked yet. */
  async begin(): Promise<void> {
    for (const whatWaits of this.waiting) {
      for (const toAsk of await whatWaits(this.house)) {
        if (this.#underWay.has(toAsk.key) || !(await this.#isOurs(toAsk.key))) continue;
        const asked = this.#run(toAsk).finally(() => this.#underWay.delete(toAsk.key));
        this.#underWay.set(toAsk.key, asked);
      }
    }
  }

  /** Resolves when every question under way has been answered or given up. */
  async quiet(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  /** An answer costs money: while one process asks, no other does. */
  async #isOurs(key: string): Promise<boolean> {
    return !this.isShared || this.house.errands.claim(key, this.house.clock.now());
  }

  /** What fails here waits on, and is begun again in a later round. */
  async #run({ key, ask }: ToAsk): Promise<void> {
    try {
      const settle = await ask();
      await this.inTurn(settle);
      if (this.isShared) await this.house.errands.letGo(key);
    } catch (error) {
      this.house.log.error({ errand: key, reason: reasonOf(error) }, 'an errand could not be done');
    }
  }
}

/** The answer; a call that throws is one more way of having none. */
export async function answerOr<Answer>(
  house: House,
  ticket: Ticket,
  call: () => Promise<Answer>,
): Promise<Answer | { readonly done: false; readonly why: WhyNot | 'failed' }> {
  try {
    return await call();
  } catch (error) {
    house.log.warn(
      { ticket: ticket.number, reason: reasonOf(error) },
      'the language model could not be asked',
    );
    return { done: false, why: 'failed' };
  }
}
