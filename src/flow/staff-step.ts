import type { Moment } from '../base/clock.js';
import type { MediaId, PersonId } from '../base/ids.js';
import type { Catalogue } from '../classify/catalogue.js';
import { categoryMeant } from '../classify/category-meant.js';
import { firstOffer, offerAbove, offerBack, supervisorFor, offerAgain } from '../dispatch/route.js';
import type { Command } from '../intake/command.js';
import { readMoment } from '../intake/when.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import * as replies from '../words/replies.js';
import { handOver, LONGEST_WAIT, peopleMeant } from './hand-over.js';

/** What a step is made from. */
export interface StepFacts {
  readonly ticket: Ticket;
  readonly command: Command;
  readonly personId: PersonId;
  /** People @mentioned in the message. */
  readonly mentionedIds: readonly PersonId[];
  readonly mediaIds: readonly MediaId[];
  readonly now: Moment;
  readonly book: RosterBook;
  readonly catalogue: Catalogue;
}

/** What shall happen, in order; or what is missing, as the sentence to say. */
export type Step = { readonly events: readonly EventBody[] } | { readonly missing: string };

/** What a staff member's word means for a ticket. Pure; whether they may is decided when it happens. */
export function staffStep(facts: StepFacts): Step {
  const { ticket, command, mediaIds, now } = facts;
  const said = { text: command.rest, mediaIds };
  switch (command.verb) {
    case 'accept':
      return events(
        accepted(facts),
        command.rest === '' && mediaIds.length === 0 ? undefined : { type: 'progress-noted', ...said },
      );
    case 'arrive': {
      const noted: EventBody = { type: 'progress-noted', ...said };
      return ticket.state === 'offered' ? events(accepted(facts), noted) : events(noted);
    }
    case 'finish': {
      const finished: EventBody = { type: 'ticket-finished', ...said };
      return ticket.state === 'offered' ? events(accepted(facts), finished) : events(finished);
    }
    case 'note':
      return events(
        command.rest === '' && mediaIds.length === 0 ? undefined : { type: 'progress-noted', ...said },
      );
    case 'publish':
      return command.rest === ''
        ? missing(replies.reasonNeeded('通报'))
        : events({ type: 'news-published', ...said });
    case 'verify':
      return /没(?:有)?(?:修好|好|解决|弄好|通过)|不(?:行|合格|通过)|还(?:是|在)|未(?:解决|通过|修好)/u.test(
        command.rest,
      )
        ? failed(facts)
        : events({ type: 'verification-passed', ...said });
    case 'verify-failed':
      return failed(facts);
    case 'resume':
      return events({ type: 'ticket-resumed' });
    case 'extend':
    case 'suspend':
      return wait(facts, now);
    case 'agree':
      return agree(facts);
    case 'refuse':
      return events({ type: 'extension-refused' });
    case 'team-up':
      return teamUp(facts);
    default:
      return withPhotos(facts, passOn(facts));
  }
}

/** The grid's worker who is first on the spot takes an emergency back from whoever above was asked meanwhile. */
function accepted({ ticket, personId, book }: StepFacts): EventBody {
  const wentUp = ticket.level !== 'grid' && ticket.level !== 'microgrid' && ticket.assigneeId !== personId;
  const isWorker = book.rolesOf(personId).some(({ role }) => role === 'grid-worker');
  return wentUp && isWorker && ticket.urgency === 'emergency'
    ? { type: 'ticket-accepted', level: 'grid' }
    : { type: 'ticket-accepted' };
}

/** Photos that come with a word which only passes the ticket on are kept with it. */
function withPhotos({ ticket, mediaIds }: StepFacts, step: Step): Step {
  const isInHands = ['offered', 'handling', 'suspended'].includes(ticket.state);
  if ('missing' in step || mediaIds.length === 0 || !isInHands) return step;
  return { events: [{ type: 'progress-noted', text: '', mediaIds }, ...step.events] };
}

function events(...bodies: (EventBody | undefined)[]): Step {
  return { events: bodies.filter(body => body !== undefined) };
}

function missing(sentence: string): Step {
  return { missing: sentence };
}

function failed({ ticket, command, book }: StepFacts): Step {
  if (command.rest === '') return missing(replies.reasonNeeded('核实不通过'));
  return events({ type: 'verification-failed', reason: command.rest, ...offerAgain(ticket, book) });
}

/** Words that only lead up to the reason. */
function reasonIn(rest: string): string {
  return rest
    .replace(/^(?:我?(?:申请|要)?(?:延期|挂起))?\s*(?:一次|到|至)?/u, '')
    .replace(/[,，、\s]*申请(?:延期|挂起).*$/u, '')
    .replace(/^[\d一二两三四五六七八九十半年月日天周点分号:：\-/.上下午早晚明后今大个小时钟到至前\s]+/u, '')
    .replace(/^[,，。、;；:：\s]+/u, '')
    .trim();
}

function wait({ ticket, command }: StepFacts, now: Moment): Step {
  const word = command.verb === 'extend' ? '延期' : '挂起';
  const until = readMoment(command.rest, now);
  if (until === undefined || until <= now || until - now > LONGEST_WAIT)
    return missing(replies.momentNeeded(word));
  const reason = reasonIn(command.rest);
  if (reason === '') return missing(replies.reasonNeeded(word));
  if (command.verb === 'suspend') return events({ type: 'ticket-suspended', until, reason });
  return events(ticket.state === 'offered' ? { type: 'ticket-accepted' } : undefined, {
    type: 'extension-asked',
    until,
    reason,
  });
}

function agree({ ticket, command, now }: StepFacts): Step {
  const asked = ticket.extensionAsked;
  if (!asked) return missing(replies.nothingToDo('同意延期'));
  return events({
    type: 'extension-granted',
    until: readMoment(command.rest, now) ?? asked.until,
    reason: asked.reason,
  });
}

function teamUp(facts: StepFacts): Step {
  const memberIds = peopleMeant(facts).filter(id => id !== facts.personId);
  const departments = facts.book.departmentsOf(facts.ticket.unitId);
  return memberIds.length === 0
    ? missing(replies.targetNeeded('组团', departments))
    : events({ type: 'team-formed', memberIds });
}

/** Steps that pass a ticket on, or decide what it is. */
function passOn(facts: StepFacts): Step {
  const { ticket, command, book, catalogue } = facts;
  const reason = command.rest;
  switch (command.verb) {
    case 'escalate': {
      const offer = offerAbove(ticket, book);
      if (!offer) return missing(replies.nothingAbove(ticket.number));
      return events({
        type: 'ticket-escalated',
        ...offer,
        reason: reason.replace(/^(?:到|给)?(?:街道|社区|区里?|上级)(?:[,，\s]+|$)/u, ''),
      });
    }
    case 'return':
      if (reasonOfReturn(reason) === '') return missing(replies.reasonNeeded('退回'));
      return events({ type: 'ticket-returned', ...offerBack(ticket, book), reason: reasonOfReturn(reason) });
    case 'hand-over':
      return handedOver(facts) ?? missing(replies.targetNeeded('转派', book.departmentsOf(ticket.unitId)));
    case 'take-on': {
      const handed = command.rest === '' ? undefined : handedOver(facts);
      if (handed) return handed;
      if (ticket.state !== 'triage') return events({ type: 'ticket-accepted' });
      return events({ type: 'ticket-offered', ...firstOffer(ticket.unitId, ticket.item, book, catalogue) });
    }
    case 'recategorise':
      return recategorise(facts);
    case 'decline':
      return reason === ''
        ? missing(replies.reasonNeeded('不受理'))
        : events({ type: 'ticket-declined', reason });
    case 'supervise': {
      const supervisorId = supervisorFor(ticket, book);
      return supervisorId === undefined
        ? events()
        : events({
            type: 'supervision-started',
            supervisorId,
            reason: reason === '' ? '请重点跟进。' : reason,
          });
    }
    default:
      return events();
  }
}

function reasonOfReturn(rest: string): string {
  return rest.replace(/^(?:给)?(?:社区|网格|街道|上级)?[,，。.\s]*(?:原因[:：]?)?[,，\s]*/u, '').trim();
}

function handedOver(facts: StepFacts): Step | undefined {
  const bodies = handOver(facts);
  return bodies && events(...bodies);
}

function recategorise(facts: StepFacts): Step {
  const { ticket, command, book, catalogue } = facts;
  const chosen = categoryMeant(command.rest, ticket.text, catalogue);
  if (!chosen)
    return missing(replies.categoryNeeded(catalogue.categories.map(({ code, name }) => `${code} ${name}`)));
  const corrected: EventBody = { type: 'category-corrected', ...chosen };
  if (ticket.state !== 'triage') return events(corrected);
  return events(corrected, {
    type: 'ticket-offered',
    ...firstOffer(ticket.unitId, chosen.item, book, catalogue),
  });
}
