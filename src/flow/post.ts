import type { RoomKind } from '../roster/unit.js';
import { inPrivate } from './address.js';
import { say, type House } from './house.js';
import { reply, replyPrivately } from './reply.js';
import type { Posting } from './report-pictures.js';
import type { Spoken } from './spoken.js';

/** Groups in which only those who work here read along. */
const staffRooms: readonly RoomKind[] = ['workers', 'command'];

/** Whether what is said there stays among staff; in private it always does. */
export function isAmongStaff({ speaker }: Spoken): boolean {
  return speaker.isPrivate || (speaker.room !== undefined && staffRooms.includes(speaker.room.kind));
}

/** Answers where it was asked if that is among staff, else in private: numbers of the grid are no matter for a residents' group. */
export async function replyToStaff(
  house: House,
  spoken: Spoken,
  purpose: string,
  text: string,
): Promise<void> {
  if (isAmongStaff(spoken)) await reply(house, spoken, purpose, text);
  else await replyPrivately(house, spoken, purpose, text);
}

/** Posts a picture with its line, where it was asked for if that is among staff, else in private. */
export async function post(house: House, spoken: Spoken, purpose: string, posting: Posting): Promise<void> {
  const { heard, speaker } = spoken;
  const isHere = isAmongStaff(spoken);
  await say(house, {
    key: `${heard.account}|${heard.messageId}:${purpose}`,
    ...(isHere ? { conversation: heard.conversation, account: heard.account } : inPrivate(speaker)),
    text: posting.text,
    mediaId: posting.mediaId,
    weight: 'reply',
  });
}
