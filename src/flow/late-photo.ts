import { MINUTE } from '../base/clock.js';
import type { Heard } from '../intake/journal.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import { photoUnusable } from '../words/replies.js';
import { addPhotoToDeed, deedForPhoto } from './add-to-deed.js';
import { ticketsOf } from './answer-inquiry.js';
import { act, type House } from './house.js';
import { reply, replyPrivately } from './reply.js';
import type { Spoken } from './spoken.js';

const PHOTO_BELONGS_WITHIN = 10 * MINUTE;
const STAFF_PHOTO_WITHIN = 3 * MINUTE;

/** In a group only somebody who has just reported hears that the photo cannot be used, and in private: it may be any picture. */
export async function tellOfPhoto(
  house: House,
  spoken: Spoken,
  fault: NonNullable<Heard['photoFault']>,
): Promise<void> {
  const { speaker, heard } = spoken;
  if (speaker.isPrivate || heard.mentionsBot) return reply(house, spoken, 'photo', photoUnusable(fault));
  if (await photosTicket(house, spoken)) await replyPrivately(house, spoken, 'photo', photoUnusable(fault));
}

/** A photo without words belongs to what its sender has just been doing. */
export async function addLatePhoto(house: House, spoken: Spoken): Promise<boolean> {
  const { speaker, mediaIds, heard } = spoken;
  const { person } = speaker;
  const ticket = await photosTicket(house, spoken);
  const deed = await deedForPhoto(house, spoken);
  const isAgain = deed?.completedBy?.includes(heard.messageId) ?? false;
  const isDeedLast = deed && (!ticket || !person || lastDeedOf(ticket, person.id) <= deed.at);
  if (deed && (isAgain || isDeedLast)) return addPhotoToDeed(house, spoken, deed);
  if (!person || !ticket || mediaIds.length === 0) return false;
  const added = await act(
    house,
    ticket.id,
    { type: 'detail-added', text: '', mediaIds },
    { by: person.id, cause: heard.messageId },
  );
  return added.done || added.why === 'again';
}

/** The ticket that its sender has just been busy with. */
async function photosTicket(house: House, { speaker }: Spoken): Promise<Ticket | undefined> {
  const { person } = speaker;
  if (!person) return undefined;
  const now = house.clock.now();
  const own = speaker.isStaff
    ? await house.tickets.ofAssignee(person.id, ['handling', 'handled'])
    : (await ticketsOf(house, speaker)).filter(ticket => openStates.includes(ticket.state));
  const within = speaker.isStaff ? STAFF_PHOTO_WITHIN : PHOTO_BELONGS_WITHIN;
  return own.find(candidate => now - lastDeedOf(candidate, person.id) <= within);
}

function lastDeedOf(ticket: Ticket, personId: string): number {
  return ticket.history.findLast(event => event.by === personId)?.at ?? 0;
}
