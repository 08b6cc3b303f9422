import { categoryMeant } from '../classify/category-meant.js';
import type { Command } from '../intake/command.js';
import { transitions } from '../tickets/transitions.js';
import { act, type House } from './house.js';
import { ownTicket, type Hearing } from './own-ticket.js';
import type { Spoken } from './spoken.js';
import { submission } from './submission.js';

/** 不是城管，是物业: the reporter knows better whose matter it is. A report that waited for that goes on. */
export async function correctCategory(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  const { from } = transitions['category-corrected'];
  const ticket = await ownTicket(house, command, spoken, candidate => from.includes(candidate.state));
  if (typeof ticket === 'string') return ticket;
  const chosen = categoryMeant(command.rest, ticket.text, house.catalogue);
  if (!chosen) return 'not-for-us';
  const doer = { by: spoken.speaker.person?.id ?? '', cause: spoken.heard.messageId };
  const corrected = await act(house, ticket.id, { type: 'category-corrected', ...chosen }, doer);
  if (corrected.done && corrected.ticket.state === 'triage') {
    await act(house, ticket.id, submission(corrected.ticket, house), { by: 'bot', standings: ['bot'] });
  }
  return 'heard';
}
