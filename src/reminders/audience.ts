import { contactIdOf, type RosterBook } from '../roster/roster-book.js';
import type { PersonId, UnitId } from '../base/ids.js';
import type { Person, Role, Room } from '../roster/unit.js';
import type { Addressees } from './reminder-rules.js';

/** Who hears a reminder: a group, or one person in private. */
export type Audience =
  | { readonly kind: 'room'; readonly roomId: string }
  | { readonly kind: 'person'; readonly personId: PersonId };

/** The audience in one word, as part of keys. A group by `account|roomId`. */
export function audienceKey(audience: Audience): string {
  return audience.kind === 'room' ? `room|${audience.roomId}` : `person|${audience.personId}`;
}

/** The audience a key stands for. */
export function audienceOf(key: string): Audience {
  const at = key.indexOf('|');
  const id = key.slice(at + 1);
  return key.startsWith('room|') ? { kind: 'room', roomId: id } : { kind: 'person', personId: id };
}

/** Somebody with the role for which they are reminded. */
export interface Addressee {
  readonly person: Person;
  readonly unitId: UnitId;
}

/** Everybody whom a rule reminds, each audience once: the groups first. Nobody who is on leave. */
export function audiencesOf(to: Addressees, book: RosterBook): readonly Audience[] {
  const rooms = new Map<string, Audience>();
  const people = new Map<string, Audience>();
  for (const person of book.staff) {
    for (const held of person.roles) {
      if (!isMeant(held, to, book)) continue;
      const room = to.group === undefined ? undefined : book.nearestRoom(held.unitId, [to.group]);
      if (room) rooms.set(room.id, { kind: 'room', roomId: room.id });
      else if (!book.awayOf(person)) people.set(person.id, { kind: 'person', personId: person.id });
    }
  }
  return [...rooms.values(), ...people.values()];
}

/** Everybody who is reminded in this group, in the roster's order, on leave or not. */
export function addresseesIn(room: Room, to: Addressees, book: RosterBook): readonly Addressee[] {
  if (to.group === undefined) return [];
  const kinds = [to.group];
  return book
    .within(room.unitId)
    .filter(unit => book.nearestRoom(unit.id, kinds)?.id === room.id)
    .flatMap(unit =>
      to.roles.flatMap(role =>
        book
          .appointed(unit.id, role)
          .filter(person => person.roles.some(held => held.unitId === unit.id && isMeant(held, to, book)))
          .map(person => ({ person, unitId: unit.id })),
      ),
    );
}

/** What the person is reminded of for: the units at which they hold one of the roles. */
export function addressedAs(person: Person, to: Addressees, book: RosterBook): readonly Addressee[] {
  return person.roles.filter(held => isMeant(held, to, book)).map(({ unitId }) => ({ person, unitId }));
}

function isMeant(held: Role, { roles, levels }: Addressees, book: RosterBook): boolean {
  if (!roles.includes(held.role)) return false;
  const level = book.unit(held.unitId)?.level;
  return levels === undefined || (level !== undefined && levels.includes(level));
}

/** How the network names somebody in a mention. */
export function mentionOf(person: Person): string {
  return contactIdOf(person.contactKey);
}
