import type { Moment } from '../base/clock.js';
import type { PersonId, TicketId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

/** What became of a take-over: only a waiting one may still become something. */
export type TakeOverState = 'waiting' | 'taken' | 'declined' | 'withdrawn' | 'refused' | 'lapsed';

/** Somebody asked a colleague to go on with what they have in hand (交接). The id is that of the deed that notes it. */
export interface TakeOver extends Document {
  readonly giverId: PersonId;
  readonly receiverId: PersonId;
  readonly ticketIds: readonly TicketId[];
  /** Finished tickets that the giver was to check. */
  readonly toVerifyIds: readonly TicketId[];
  /** Pushed tasks of which the giver has a part. */
  readonly taskIds: readonly string[];
  readonly askedAt: Moment;
  /** Nobody waits longer for a word. */
  readonly until: Moment;
  readonly state: TakeOverState;
  /** `account|messageId` of the word that settled it. */
  readonly settledBy?: string;
  /** How many changed hands when it was taken. */
  readonly moved?: number;
}

/** Between whom something changes hands, by whose right, and through which message. */
export interface Hands {
  readonly from: PersonId;
  readonly to: PersonId;
  readonly by: PersonId;
  readonly cause: string;
}

/** How many things a take-over is about. */
export function sizeOf({ ticketIds, toVerifyIds, taskIds }: TakeOver): number {
  return ticketIds.length + toVerifyIds.length + taskIds.length;
}

/** Keeps who asked whom to take over what. */
export class TakeOvers {
  private constructor(private readonly kept: Collection<TakeOver>) {}

  static async open(store: Store): Promise<TakeOvers> {
    const indexes = [
      ['receiverId', 'state'],
      ['giverId', 'state'],
      ['state', 'until'],
    ];
    return new TakeOvers(await store.collection<TakeOver>({ name: 'takeOvers', indexes }));
  }

  /** Asks; the same message asks once. */
  async ask(takeOver: TakeOver): Promise<void> {
    await this.kept.insert(takeOver);
  }

  async get(id: string): Promise<TakeOver | undefined> {
    return (await this.kept.get(id))?.value;
  }

  /** Settles one that waits. @returns it as it is then; settled by the same word before, that counts as done again */
  async settle(
    id: string,
    how: { readonly state: TakeOverState; readonly settledBy?: string; readonly moved?: number },
  ): Promise<{ readonly done: boolean; readonly takeOver: TakeOver | undefined }> {
    const settled = await change(this.kept, id, before =>
      before.state === 'waiting' || (before.state === 'taken' && how.state === 'refused')
        ? { ...before, ...how }
        : undefined,
    );
    const takeOver = settled?.value;
    const isOurs = how.settledBy !== undefined && takeOver?.settledBy === how.settledBy;
    return { done: settled?.changed === true || isOurs, takeOver };
  }

  /** Those that wait for somebody's word, and those that this word has settled before. */
  async waitingFor(receiverId: PersonId, heardId: string): Promise<readonly TakeOver[]> {
    const all = await everyOne(this.kept, {
      where: { receiverId, state: { in: ['waiting', 'taken', 'declined'] } },
    });
    return all.filter(({ state, settledBy }) => state === 'waiting' || settledBy === heardId);
  }

  /** Those that somebody asked for, in some states. */
  async ofGiver(giverId: PersonId, states: readonly TakeOverState[]): Promise<readonly TakeOver[]> {
    return everyOne(this.kept, { where: { giverId, state: { in: states } } });
  }

  /** Those for which nobody has had a word in time. */
  async lapsed(now: Moment): Promise<readonly TakeOver[]> {
    return everyOne(this.kept, { where: { state: 'waiting', until: { from: 0, below: now + 1 } } });
  }

  /** When the next one lapses. */
  async nextAt(): Promise<Moment | undefined> {
    const page = await this.kept.find({ where: { state: 'waiting' }, orderBy: ['state', 'until'], limit: 1 });
    return page.found[0]?.value.until;
  }
}
