import { dayOf, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { WorkingCalendar } from '../base/working-time.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Store } from '../store/store.js';
import { audienceKey, audiencesOf, type Audience } from './audience.js';
import { MeetingBook } from './meeting-book.js';
import { MuteBook } from './mute-book.js';
import { nextOccasion, occasionDue } from './occasions.js';
import { ReminderBook, type Reminder } from './reminder-book.js';
import type { ReminderRule, ReminderRules } from './reminder-rules.js';
import { RuleCursors } from './rule-cursors.js';

/**
 * The reminders' room: the rules with how far each has been kept, what waits to be said, who does not want to hear it, and
 * the meetings people were called to. When something falls due next is known without asking the store for more than one
 * document.
 */
export class Reminders {
  /** By rule: its next occasion; a rule that is missing has not been looked at. */
  readonly #next = new Map<string, Moment | undefined>();

  private constructor(
    readonly rules: ReminderRules,
    private readonly calendar: WorkingCalendar,
    readonly book: ReminderBook,
    readonly mutes: MuteBook,
    readonly meetings: MeetingBook,
    private readonly cursors: RuleCursors,
  ) {}

  static async open(store: Store, rules: ReminderRules, calendar: WorkingCalendar): Promise<Reminders> {
    return new Reminders(
      rules,
      calendar,
      await ReminderBook.open(store),
      await MuteBook.open(store),
      await MeetingBook.open(store),
      await RuleCursors.open(store),
    );
  }

  rule(key: string): ReminderRule | undefined {
    return this.rules.rules.find(rule => rule.key === key);
  }

  /**
   * Writes down what the rules call for by now. Can be stopped anywhere and done again: the cursor of a rule moves when all
   * of its reminders are kept, and each is kept once.
   *
   * @returns how many reminders are new
   */
  async plan(now: Moment, book: RosterBook): Promise<number> {
    let planned = 0;
    for (const rule of this.rules.rules) {
      const next = await this.#nextOf(rule, now);
      if (next === undefined || next > now) continue;
      const doneUntil = await this.cursors.doneUntil(rule.key, now);
      const at = occasionDue(rule, doneUntil, now, this.calendar);
      if (at !== undefined) planned += await this.#keep(rule, at, audiencesOf(rule.to, book), book);
      await this.cursors.advance(rule.key, now);
      this.#next.set(rule.key, nextOccasion(rule, Math.max(doneUntil, now), this.calendar));
    }
    if (planned > 0) await this.#forgetOld(now);
    return planned;
  }

  /** The next moment at which a rule calls for something or something is to be said. */
  async nextAt(now: Moment): Promise<Moment | undefined> {
    const moments: (Moment | undefined)[] = [await this.book.nextAt()];
    for (const rule of this.rules.rules) moments.push(await this.#nextOf(rule, now));
    const known = moments.filter(moment => moment !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  async #nextOf(rule: ReminderRule, now: Moment): Promise<Moment | undefined> {
    if (!this.#next.has(rule.key)) {
      const doneUntil = await this.cursors.doneUntil(rule.key, now);
      this.#next.set(rule.key, nextOccasion(rule, doneUntil, this.calendar));
    }
    return this.#next.get(rule.key);
  }

  async #keep(
    rule: ReminderRule,
    at: Moment,
    audiences: readonly Audience[],
    book: RosterBook,
  ): Promise<number> {
    let kept = 0;
    for (const audience of audiences) {
      const reminder = reminderOf(rule, at, audience);
      await this.#call(rule, reminder, audience, book);
      if (await this.book.put(reminder)) kept += 1;
    }
    return kept;
  }

  /** A meeting is known before people are called to it, so that their answer finds it. */
  async #call(rule: ReminderRule, reminder: Reminder, audience: Audience, book: RosterBook): Promise<void> {
    const { meeting } = rule;
    const unitId =
      audience.kind === 'room'
        ? book.room(audience.roomId)?.unitId
        : book.person(audience.personId)?.roles.find(held => rule.to.roles.includes(held.role))?.unitId;
    if (!meeting || unitId === undefined) return;
    const startsAt = startOf(dayOf(reminder.at)) + meeting.startsAt;
    const { name, place } = meeting;
    await this.meetings.note({ id: reminder.id, name, place, startsAt, unitId, calledAt: reminder.at });
  }

  async #forgetOld(now: Moment): Promise<void> {
    await this.book.forgetOld(now);
    await this.mutes.forgetOld(now);
    await this.meetings.forgetOld(now);
  }
}

/** Under which id the rule's reminder of one moment is kept for an audience. */
export function reminderIdOf(ruleKey: string, at: Moment, audience: string): string {
  return `${ruleKey}|${at}|${audience}`;
}

function reminderOf(rule: ReminderRule, at: Moment, audience: Audience): Reminder {
  const key = audienceKey(audience);
  return {
    id: reminderIdOf(rule.key, at, key),
    audience: key,
    subject: { kind: 'rule', rule: rule.key },
    at,
    isUrgent: rule.isUrgent,
    waitsUntil: at,
    expiresAt: at + rule.catchUpMs,
  };
}
