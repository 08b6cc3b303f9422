import { photosOf } from '../intake/drafts.js';
import { locate } from '../intake/locate.js';
import { otherDoor } from '../words/answers.js';
import { inPrivate } from './address.js';
import { say, type House } from './house.js';
import { joinSimilar } from './join-similar.js';
import { meet } from './meet.js';
import { newTicket } from './new-ticket.js';
import { originOf } from './origin.js';
import { answerKey, firstMessageOf, type Filing, type Said } from './said.js';
import { isInDoubt } from './submission.js';

/** Every matter of a report on its own (一事一单): to another door, to a ticket that is open already, or to a new one. */
export async function fileMatters(house: House, said: Said): Promise<void> {
  const { matters } = said.understanding;
  const person = await meet(house, said.speaker);
  const photos = photosOf(said.draft);
  for (const [at, matter] of matters.entries()) {
    const whereabouts = locate(matter.text, matter.place, said.speaker.homeId, house.roster.book);
    const mine = at === 0 ? photos : [];
    await file(house, {
      said,
      person,
      matter,
      place: at + 1,
      count: matters.length,
      photos: mine,
      whereabouts,
    });
  }
}

async function file(house: House, filing: Filing): Promise<void> {
  if (await showDoor(house, filing)) return;
  const { said, place, count } = filing;
  const origin = originOf(said.draft.account, firstMessageOf(said), place, count);
  const isNew = said.draft.isSeparate !== true && !(await house.tickets.byOrigin(origin));
  if (isNew && (await joinSimilar(house, filing))) return;
  const { ticket } = await house.tickets.open(newTicket(house, filing, origin));
  house.ticketChanged(ticket);
}

/** A matter that surely is not ours is shown the right door, in private. */
async function showDoor(house: House, { said, matter, place }: Filing): Promise<boolean> {
  const door = house.catalogue.item(matter.item)?.door;
  if (matter.category !== '13' || isInDoubt(matter) || !door || matter.urgency === 'emergency') return false;
  await say(house, {
    key: answerKey(said, `door-${place}`),
    ...inPrivate(said.speaker),
    text: otherDoor(door.say, door.name, door.call ?? ''),
    weight: 'reply',
  });
  return true;
}
