import { DAY, type Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import { namesDepartment } from '../classify/category-meant.js';
import { offerToDepartment, offerToPerson } from '../dispatch/route.js';
import type { Command } from '../intake/command.js';
import { readMoment } from '../intake/when.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';

/** Nobody may be given longer, in milliseconds. */
export const LONGEST_WAIT = 60 * DAY;

/** Words no longer than this only name the department. */
const LONGEST_BARE_NAME = 6;

/** Who hands what on, with which words. */
export interface Handing {
  readonly ticket: Ticket;
  readonly command: Command;
  readonly personId: PersonId;
  /** People @mentioned in the message. */
  readonly mentionedIds: readonly PersonId[];
  readonly now: Moment;
  readonly book: RosterBook;
}

/** People who are meant: mentioned, or named as in the roster. */
export function peopleMeant({ command, mentionedIds, book, ticket }: Handing): readonly PersonId[] {
  const words = command.rest.replace(/[@\s,，、。]+/gu, ' ');
  const street = book.unitAt(ticket.unitId, 'street');
  const named = book.staff.filter(person => {
    const isHere = person.roles.some(held => street !== undefined && book.isWithin(held.unitId, street.id));
    const shortName = person.name.replace(/^(?:网格员|社区|物业|楼长)/u, '');
    return (
      isHere &&
      (words.includes(person.name) ||
        (shortName.length >= 2 && words.split(' ').some(word => word.startsWith(shortName))))
    );
  });
  return [...new Set([...mentionedIds, ...named.map(person => person.id)])];
}

/**
 * To a department or a person; of several departments the one named first leads and the others help, and a moment that is
 * named is the deadline. Undefined when nobody is named.
 */
export function handOver(handing: Handing): readonly EventBody[] | undefined {
  const { ticket, command, book, now } = handing;
  const [offer, ...others] = departmentsMeant(handing).flatMap(
    name => offerToDepartment(ticket, name, book) ?? [],
  );
  if (!offer) return toPerson(handing);
  const until = readMoment(command.rest, now);
  const isDeadline = until !== undefined && until > now && until - now <= LONGEST_WAIT;
  const memberIds = others.flatMap(({ assigneeId }) => assigneeId ?? []);
  return [
    {
      type: 'ticket-transferred',
      ...offer,
      reason: command.rest.length <= LONGEST_BARE_NAME ? '' : command.rest,
      ...(isDeadline ? { handleBy: until } : {}),
    },
    ...(memberIds.length > 0 ? [{ type: 'team-formed', memberIds } as const] : []),
  ];
}

function toPerson(handing: Handing): readonly EventBody[] | undefined {
  const [personId] = peopleMeant(handing).filter(id => id !== handing.personId);
  const offer = personId === undefined ? undefined : offerToPerson(personId, handing.book);
  if (!offer) return undefined;
  return offer.level === 'department'
    ? [{ type: 'ticket-transferred', ...offer, reason: '' }]
    : [{ type: 'ticket-handed-over', ...offer }];
}

/** Departments in the order in which they are named. */
function departmentsMeant({ command, ticket, book }: Handing): readonly string[] {
  return book
    .departmentsOf(ticket.unitId)
    .filter(name => namesDepartment(command.rest, name))
    .map(name => ({ name, at: command.rest.indexOf(name.slice(0, 2)) }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}
