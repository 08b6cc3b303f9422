import { MovableClock, SECOND } from '../../src/base/clock.js';
import type { IncomingMessage } from '../../src/chat/chat-gateway.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { Gone, Life, lived } from '../support/life.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { startProcess, type Common, type PlayedProcess, type ProcessPlan } from '../support/processes.js';
import { EAST, streetOfTwo, WEST } from '../support/two-accounts.js';

/** The processes of a street: two on one account, one of them a worker, too; one on the other; a worker; the pages. */
export const SLOTS: readonly Omit<ProcessPlan, 'pid'>[] = [
  { roles: ['bot'], account: EAST },
  { roles: ['bot', 'worker'], account: EAST },
  { roles: ['bot'], account: WEST },
  { roles: ['worker'] },
  { roles: ['web'] },
];

interface Running {
  readonly process: PlayedProcess;
  readonly life: Life;
  readonly pid: number;
}

/** Several processes on one store in memory, which may end anywhere and are started again. */
export class Company {
  readonly disk: MemoryDisk = new Map();
  readonly common: Common;
  readonly #running = new Map<number, Running>();
  #pids = 0;

  /** @param dice a random whole number from 0 up to the bound, which is left out */
  constructor(private readonly dice: (bound: number) => number) {
    const monday = Date.parse('2026-11-23T10:00:00+08:00');
    const clock = new MovableClock({ now: () => monday });
    this.common = { clock, shown: [], media: memoryMedia(), gone: new Set() };
  }

  async settleIn(): Promise<void> {
    await (await RosterStore.open(memoryStore(this.disk))).add(streetOfTwo);
  }

  /** The life of a process, started if it does not run; undefined when it ended while it started. */
  async lifeOf(slot: number): Promise<Life | undefined> {
    return (await this.#start(slot))?.life;
  }

  /** Each of them shows that it lives and does its round, all at the same time. */
  async work(slots: readonly number[]): Promise<void> {
    await Promise.all(
      slots.map(async slot => {
        const running = await this.#start(slot);
        await this.#alive(slot, async () => {
          await running?.process.beat();
          await running?.process.keeper.step();
        });
      }),
    );
  }

  /** The network hands a message to every process on the account. @returns whether one of them has taken it */
  async hear(message: IncomingMessage): Promise<boolean> {
    const ears = SLOTS.flatMap(({ account }, slot) => (account === message.account ? [slot] : []));
    const taken = await Promise.all(
      ears.map(async slot => {
        const running = this.#running.get(slot);
        if (!running) return false;
        return this.#alive(slot, () => running.process.keeper.messageArrived(message));
      }),
    );
    return taken.includes(true);
  }

  pass(seconds: number): void {
    const { clock } = this.common;
    clock.moveTo(clock.now() + seconds * SECOND);
  }

  async #start(slot: number): Promise<Running | undefined> {
    const known = this.#running.get(slot);
    const plan = SLOTS[slot];
    if (known || !plan) return known;
    this.#pids += 1;
    const pid = this.#pids;
    const life = new Life(this.dice);
    const store = lived(memoryStore(this.disk), life);
    const process = await startProcess(store, this.common, { ...plan, pid, mortal: life.saying });
    const running = { process, life, pid };
    this.#running.set(slot, running);
    return running;
  }

  /** Does it; what a process that ends on the way leaves stays as it is. @returns whether it lived to see the end of it */
  async #alive(slot: number, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
    } catch (error) {
      const isEnd = this.#running.get(slot)?.life.isOver === true || error instanceof Gone;
      if (!isEnd) throw error;
    }
    return !this.#bury(slot);
  }

  /** Sometimes the others know at once, sometimes they have to wait until its time is up. @returns whether it has ended */
  #bury(slot: number): boolean {
    const running = this.#running.get(slot);
    if (!running?.life.isOver) return false;
    this.#running.delete(slot);
    if (this.dice(2) === 0) this.common.gone.add(running.pid);
    return true;
  }
}
