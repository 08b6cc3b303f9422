import { dayOf, clockText, sayMoment } from '../base/china-time.js';
import { HOUR, MINUTE, type Moment } from '../base/clock.js';
import { wakingWithin } from '../outbox/outbox-settings.js';
import { accountOf } from '../roster/roster-book.js';
import { gapNotice } from '../words/channel.js';
import { say, type House } from './house.js';

/** The account was away from its network for a while. */
export interface Gap {
  readonly account: string;
  readonly from: Moment;
  readonly until: Moment;
}

/**
 * What was said while the account was away may never come. A gap that people could notice is told once in every group of the
 * account, so that nobody waits for an answer; the log has every gap.
 */
export async function tellOfGap(house: House, { account, from, until }: Gap): Promise<void> {
  const { presence, gap, quietHours } = house.channel;
  const wakingMinutes = Math.floor(wakingWithin(from, until, quietHours) / MINUTE);
  const toldAt = (await presence.of(account))?.gapToldAt ?? 0;
  const isTold =
    wakingMinutes >= gap.tellAfterMinutes && until - toldAt >= gap.atMostEveryHours * HOUR && from > 0;
  const span = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  house.log.warn(
    { account, ...span, wakingMinutes, isTold },
    'messages may have been missed while the account was away',
  );
  if (!isTold) return;
  const isOneDay = dayOf(from) === dayOf(until);
  const text = gapNotice(sayMoment(from, until), isOneDay ? clockText(until) : sayMoment(until, until));
  const rooms = house.roster.book.rooms.filter(({ id }) => accountOf(id) === account);
  for (const { id, roomId } of rooms) {
    const conversation = { kind: 'room', roomId } as const;
    await say(house, { key: `gap:${id}:${from}`, conversation, text, weight: 'notice' });
  }
  // Last, so that a crash among them is made up for; those that were told have their keys.
  await presence.toldOfGap(account, until);
}
