import type { Heard } from '../intake/journal.js';
import { openStates } from '../tickets/ticket.js';
import { recalledAfterFiling } from '../words/replies.js';
import { inPrivate } from './address.js';
import { say, type House } from './house.js';
import { forgetPhoto } from './keep-photo.js';

/** Somebody took a message back. */
export interface Recall {
  readonly account: string;
  readonly messageId: string;
}

/** Takes a message back; `isWaiting`: it was not worked on yet. */
export async function takeBack(house: House, heard: Heard, isWaiting: boolean): Promise<void> {
  const isUnfinished = (await house.drafts.takeBack(heard)) || isWaiting;
  if (!isUnfinished) await noteRecall(house, heard);
  const { mediaId, voiceId } = heard;
  if (mediaId !== undefined) await forgetPhoto(house, mediaId);
  if (voiceId !== undefined) await house.media.remove(voiceId);
  // Last, so that a recall which was cut short is done again when it is delivered again.
  await house.journal.erase(heard.account, heard.messageId);
}

/** Recalled after a ticket was opened from it: the ticket stays until its reporter says otherwise. */
export async function noteRecall(house: House, heard: Heard): Promise<void> {
  const person = house.roster.book.personByContact(`${heard.account}|${heard.from.id}`);
  if (!person) return;
  const raised = await house.tickets.ofRaiser(person.id);
  const ticket = raised.find(
    candidate => candidate.messageIds.includes(heard.messageId) && openStates.includes(candidate.state),
  );
  if (!ticket) return;
  await say(house, {
    key: `${heard.account}|${heard.messageId}:recalled`,
    ...inPrivate(person),
    text: recalledAfterFiling(ticket.number),
    weight: 'reply',
  });
}
