import type { PersonId } from '../base/ids.js';
import type { Saying } from '../outbox/outbox.js';
import type { TaskEventType } from '../tasks/task-event.js';
import type { TaskSettings } from '../tasks/task-settings.js';
import type { PushedTask, Share } from '../tasks/task.js';
import * as cards from '../words/task-cards.js';
import * as words from '../words/tasks.js';
import { nameOf } from './present.js';
import { findingsOf, partText, planLines, pusherName, saidMoment, taskCardOf } from './present-task.js';
import {
  audiencesOf,
  peopleOf,
  toAudience,
  toOne,
  type Audience,
  type TaskNews,
  type TaskNewsOf,
} from './task-rooms.js';

/** What is said of each type of event; of a type that is missing nothing is said. Every entry is pure. */
export type TaskTellings = {
  readonly [Type in TaskEventType]?: (news: TaskNewsOf<Type>, settings: TaskSettings) => Saying[];
};

const vital = { weight: 'vital' } as const;

/** What is said of how a task came about, until everybody has it. */
export const beginningTellings: TaskTellings = {
  'review-begun': (news, settings) => {
    const { task, event, scene } = news;
    const plan = planLines(task.plan, scene);
    const findings = findingsOf(task.comparison, settings, scene);
    const who = pusherName(task.pusher, scene.book);
    const text = words.reviewCard(task.number, who, plan, findings, task.plan.temporaryReason ?? '');
    return toOne(news, event.reviewerId, { ...vital, purpose: 'review', text });
  },
  'review-reminded': news => {
    const { task, scene } = news;
    const reviewerId = task.stage.state === 'reviewing' ? task.stage.reviewerId : null;
    const text = words.reviewReminder(task.number, task.plan.title, pusherName(task.pusher, scene.book));
    return toOne(news, reviewerId, { purpose: 'review', text });
  },
  'changes-asked': news => {
    const { task, event } = news;
    const text = words.changesAsked(task.number, task.plan.title, event.reason);
    return toPusher(news, { ...vital, purpose: 'changes', text });
  },
  'admission-refused': news => {
    // By rule it was said in answer to 确认.
    if (news.event.automatic) return [];
    const text = words.notAdmitted(news.task.number, news.task.plan.title, news.event.reason);
    return toPusher(news, { ...vital, purpose: 'refused', text });
  },
  'admission-granted': news => {
    const { task, event, scene } = news;
    if (event.automatic) return [];
    const until =
      event.until === undefined ? '' : saidMoment(event.until - 1, scene).replace(/ ?\d+:\d+$/u, '');
    const due = saidMoment(task.dueAt, scene);
    return toPusher(news, {
      ...vital,
      purpose: 'admitted',
      text: words.admitted(task.number, task.plan.title, until, due),
    });
  },
  'task-begun': news =>
    audiencesOf(news.event.shares, news.scene.book).flatMap(audience => cardsFor(news, audience)),
  'acceptance-reminded': news => {
    const { task, event, scene } = news;
    const waiting = event.unitIds.flatMap(id => task.shares.find(share => share.unitId === id) ?? []);
    return audiencesOf(waiting, scene.book).map(audience => {
      const { unitsTaken, units } = takenIn(task, audience, news);
      const people = peopleOf(audience.shares, scene.book);
      const missing = people.map(id => nameOf(id, scene)).join('、');
      const text = cards.takeReminder(task.number, task.plan.title, unitsTaken, units, missing);
      return toAudience(news, audience, people, { purpose: 'take', text });
    });
  },
  'helper-named': news => {
    const { task, event, scene } = news;
    const helped = task.shares.filter(share => event.unitIds.includes(share.unitId));
    const who = nameOf(event.by, scene);
    const text = cards.helperCard(
      task.number,
      task.plan.title,
      who,
      partText(helped, task, scene.book),
      saidMoment(task.dueAt, scene),
    );
    return event.helperIds.flatMap(id => toOne(news, id, { ...vital, purpose: `help-${id}`, text }));
  },
};

/** To whoever pushed it. */
export function toPusher(news: TaskNews, words: Parameters<typeof toOne>[2]): Saying[] {
  return toOne(news, news.task.pusher.personId, words);
}

/** So many parts fit on one card in the group; of more, everybody gets their own. */
const MOST_PARTS = 12;

function cardsFor(news: TaskNewsOf<'task-begun'>, audience: Audience): Saying[] {
  const { task, scene } = news;
  const card = taskCardOf(task, scene);
  const parts = partsOf(audience.shares);
  const own = (shares: readonly Share[]): string => cards.ownCard(card, partText(shares, task, scene.book));
  if (audience.kind === 'person')
    return [toAudience(news, audience, [], { ...vital, purpose: 'card', text: own(audience.shares) })];
  if (parts.size > MOST_PARTS) {
    const notice = { ...vital, purpose: 'card', text: cards.groupNotice(card, parts.size) };
    const each = [...parts].flatMap(([id, shares]) =>
      toOne(news, id, { ...vital, purpose: 'own', text: own(shares) }),
    );
    return [toAudience(news, audience, [], notice), ...each];
  }
  const lines = [...parts].map(([id, shares]) => ({
    name: nameOf(id, scene),
    units: partText(shares, task, scene.book),
  }));
  const people = peopleOf(audience.shares, scene.book);
  return [
    toAudience(news, audience, people, { ...vital, purpose: 'card', text: cards.groupCard(card, lines) }),
  ];
}

function partsOf(shares: readonly Share[]): ReadonlyMap<PersonId, readonly Share[]> {
  const parts = new Map<PersonId, Share[]>();
  for (const share of shares) {
    if (share.personId === null) continue;
    parts.set(share.personId, [...(parts.get(share.personId) ?? []), share]);
  }
  return parts;
}

/** How many of the group's shares have been taken. */
function takenIn(task: PushedTask, audience: Audience, { scene }: TaskNews) {
  const all = audiencesOf(task.shares, scene.book).find(other => other.id === audience.id)?.shares ?? [];
  return { units: all.length, unitsTaken: all.filter(share => share.state !== 'offered').length };
}
