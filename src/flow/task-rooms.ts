import type { PersonId } from '../base/ids.js';
import type { Saying, Weight } from '../outbox/outbox.js';
import { contactIdOf, type RosterBook } from '../roster/roster-book.js';
import type { RoleName } from '../roster/unit.js';
import type { TaskEvent, TaskEventType } from '../tasks/task-event.js';
import type { PushedTask, Share } from '../tasks/task.js';
import { inPrivate, inRoom, type Address } from './address.js';
import type { Scene } from './present.js';

/** One event of a pushed task that has to be reacted to, with all one may look up. */
export interface TaskNews {
  readonly task: PushedTask;
  readonly event: TaskEvent;
  readonly scene: Scene;
  /** How the hazards that were found stand: `6 件隐患，4 件已办好`; '' when there are none, or nothing is said of them. */
  readonly hazards: string;
}

export type TaskNewsOf<Type extends TaskEventType> = Omit<TaskNews, 'event'> & {
  readonly event: Extract<TaskEvent, { type: Type }>;
};

/** People who are told together: in their workers' group, or one of them alone. */
export interface Audience {
  readonly kind: 'room' | 'person';
  /** The group's or the person's id. */
  readonly id: string;
  readonly address: Address;
  readonly shares: readonly Share[];
}

/** Who sits in a workers' group; everybody else is told in private. */
const inWorkersGroup: readonly RoleName[] = ['grid-worker', 'grid-leader'];

/** Where the people who do the shares are told: grid workers in their groups, others alone. */
export function audiencesOf(shares: readonly Share[], book: RosterBook): readonly Audience[] {
  const found = new Map<string, { audience: Omit<Audience, 'shares'>; shares: Share[] }>();
  for (const share of shares) {
    const audience = audienceOf(share, book);
    if (!audience) continue;
    const key = `${audience.kind}:${audience.id}`;
    const known = found.get(key) ?? { audience, shares: [] };
    known.shares.push(share);
    found.set(key, known);
  }
  return [...found.values()].map(({ audience, shares: own }) => ({ ...audience, shares: own }));
}

function audienceOf({ personId, unitId }: Share, book: RosterBook): Omit<Audience, 'shares'> | undefined {
  const person = personId === null ? undefined : book.person(personId);
  if (!person) return undefined;
  const room = book.holdsAny(person, inWorkersGroup) ? book.nearestRoom(unitId, ['workers']) : undefined;
  if (room) return { kind: 'room', id: room.roomId, address: inRoom(room) };
  const acting = book.acting(person) ?? person;
  return { kind: 'person', id: acting.id, address: inPrivate(acting) };
}

/** Whoever does the shares now, each once: themselves, or who stands in. */
export function peopleOf(shares: readonly Share[], book: RosterBook): readonly PersonId[] {
  const people = shares.flatMap(({ personId }) => {
    const person = personId === null ? undefined : book.person(personId);
    return person ? [(book.acting(person) ?? person).id] : [];
  });
  return [...new Set(people)];
}

/** The leaders of the communities in which the shares lie, each with theirs. */
export function leadersOf(
  shares: readonly Share[],
  book: RosterBook,
): ReadonlyMap<PersonId, readonly Share[]> {
  const found = new Map<PersonId, Share[]>();
  for (const share of shares) {
    const leader = book.responsible(share.unitId, 'community');
    if (leader) found.set(leader.id, [...(found.get(leader.id) ?? []), share]);
  }
  return found;
}

/** A message before it has its key: what for, and what it says. */
export interface TaskWords {
  readonly purpose: string;
  readonly text: string;
  readonly weight?: Weight;
}

/** To everybody of an audience; in a group with mentions of those who are meant. */
export function toAudience(
  news: TaskNews,
  audience: Audience,
  mentioned: readonly PersonId[],
  words: TaskWords,
): Saying {
  const { book } = news.scene;
  const mentionIds = mentioned.flatMap(id => {
    const person = book.person(id);
    return person ? [contactIdOf(person.contactKey)] : [];
  });
  return {
    ...keyed(news, audience.id, words),
    ...audience.address,
    mentionIds: audience.kind === 'room' ? mentionIds : [],
  };
}

/** In private; nothing when the person is gone from the roster. */
export function toOne(news: TaskNews, personId: PersonId | null, words: TaskWords): Saying[] {
  const person = personId === null ? undefined : news.scene.book.person(personId);
  if (!person) return [];
  const isAnswer = news.event.by === personId && news.event.cause !== undefined;
  return [{ ...keyed(news, person.id, words), ...inPrivate(person), isAnswer }];
}

function keyed(
  { task, event }: TaskNews,
  recipient: string,
  { purpose, text, weight = 'notice' }: TaskWords,
): Pick<Saying, 'key' | 'text' | 'weight'> {
  return { key: `${task.id}:${event.seq}:${recipient}:${purpose}`, text, weight };
}
