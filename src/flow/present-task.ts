import { sayMoment } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { UnitLevel } from '../roster/unit.js';
import type { Comparison, Verdict } from '../tasks/admission.js';
import { handsFor } from '../tasks/share-out.js';
import type { TaskSettings } from '../tasks/task-settings.js';
import { partDone, totalsOf } from '../tasks/task-totals.js';
import type { PushedTask, Pusher, Share, TaskPlan } from '../tasks/task.js';
import type { ProgressLines, TaskCard } from '../words/task-cards.js';
import type { Findings, Outlook, PlanLines } from '../words/tasks.js';
import { nameOf, type Scene } from './present.js';

const levelNames: Readonly<Record<UnitLevel, string>> = {
  microgrid: '微网格',
  grid: '网格',
  community: '社区',
  street: '街道',
  district: '区',
};

const MOST_NAMED = 3;

/** `柳园里7栋、柳园里9栋`, or `柳园社区 6 个微网格` when there are more than a few. */
export function unitsText(unitIds: readonly UnitId[], book: RosterBook): string {
  if (unitIds.length <= MOST_NAMED) return unitIds.map(id => unitName(id, book)).join('、');
  const counts = new Map<string, number>();
  for (const id of unitIds) {
    const above = book.unitAt(id, 'community') ?? book.unitAt(id, 'street');
    const level = book.unit(id)?.level ?? 'grid';
    const name = level === 'community' ? '' : (above?.name ?? '');
    const key = `${name}|${levelNames[level]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => {
      const [name = '', level = ''] = key.split('|');
      return `${name === '' ? '' : `${name} `}${count} 个${level}`;
    })
    .join('、');
}

export function unitName(id: UnitId, book: RosterBook): string {
  return book.unit(id)?.name ?? id;
}

/** Who pushes, as people call them: 住建部门, 桂花街道. */
export function pusherName({ department, unitId }: Pusher, book: RosterBook): string {
  return department ?? unitName(unitId, book);
}

/** A plan as it is shown to whoever pushes or admits it. */
export function planLines(plan: TaskPlan, { book, now }: Scene): PlanLines {
  const people = new Set(plan.unitIds.map(id => handsFor(id, plan.hands, book)?.id ?? ''));
  return {
    title: plan.title,
    text: plan.text,
    where: unitsText(plan.unitIds, book),
    people: people.size,
    amount: amountOf(plan, book),
    due: sayMoment(plan.dueAt, now),
    begin: plan.beginAt === undefined || plan.beginAt <= now ? '' : sayMoment(plan.beginAt, now),
    fields: plan.fields.length,
  };
}

/** `414 户`; '' when nothing is counted, or not everywhere. */
function amountOf({ counting, unitIds }: TaskPlan, book: RosterBook): string {
  if (counting.from === 'none') return '';
  const counts = unitIds.map(id =>
    counting.from === 'given' ? (counting.each ?? 0) : (book.householdsOf(id) ?? Number.NaN),
  );
  const sum = counts.reduce((total, count) => total + count, 0);
  return sum > 0 ? `${sum} ${counting.word}` : '';
}

/** What the comparison has found, in words. */
export function findingsOf(comparison: Comparison, settings: TaskSettings, scene: Scene): Findings {
  const { item, guess, term, loads, overCeiling, fields, isReportedOften } = comparison;
  const books = new Map<string, string[]>();
  for (const { field, book } of fields.known) books.set(book, [...(books.get(book) ?? []), field]);
  return {
    item: item ? `${item.code} ${item.name}` : '',
    isListed: item?.isAdmitted ?? false,
    guess: guess ?? '',
    usualDue: term.isShort ? sayMoment(term.usualDueAt, scene.now) : '',
    fields: fields.count,
    known: [...books].map(([book, named]) => ({ book, fields: named })),
    isOften: isReportedOften,
    loads: loads.map(({ personId, tasks }) => ({
      name: nameOf(personId, scene),
      tasks,
      isFull: overCeiling.includes(personId),
    })),
    perWeek: settings.ceiling.perWeek,
  };
}

/** What will come of it, as the rules stand. */
export function outlookOf(verdict: Verdict, comparison: Comparison): Outlook {
  if (verdict.kind !== 'refuse') return { kind: verdict.kind };
  return verdict.why === 'never'
    ? { kind: 'never', reason: comparison.never?.reason ?? '' }
    : { kind: verdict.why };
}

/** A task as whoever does it sees it. */
export function taskCardOf(task: PushedTask, { book, now }: Scene): TaskCard {
  const { number, plan } = task;
  return {
    number,
    title: plan.title,
    text: plan.text,
    from: pusherName(task.pusher, book),
    due: sayMoment(task.dueAt, now),
    fields: plan.fields,
    word: plan.counting.word,
  };
}

/** `柳园里7栋（56 户）、柳园里9栋（60 户）` */
export function partText(shares: readonly Share[], { plan }: PushedTask, book: RosterBook): string {
  return shares
    .map(({ unitId, target }) => {
      const amount = target === null ? '' : `（${target} ${plan.counting.word}）`;
      return `${unitName(unitId, book)}${amount}`;
    })
    .join('、');
}

/** `柳园里7栋（30/56 户）`: in brackets, for a bare number after a building reads like a room. */
export function standingOf(share: Share, task: PushedTask, book: RosterBook): string {
  return `${unitName(share.unitId, book)}（${doneText(share, task)}）`;
}

/** `30/56 户`, `30 户`, 已完成. */
export function doneText({ state, target, done }: Share, { plan }: PushedTask): string {
  const { word } = plan.counting;
  if (target !== null) return `${done}/${target} ${word}`.trimEnd();
  if (state === 'finished') return '已完成';
  return done > 0 ? `${done} ${word}`.trimEnd() : '进行中';
}

/** `70/182 户（38%）`, or how many units are done where nothing is counted. */
export function sumText(shares: readonly Share[], { plan }: PushedTask): string {
  const { units, unitsFinished, done, target, percent } = totalsOf(shares);
  return target === null
    ? `${unitsFinished}/${units} 份`
    : `${done}/${target} ${plan.counting.word}（${percent}%）`;
}

/** `应做 412 户，已做 268 户（65%）`, or how many units are done where nothing is counted. */
export function totalText(shares: readonly Share[], { plan }: PushedTask): string {
  const { units, unitsFinished, done, target, percent } = totalsOf(shares);
  const { word } = plan.counting;
  if (target !== null) return `应做 ${target} ${word}，已做 ${done} ${word}（${percent}%）`;
  const counted = done > 0 ? `，已做 ${done} ${word}` : '';
  return `${unitsFinished}/${units} 份完成${counted}`;
}

const MOST_LISTED = 12;

/** How far shares are, unit by unit. */
export function progressLines(shares: readonly Share[], task: PushedTask, book: RosterBook): ProgressLines {
  const finished = shares.filter(share => share.state === 'finished');
  const rest = shares.filter(share => share.state !== 'finished').sort((a, b) => partDone(b) - partDone(a));
  const shown = rest.slice(0, MOST_LISTED);
  const more = rest.length > shown.length ? [`另有 ${rest.length - shown.length} 份没完成`] : [];
  const unitIds = new Set(shares.map(share => share.unitId));
  return {
    total: totalText(shares, task),
    finished: shortNames(finished, book),
    underWay: [...shown.map(share => underWayText(share, book)), ...more],
    hazards: task.hazards.filter(hazard => unitIds.has(hazard.unitId)).length,
  };
}

function shortNames(shares: readonly Share[], book: RosterBook): readonly string[] {
  if (shares.length <= MOST_LISTED) return shares.map(share => unitName(share.unitId, book));
  return [`${shares.length} 份`];
}

function underWayText(share: Share, book: RosterBook): string {
  const name = unitName(share.unitId, book);
  if (share.state === 'offered') return `${name} 还没领`;
  if (share.target !== null) return `${name} ${Math.floor(partDone(share) * 100)}%`;
  return share.done > 0 ? `${name} 已做 ${share.done}` : `${name} 进行中`;
}

/** What is not done yet, with whose it is: `柳园里7栋（网格员小周）`. */
export function leftText(shares: readonly Share[], scene: Scene): string {
  const left = shares.filter(share => share.state !== 'finished');
  const shown = left.slice(0, MOST_LISTED).map(share => {
    const name = nameOf(share.personId, scene);
    return `${unitName(share.unitId, scene.book)}${name === '' ? '' : `（${name}）`}`;
  });
  const more = left.length > shown.length ? `等 ${left.length} 份` : '';
  return `${shown.join('、')}${more}`;
}

/** A moment as it is said now. */
export function saidMoment(at: Moment | null, { now }: Scene): string {
  return at === null ? '' : sayMoment(at, now);
}
