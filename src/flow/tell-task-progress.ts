import type { PersonId, UnitId } from '../base/ids.js';
import type { Saying } from '../outbox/outbox.js';
import { totalsOf, partDone } from '../tasks/task-totals.js';
import type { Share } from '../tasks/task.js';
import * as cards from '../words/task-cards.js';
import { nameOf } from './present.js';
import {
  leftText,
  progressLines,
  pusherName,
  saidMoment,
  sumText,
  totalText,
  unitName,
  unitsText,
} from './present-task.js';
import {
  audiencesOf,
  leadersOf,
  peopleOf,
  toAudience,
  toOne,
  type TaskNews,
  type TaskNewsOf,
  type TaskWords,
} from './task-rooms.js';
import { toPusher, type TaskTellings } from './tell-task.js';

const vital = { weight: 'vital' } as const;

/** What is said of a task under way, and of its end. */
export const progressTellings: TaskTellings = {
  'difficulty-told': difficulty,
  'help-asked': difficulty,
  'progress-rolled-up': news => (news.event.hasChanged ? rollUps(news) : []),
  'deadline-near': news => {
    const { task, scene } = news;
    const due = saidMoment(task.dueAt, scene);
    return toThoseLeft(news, 'near', left => cards.taskDueSoon(task.number, task.plan.title, due, left));
  },
  'task-overdue': news => {
    const { task, scene } = news;
    const { number, plan } = task;
    const above = (shares: readonly Share[]): string =>
      cards.taskOverdueAbove(number, plan.title, totalText(shares, task), leftText(shares, scene));
    const leaders = leadersOf(
      task.shares.filter(share => share.state !== 'finished'),
      scene.book,
    );
    return [
      ...toThoseLeft(news, 'overdue', left => cards.taskOverdue(number, plan.title, left)),
      ...[...leaders].flatMap(([id, shares]) => toOne(news, id, { purpose: 'above', text: above(shares) })),
      ...toPusher(news, { purpose: 'above', text: above(task.shares) }),
    ];
  },
  'term-extended': news => {
    const { task, event, scene } = news;
    const until = saidMoment(event.until, scene);
    return toEverybody(news, {
      purpose: 'term',
      text: cards.termExtended(task.number, task.plan.title, until, event.reason),
    });
  },
  'task-withdrawn': news => callOff(news, news.event.reason),
  'admission-lapsed': news => {
    const text = cards.taskCalledOff(news.task.number, news.task.plan.title, '临时准入到期');
    return [...callOff(news, '临时准入到期'), ...toPusher(news, { purpose: 'lapsed', text })];
  },
  'task-finished': news => {
    const { task, hazards } = news;
    const { number, plan, shares } = task;
    const total = sumText(shares, task).replace('（100%）', '');
    const text = cards.allDone(number, plan.title, shares.length, total, task.hazards.length);
    return [
      ...toEverybody(news, { purpose: 'done', text }),
      ...toPusher(news, {
        ...vital,
        purpose: 'done',
        text: cards.allDoneForPusher(number, plan.title, shares.length, total, hazards),
      }),
    ];
  },
  'check-reminded': news =>
    toPusher(news, { purpose: 'check', text: cards.acceptReminder(news.task.number, news.task.plan.title) }),
  'result-rejected': news => {
    const { task, event, scene } = news;
    const meant = task.shares.filter(
      share => event.unitIds.length === 0 || event.unitIds.includes(share.unitId),
    );
    const due = saidMoment(event.dueAt, scene);
    return audiencesOf(meant, scene.book).map(audience => {
      const units = unitsText(
        audience.shares.map(share => share.unitId),
        scene.book,
      );
      const text = cards.resultRejected(task.number, task.plan.title, units, event.reason, due);
      return toAudience(news, audience, peopleOf(audience.shares, scene.book), {
        ...vital,
        purpose: 'redo',
        text,
      });
    });
  },
  'result-accepted': news => {
    const { task, event, scene } = news;
    const by = saidMoment(event.feedbackBy, scene).replace(/ ?\d+:\d+$/u, '');
    const promise =
      by === '' || task.hazards.length === 0 ? '' : cards.feedbackPromised(task.hazards.length, by);
    const text = cards.resultAccepted(task.number, task.plan.title, event.text, promise);
    return toEverybody(news, { purpose: 'accepted', text });
  },
  'feedback-reminded': news => {
    const { task, hazards } = news;
    return toPusher(news, {
      purpose: 'feedback',
      text: cards.feedbackReminder(task.number, task.plan.title, hazards),
    });
  },
  'feedback-given': news => {
    const { task, event, scene } = news;
    const from = pusherName(task.pusher, scene.book);
    return toEverybody(news, {
      purpose: 'feedback',
      text: cards.feedback(task.number, task.plan.title, from, event.text),
    });
  },
};

/** To the leader of the units and the pusher, at once; whoever says it needs not be told. */
function difficulty(news: TaskNewsOf<'difficulty-told' | 'help-asked'>): Saying[] {
  const { task, event, scene } = news;
  const shares = task.shares.filter(share => event.unitIds.includes(share.unitId));
  const units = unitsText(event.unitIds, scene.book);
  const text = cards.difficultyCard(task.number, task.plan.title, nameOf(event.by, scene), units, event.text);
  const people = new Set<PersonId>([...leadersOf(shares, scene.book).keys(), task.pusher.personId]);
  people.delete(event.by);
  return [...people].flatMap(id => toOne(news, id, { ...vital, purpose: 'difficulty', text }));
}

/** In each workers' group in which something has changed since the last time. */
function rollUps(news: TaskNewsOf<'progress-rolled-up'>): Saying[] {
  const { task, scene } = news;
  const changed = changedUnits(news);
  return audiencesOf(task.shares, scene.book)
    .filter(audience => audience.kind === 'room')
    .filter(audience => audience.shares.some(share => changed.has(share.unitId)))
    .map(audience => {
      const slow = slowest(audience.shares);
      const name = slow ? unitName(slow.unitId, scene.book) : '';
      const lines = progressLines(audience.shares, task, scene.book);
      const text = cards.rollUp(task.number, task.plan.title, lines, name);
      return toAudience(news, audience, slow ? peopleOf([slow], scene.book) : [], {
        purpose: 'roll-up',
        text,
      });
    });
}

/** The units of which something was said between the roll-up before and this one. */
function changedUnits({ task, event }: TaskNewsOf<'progress-rolled-up'>): ReadonlySet<UnitId> {
  const before = task.history.findLast(
    past => past.seq < event.seq && (past.type === 'progress-rolled-up' || past.type === 'task-begun'),
  );
  const units = task.history
    .filter(past => past.seq > (before?.seq ?? 0) && past.seq < event.seq)
    .flatMap(past => {
      if ('unitIds' in past) return past.unitIds;
      if ('counts' in past) return past.counts.map(count => count.unitId);
      return 'unitId' in past ? [past.unitId] : [];
    });
  return new Set(units);
}

/** Before that much is done it is too early to tell who is slow. */
const TELLING_PERCENT = 40;

/** The unit that is far behind the others, if one is: it may need a hand. */
function slowest(shares: readonly Share[]): Share | undefined {
  const { percent } = totalsOf(shares);
  const [last] = shares
    .filter(share => share.state !== 'finished')
    .toSorted((a, b) => partDone(a) - partDone(b));
  const isBehind = last !== undefined && percent >= TELLING_PERCENT && partDone(last) * 100 < percent / 2;
  return isBehind ? last : undefined;
}

/** To those who are not done, with what is left of theirs. */
function toThoseLeft(news: TaskNews, purpose: string, textFor: (left: string) => string): Saying[] {
  const { task, scene } = news;
  const left = task.shares.filter(share => share.state !== 'finished');
  return audiencesOf(left, scene.book).map(audience => {
    const people = peopleOf(audience.shares, scene.book);
    return toAudience(news, audience, people, { purpose, text: textFor(leftText(audience.shares, scene)) });
  });
}

/** Everybody who has a share hears it, in their group or alone. */
function toEverybody(news: TaskNews, words: TaskWords): Saying[] {
  return audiencesOf(news.task.shares, news.scene.book).map(audience =>
    toAudience(news, audience, [], words),
  );
}

/** Nobody has to go on; before it began nobody knew of it. */
function callOff(news: TaskNews, reason: string): Saying[] {
  const { task } = news;
  return toEverybody(news, {
    ...vital,
    purpose: 'off',
    text: cards.taskCalledOff(task.number, task.plan.title, reason),
  });
}
