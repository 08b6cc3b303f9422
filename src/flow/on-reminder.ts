import { MINUTE, type Moment } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import { addressedAs, addresseesIn, audienceOf } from '../reminders/audience.js';
import type { Reminder, Telling, Voice } from '../reminders/reminder-book.js';
import type { Weight } from '../outbox/outbox.js';
import { inPrivate, inRoom, type Address } from './address.js';
import type { DueRoom } from './due-rooms.js';
import { say, type House } from './house.js';
import { tellExcuses } from './on-reminder-excuses.js';
import { tellTickets } from './on-reminder-tickets.js';
import type { Occasion } from './on-reminder-occasion.js';
import { tellOccasion } from './on-reminder-topics.js';

/** So many reminders are looked at in one go, so that a message that comes in meanwhile is not kept waiting. */
const AT_ONCE = 50;

/** What people are reminded of: by rules, by tickets whose time runs out. */
export const remindersDue: DueRoom = {
  async work(house) {
    const now = house.clock.now();
    const { reminders } = house;
    let done = await reminders.plan(now, house.roster.book);
    for (const audience of await reminders.book.audiencesDue(now, AT_ONCE))
      done += await remind(house, audience, now);
    return done;
  },
  nextAt: house => house.reminders.nextAt(house.clock.now()),
};

/** What fails for one audience waits a minute; the others are reminded. */
async function remind(house: House, audience: string, now: Moment): Promise<number> {
  const { book } = house.reminders;
  const address = addressOf(audience, house);
  // The clock runs on while the store is asked: what is late by that alone is not put off again and again.
  const morning = address
    ? house.outbox.earliest({ key: '', ...address, text: '', weight: 'notice' }, now)
    : now;
  if (morning > now) return book.postpone(audience, now, morning);
  try {
    return await book.speak(audience, now, voiceOf(house, now, address));
  } catch (error) {
    house.log.error({ audience, reason: reasonOf(error) }, 'a reminder could not be said; it is tried again');
    return book.postpone(audience, now, now + MINUTE);
  }
}

function addressOf(audience: string, house: House): Address | undefined {
  const whom = audienceOf(audience);
  const { book } = house.roster;
  if (whom.kind === 'room') {
    const room = book.room(whom.roomId);
    return room && inRoom(room);
  }
  const person = book.person(whom.personId);
  return person && inPrivate(person);
}

/** Whoever is not in the roster any more, and a group that is bound no more, hear nothing. */
function voiceOf(house: House, now: Moment, address: Address | undefined): Voice {
  return {
    compose: async (audience, reminders) => (address ? compose(house, audience, reminders, now) : undefined),
    async say(_audience, { key, isUrgent, telling }) {
      if (!address) return;
      const weight: Weight = isUrgent ? 'vital' : 'notice';
      const { text, mentionIds, mediaIds = [] } = telling;
      const [first, ...others] = mediaIds;
      const picture = first === undefined ? {} : { mediaId: first };
      await say(house, { key, ...address, text, mentionIds, weight, ...picture });
      for (const [nth, mediaId] of others.entries())
        await say(house, { key: `${key}|${nth + 2}`, ...address, text: '', weight, mediaId });
    },
  };
}

/** One message of everything; undefined when nothing is left to say. */
async function compose(
  house: House,
  audience: string,
  reminders: readonly Reminder[],
  now: Moment,
): Promise<Telling | undefined> {
  const whom = audienceOf(audience);
  const isMuted = whom.kind === 'person' && (await house.reminders.mutes.isMuted(whom.personId, now));
  const wanted = isMuted ? reminders.filter(({ isUrgent }) => isUrgent) : reminders;
  const tellings: Telling[] = [];
  for (const occasion of occasionsOf(house, audience, wanted, now)) {
    const telling = await tellOccasion(house, occasion);
    if (telling) tellings.push(telling);
  }
  tellings.push(...(await tellTickets(house, wanted, now, whom.kind === 'room')));
  tellings.push(...(await tellExcuses(house, wanted, now)));
  if (tellings.length === 0) return undefined;
  return {
    text: tellings.map(({ text }) => text).join('\n'),
    mentionIds: [...new Set(tellings.flatMap(({ mentionIds }) => mentionIds))],
    mediaIds: tellings.flatMap(({ mediaIds = [] }) => mediaIds),
  };
}

/** The rules that have come due, each once, whoever is on leave left out. */
function occasionsOf(
  house: House,
  audience: string,
  reminders: readonly Reminder[],
  now: Moment,
): readonly Occasion[] {
  const { book } = house.roster;
  const whom = audienceOf(audience);
  const room = whom.kind === 'room' ? book.room(whom.roomId) : undefined;
  const person = whom.kind === 'person' ? book.person(whom.personId) : undefined;
  if (person && book.awayOf(person)) return [];
  const latest = new Map<string, Reminder>();
  for (const reminder of reminders) {
    if (reminder.subject.kind === 'rule') latest.set(reminder.subject.rule, reminder);
  }
  return [...latest].flatMap(([key, reminder]) => {
    const rule = house.reminders.rule(key);
    if (!rule) return [];
    if (room) return [{ rule, reminder, room, people: addresseesIn(room, rule.to, book), now }];
    return person ? [{ rule, reminder, people: addressedAs(person, rule.to, book), now }] : [];
  });
}
