import type { Moment } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import type { PersonId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';
import type { Reward } from './points-settings.js';

export const redemptionStates = ['asked', 'given', 'refused', 'taken-back'] as const;
export type RedemptionState = (typeof redemptionStates)[number];

/** Points that somebody wants to change, or has changed, into something. */
export interface Redemption {
  /** The message that asked for it. */
  readonly id: string;
  /** `DH0007`, for people. */
  readonly number: string;
  readonly personId: PersonId;
  readonly rewardId: string;
  readonly points: number;
  readonly askedAt: Moment;
  readonly state: RedemptionState;
  readonly decidedAt?: Moment;
  readonly decidedBy?: PersonId;
}

/** Everything that one person ever asked for; one document, so that points are never spent twice. */
interface Purse extends Document {
  readonly redemptions: readonly Redemption[];
}

/** Who has a piece of a reward, or holds one back; one document, so that the stock never goes below zero. */
interface Shelf extends Document {
  readonly holders: readonly { readonly id: string; readonly personId: PersonId; readonly number: string }[];
}

interface Counter extends Document {
  readonly last: number;
}

/** Whose number it is. */
interface Numbered extends Document {
  readonly personId: PersonId;
  readonly redemptionId: string;
}

/** What came of asking: `short`, too few points; `gone`, none left; `again`, this message has asked before. */
export type Asked =
  | { readonly done: true; readonly redemption: Redemption }
  | { readonly done: false; readonly why: 'short' | 'gone' | 'again' };

/** What came of deciding: `unknown` number, or `settled` before. */
export type Decided =
  | { readonly done: true; readonly redemption: Redemption }
  | { readonly done: false; readonly why: 'unknown' | 'settled' };

/** Changes points into things. Two documents take part, the purse first; every step can be run again after a crash. */
export class RewardDesk {
  private constructor(
    private readonly purses: Collection<Purse>,
    private readonly shelves: Collection<Shelf>,
    private readonly counters: Collection<Counter>,
    private readonly numbers: Collection<Numbered>,
  ) {}

  static async open(store: Store): Promise<RewardDesk> {
    return new RewardDesk(
      await store.collection<Purse>({ name: 'purses' }),
      await store.collection<Shelf>({ name: 'rewardShelves' }),
      await store.collection<Counter>({ name: 'rewardCounters' }),
      await store.collection<Numbered>({ name: 'rewardNumbers' }),
    );
  }

  /** Everything the person ever asked for, oldest first. */
  async of(personId: PersonId): Promise<readonly Redemption[]> {
    return (await this.purses.get(personId))?.value.redemptions ?? [];
  }

  /** Points that are spent or held back, of what was asked for since the moment. */
  async spent(personId: PersonId, since: Moment): Promise<number> {
    return spentIn(await this.of(personId), since);
  }

  /** How many are left of a reward. */
  async left(reward: Reward): Promise<number> {
    const holders = (await this.shelves.get(reward.id))?.value.holders.length ?? 0;
    return Math.max(0, reward.stock - holders);
  }

  /** Holds back the points, then a piece. @param earned all points since `since`; they only pay for what was asked since then */
  async ask(wish: {
    readonly id: string;
    readonly personId: PersonId;
    readonly reward: Reward;
    readonly earned: number;
    readonly since: Moment;
    readonly at: Moment;
  }): Promise<Asked> {
    const { id, personId, reward, earned, since, at } = wish;
    const own = await this.of(personId);
    const known = own.find(one => one.id === id);
    // Refused by nobody: none was left, and perhaps nobody has been told so before everything stopped.
    if (known && known.state !== 'asked')
      return { done: false, why: known.decidedBy === undefined ? 'gone' : 'again' };
    // Looked at again below, when nobody can come in between; here it saves a number.
    if (!known && earned - spentIn(own, since) < reward.points) return { done: false, why: 'short' };
    const number = known?.number ?? (await this.#nextNumber());
    const { points, id: rewardId } = reward;
    const fresh: Redemption = { id, number, personId, rewardId, points, askedAt: at, state: 'asked' };
    await this.purses.insert({ id: personId, redemptions: [] });
    const purse = await change(this.purses, personId, ({ redemptions, ...rest }) => {
      if (redemptions.some(one => one.id === id)) return undefined;
      if (earned - spentIn(redemptions, since) < points) return undefined;
      return { ...rest, redemptions: [...redemptions, fresh] };
    });
    const redemption = purse?.value.redemptions.find(one => one.id === id);
    if (!redemption) return { done: false, why: 'short' };
    await this.numbers.insert({ id: redemption.number, personId, redemptionId: id });
    if (await this.#take(reward, redemption)) return { done: true, redemption };
    await this.#settle(redemption, { state: 'refused', decidedAt: at });
    return { done: false, why: 'gone' };
  }

  /** What waits for staff, oldest first. */
  async waiting(): Promise<readonly Redemption[]> {
    const holders = (await everyOne(this.shelves)).flatMap(shelf => shelf.holders);
    const asked: Redemption[] = [];
    for (const { id, personId } of holders) {
      const one = (await this.of(personId)).find(redemption => redemption.id === id);
      if (one?.state === 'asked') asked.push(one);
    }
    return asked.sort((a, b) => a.askedAt - b.askedAt);
  }

  async byNumber(number: string): Promise<Redemption | undefined> {
    const numbered = (await this.numbers.get(number))?.value;
    return numbered && (await this.of(numbered.personId)).find(({ id }) => id === numbered.redemptionId);
  }

  /** Handed out, refused or taken back; what is not handed out goes back on the shelf and into the purse. */
  async decide(
    number: string,
    decision: {
      readonly state: Exclude<RedemptionState, 'asked'>;
      readonly by: PersonId;
      readonly at: Moment;
    },
  ): Promise<Decided> {
    const asked = await this.byNumber(number);
    if (!asked) return { done: false, why: 'unknown' };
    const { state, by, at } = decision;
    const redemption = await this.#settle(asked, { state, decidedAt: at, decidedBy: by });
    if (redemption.state !== 'given') await this.#putBack(redemption);
    const isSo = redemption.state === state && redemption.decidedBy === by;
    return isSo ? { done: true, redemption } : { done: false, why: 'settled' };
  }

  async #take(reward: Reward, { id, personId, number }: Redemption): Promise<boolean> {
    await this.shelves.insert({ id: reward.id, holders: [] });
    const shelf = await change(this.shelves, reward.id, ({ holders, ...rest }) =>
      holders.some(holder => holder.id === id) || holders.length >= reward.stock
        ? undefined
        : { ...rest, holders: [...holders, { id, personId, number }] },
    );
    return shelf?.value.holders.some(holder => holder.id === id) ?? false;
  }

  async #putBack({ id, rewardId }: Redemption): Promise<void> {
    await change(this.shelves, rewardId, ({ holders, ...rest }) =>
      holders.some(holder => holder.id === id)
        ? { ...rest, holders: holders.filter(holder => holder.id !== id) }
        : undefined,
    );
  }

  /** As it stands afterwards; what was decided before stays so. */
  async #settle(
    { id, personId }: Redemption,
    decision: Pick<Redemption, 'state' | 'decidedAt' | 'decidedBy'>,
  ): Promise<Redemption> {
    const purse = await change(this.purses, personId, ({ redemptions, ...rest }) => {
      const isOpen = redemptions.some(one => one.id === id && one.state === 'asked');
      if (!isOpen) return undefined;
      return {
        ...rest,
        redemptions: redemptions.map(one => (one.id === id ? { ...one, ...decision } : one)),
      };
    });
    const redemption = purse?.value.redemptions.find(one => one.id === id);
    if (!redemption) throw new Fault('redemption-lost', `the redemption ${id} stands in no purse`);
    return redemption;
  }

  async #nextNumber(): Promise<string> {
    await this.counters.insert({ id: 'number', last: 0 });
    const counted = await change(this.counters, 'number', counter => ({
      ...counter,
      last: counter.last + 1,
    }));
    return `DH${String(counted?.value.last ?? 1).padStart(4, '0')}`;
  }
}

function spentIn(redemptions: readonly Redemption[], since: Moment): number {
  return redemptions
    .filter(({ state, askedAt }) => (state === 'asked' || state === 'given') && askedAt >= since)
    .reduce((sum, { points }) => sum + points, 0);
}
