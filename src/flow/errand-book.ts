import { MINUTE, type Moment } from '../base/clock.js';
import type { MediaId, TicketId } from '../base/ids.js';
import { everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

/** Something the language model is to be asked of a ticket. */
export interface Errand extends Document {
  readonly kind: 'summary' | 'look';
  readonly ticketId: TicketId;
  /** The event it comes of. */
  readonly seq: number;
  /** The photo to look at. */
  readonly mediaId?: MediaId;
  /** After this nobody needs it any more. */
  readonly until: Moment;
}

/** Which process asks; the others wait until it has had time enough. */
interface Claim extends Document {
  readonly until: Moment;
}

const ASKED_WITHIN = 2 * MINUTE;

/** What the language model has still to be asked; kept, so that a restart forgets none of it. */
export class ErrandBook {
  private constructor(
    private readonly waiting: Collection<Errand>,
    private readonly claims: Collection<Claim>,
  ) {}

  static async open(store: Store): Promise<ErrandBook> {
    const waiting = await store.collection<Errand>({ name: 'errands', indexes: [['ticketId']] });
    return new ErrandBook(waiting, await store.collection<Claim>({ name: 'errandClaims' }));
  }

  /** True for one process at a time: it asks; after two minutes another one may. */
  async claim(key: string, now: Moment): Promise<boolean> {
    const claim: Claim = { id: key, until: now + ASKED_WITHIN };
    if ((await this.claims.insert(claim)).done) return true;
    const other = await this.claims.get(key);
    if (!other || other.value.until > now) return false;
    return (await this.claims.replace(claim, other.version)).done;
  }

  /** It was asked. */
  async letGo(key: string): Promise<void> {
    await this.claims.remove(key);
  }

  /** Writes an errand down; the same one again changes nothing. */
  async add(errand: Errand): Promise<void> {
    await this.waiting.insert(errand);
  }

  /** Some of what waits, at most `limit`. */
  async some(limit: number): Promise<readonly Errand[]> {
    const page = await this.waiting.find({ limit });
    return page.found.map(({ value }) => value);
  }

  /** Whether photos of the ticket are still to be looked at. */
  async looksAt(ticketId: TicketId): Promise<boolean> {
    const errands = await everyOne(this.waiting, { where: { ticketId } });
    return errands.some(({ kind }) => kind === 'look');
  }

  async done({ id }: Errand): Promise<void> {
    await this.waiting.remove(id);
  }
}
