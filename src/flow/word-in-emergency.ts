import { HOUR } from '../base/clock.js';
import { calmInEmergency } from '../words/emergency-advice.js';
import { act, type House } from './house.js';
import { meet } from './meet.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';

const EMERGENCY_LASTS = 2 * HOUR;

const CANNOT_LEAVE =
  /下不来|下不去|走不动|走不了|出不去|出不来|动不了|困在|腿脚|轮椅|卧床|瘫|行动不便|一个人在家|孩子.{0,6}(?:在家|在屋|还在)|老人.{0,6}(?:在家|在屋|还在)/u;

/** While people are in danger, whoever cannot get away is heard at once. */
export async function hearInEmergency(house: House, spoken: Spoken): Promise<boolean> {
  const { speaker, heard } = spoken;
  const now = house.clock.now();
  if (speaker.isStaff) return noteFromTheSpot(house, spoken);
  if (!CANNOT_LEAVE.test(heard.text)) return false;
  const open = await house.tickets.ofUnits([speaker.homeId], ['offered', 'handling']);
  const emergency = open.find(
    ticket => ticket.urgency === 'emergency' && now - ticket.openedAt <= EMERGENCY_LASTS,
  );
  if (!emergency) return false;
  const person = await meet(house, speaker);
  const raiser = { personId: person.id, conversation: heard.conversation, at: now };
  await act(
    house,
    emergency.id,
    { type: 'ticket-supported', text: heard.text },
    { by: person.id, cause: heard.messageId, raiser },
  );
  await reply(house, spoken, 'calm', calmInEmergency(), 'emergency');
  return true;
}

/** What staff say in their group while they handle an emergency is kept with it. */
async function noteFromTheSpot(house: House, spoken: Spoken): Promise<boolean> {
  const { speaker, heard, mediaIds } = spoken;
  const { person, room } = speaker;
  if (!person || (room && room.kind !== 'workers' && room.kind !== 'command')) return false;
  const quoted = /WG-\d{8}-\d{4,}/.exec(heard.quote?.text ?? '')?.[0];
  const named = quoted === undefined ? undefined : await house.tickets.byNumber(quoted);
  const [only, other] = (await house.tickets.ofAssignee(person.id, ['handling'])).filter(
    ticket => ticket.urgency === 'emergency',
  );
  const ticket = named ?? (other ? undefined : only);
  if (!ticket) return false;
  const noted = await act(
    house,
    ticket.id,
    { type: 'progress-noted', text: heard.text, mediaIds },
    { by: person.id, cause: heard.messageId },
  );
  return noted.done;
}
