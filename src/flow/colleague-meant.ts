import type { PersonId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import { mainRoleOf } from '../roster/superior.js';
import type { Person } from '../roster/unit.js';

/** What a name in somebody's words comes to. */
export type Colleague =
  | { readonly kind: 'one'; readonly person: Person }
  | { readonly kind: 'several'; readonly people: readonly Person[] }
  /** A name stands there that nobody has; '' when none does. */
  | { readonly kind: 'none'; readonly name: string };

/** The duty before a name in chats: 网格员小周 is called 小周. */
const DUTY =
  /^(?:专职|专业|微)?(?:网格员|网格长|微网格员|楼栋?长|社区|物业|街道值班|街道督办员|区中心值班|值班)(?=.)/u;

/** The name without the duty before it. */
export function shortNameOf({ name }: Person): string {
  return nameWithoutDuty(name);
}

/** 小周 of 网格员小周; a name that would leave less than two letters stays whole. */
export function nameWithoutDuty(name: string): string {
  const familiar = /^.{2,8}?([小老阿]\p{Script=Han})$/u.exec(name)?.[1];
  const short = familiar ?? name.replace(DUTY, '');
  return short.length >= 2 ? short : name;
}

/**
 * The colleague whom words name, or who is mentioned: staff of the same street, those of the same community before the others.
 * The longest name that stands in the words counts, so that 小周 does not hide in 小周周.
 */
export function colleagueIn(
  words: string,
  mentionedIds: readonly PersonId[],
  self: Person,
  book: RosterBook,
): Colleague {
  const people = colleaguesOf(self, book);
  const mentioned = people.filter(({ id }) => mentionedIds.includes(id));
  const [only, another] = mentioned;
  if (only && !another) return { kind: 'one', person: only };
  if (only) return { kind: 'several', people: mentioned };
  const plain = words.replace(/\s+/gu, '');
  const named = people
    .map(person => ({ person, length: lengthIn(plain, person) }))
    .filter(({ length }) => length > 0);
  const longest = Math.max(0, ...named.map(({ length }) => length));
  const best = named.filter(({ length }) => length === longest).map(({ person }) => person);
  const near = best.filter(person => communityOf(person, book) === communityOf(self, book));
  const fitting = near.length > 0 ? near : best;
  const [first, second] = fitting;
  if (first && !second) return { kind: 'one', person: first };
  return first ? { kind: 'several', people: fitting } : { kind: 'none', name: '' };
}

/** How much of the words is the person's name; 0 when it does not stand there. */
function lengthIn(words: string, person: Person): number {
  if (words.includes(person.name)) return person.name.length;
  const short = shortNameOf(person);
  return words.includes(short) ? short.length : 0;
}

/** Staff and volunteers of the same street; without one, of the same top of the tower. */
function colleaguesOf(self: Person, book: RosterBook): readonly Person[] {
  const home = mainRoleOf(self)?.unitId;
  const street = home === undefined ? undefined : (book.unitAt(home, 'street') ?? book.unit(home));
  return book.staff.filter(
    person =>
      person.id !== self.id &&
      person.roles.some(
        ({ role, unitId }) => role !== 'resident' && street !== undefined && book.isWithin(unitId, street.id),
      ),
  );
}

function communityOf(person: Person, book: RosterBook): string | undefined {
  const role = mainRoleOf(person);
  return role && (book.unitAt(role.unitId, 'community')?.id ?? role.unitId);
}
