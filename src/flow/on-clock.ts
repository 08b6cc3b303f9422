import type { Moment } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import { offerAbove, verifierFor } from '../dispatch/route.js';
import type { Heard } from '../intake/journal.js';
import { together } from '../store/change.js';
import { whatIsDue, type DueWork } from '../tickets/due.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { dueRooms } from './due-rooms.js';
import { act, type House } from './house.js';
import { forgetPhoto } from './keep-photo.js';
import { submission } from './submission.js';

const AT_ONCE = 200;

/** Does what has come due for tickets. Any process may: whoever is late finds nothing due. @returns how many changed */
export async function workDueTickets(house: House): Promise<number> {
  let changed = 0;
  for (;;) {
    const due = await house.tickets.due(house.clock.now(), AT_ONCE);
    let changedNow = 0;
    await together(house.store, async () => {
      for (const ticket of due) changedNow += (await workDueTicket(house, ticket)) ? 1 : 0;
    });
    changed += changedNow;
    if (due.length < AT_ONCE || changedNow === 0) return changed;
  }
}

async function workDueTicket(house: House, ticket: Ticket): Promise<boolean> {
  const work = whatIsDue(ticket, house.clock.now());
  if (!work) return false;
  const body = dueEvent(house, ticket, work);
  const cause = work.kind === 'event' && work.cause !== undefined ? { cause: work.cause } : {};
  // Looked at again where it is changed: another process may have done what was due a moment ago.
  const still = ({ history }: Ticket): EventBody | undefined =>
    history.length === ticket.history.length ? body : undefined;
  const acted = await act(house, ticket.id, still, { by: 'bot', standings: ['clock'], ...cause });
  if (!acted.done && acted.why !== 'over')
    house.log.warn({ ticket: ticket.number, type: body.type, why: acted.why }, 'a due step did not apply');
  return acted.done;
}

/** The event that a due ticket calls for. */
function dueEvent(house: House, ticket: Ticket, work: DueWork): EventBody {
  switch (work.kind) {
    case 'event':
      return work.body;
    case 'submit':
      return submission(ticket, house);
    case 'unaccepted':
      return unaccepted(house, ticket);
    case 'unverified': {
      const named = ticket.stage.state === 'handled' ? ticket.stage.verifierId : undefined;
      const another = verifierFor(ticket, house.roster.book, named === undefined ? [] : [named]);
      return another === undefined
        ? { type: 'step-overdue', step: 'verify' }
        : { type: 'verifier-named', verifierId: another };
    }
    default:
      return work satisfies never;
  }
}

/** Not accepted in time: reminded once, then it goes up a level, so that no report is left lying. */
function unaccepted(house: House, ticket: Ticket): EventBody {
  const offeredAt = ticket.history.findLastIndex(event => 'assigneeId' in event);
  const wasReminded = ticket.history
    .slice(offeredAt + 1)
    .some(event => event.type === 'step-overdue' && event.step === 'accept');
  const above = wasReminded ? offerAbove(ticket, house.roster.book) : undefined;
  return above
    ? { type: 'ticket-escalated', ...above, reason: '超时没有接单' }
    : { type: 'step-overdue', step: 'accept' };
}

/** Erases what need not be kept any more, in the rooms and in the files. @returns how many messages were erased */
export async function eraseOld(
  house: House,
  forgetMessage: (messageId: string) => Promise<void>,
): Promise<number> {
  const erased = await together(house.store, () => eraseWords(house, forgetMessage));
  if (erased > 0) await house.store.scrub();
  return erased;
}

async function eraseWords(
  house: House,
  forgetMessage: (messageId: string) => Promise<void>,
): Promise<number> {
  const now = house.clock.now();
  const lose = ({ account, messageId }: Heard): void =>
    house.log.error({ account, messageId }, 'a message that could never be worked on is given up and erased');
  const erased = await house.journal.eraseOld(now, lose, async heard => {
    try {
      await forgetMessage(heard.messageId);
      if (heard.voiceId !== undefined) await house.media.remove(heard.voiceId);
      if (heard.mediaId !== undefined) await forgetPhoto(house, heard.mediaId);
      return true;
    } catch (error) {
      const about = { messageId: heard.messageId, reason: reasonOf(error) };
      house.log.error(
        about,
        'what hangs on a message could not be removed; it is tried again with its words',
      );
      return false;
    }
  });
  await house.questions.forgetOld(now);
  await house.outbox.forgetOld();
  await house.forgetOldAnswers?.();
  return erased.length;
}

/** The next moment at which anything falls due; undefined when nothing will. */
export async function nextDueMoment(house: House): Promise<Moment | undefined> {
  const moments = await Promise.all([
    house.tickets.nextDueAt(),
    house.outbox.nextAt(),
    house.drafts.nextReadyAt(),
    house.journal.nextEraseAt(),
    ...dueRooms.map(room => room.nextAt(house)),
  ]);
  const known = moments.filter(moment => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
