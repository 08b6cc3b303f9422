import { z } from 'zod';
import { parseTimeOfDay } from '../base/china-time.js';
import { HOUR, MINUTE } from '../base/clock.js';
import type { ConfigReader } from '../base/config-file.js';
import { levels, roles, type Level, type RoleName, type RoomKind } from '../roster/unit.js';
import { nextRun, readCron, type Cron } from './cron.js';
import type { Schedule } from './occasions.js';
import { dayRules } from './rule-day.js';

const FILE = 'reminders.yaml';

/** What a rule reminds of; each has its own words and its own facts. */
export const topics = [
  'digest',
  'check-in',
  'patrol',
  'safety-check',
  'meeting',
  'visits',
  'overdue',
  'verification',
  'hand-over',
  'week-report',
  'month-report',
  'honour-roll',
] as const;
export type Topic = (typeof topics)[number];

/** Whom a rule reminds: people by their roles, in private or all together in their group. */
export interface Addressees {
  readonly roles: readonly RoleName[];
  /** Only those whose role is at a unit of these levels; absent: all. */
  readonly levels?: readonly Level[];
  /** The nearest group of this kind; who has none is reminded in private. */
  readonly group?: RoomKind;
}

/** A meeting that a rule calls to. */
export interface MeetingPlan {
  readonly name: string;
  /** Milliseconds since midnight, on the day of the reminder. */
  readonly startsAt: number;
  readonly place: string;
  /** Whose tickets make the agenda. */
  readonly looksBackOn: 'week' | 'month';
}

/** One line of what the bot reminds of by itself. */
export interface ReminderRule extends Schedule {
  readonly key: string;
  readonly about: Topic;
  readonly to: Addressees;
  /** Urgent ones are said to people who do not want to be reminded today, too. */
  readonly isUrgent: boolean;
  /** Said even when there is nothing to say, as 今日无待办. */
  readonly evenIfNothing: boolean;
  /** Of a check-in or a patrol: how often in a row somebody is reminded without effect; absent: for ever. */
  readonly fadesAfter?: number;
  readonly meeting?: MeetingPlan;
}

/** What people are to do every day, of which reminding may fade. */
const fading: readonly Topic[] = ['check-in', 'patrol'];

/** What is said when the handling time of a ticket runs out. */
export interface TicketReminders {
  /** Once when so much of the time is over and nothing was noted; only for matters that have at least so long. */
  readonly halfway: {
    readonly share: number;
    readonly atLeastMs: number;
    readonly joinMs: number;
    readonly isUrgent: boolean;
  };
  /** Once when the ticket's own warning is due. */
  readonly deadlineNear: { readonly joinMs: number; readonly isUrgent: boolean };
}

/** config/reminders.yaml, checked. */
export interface ReminderRules {
  readonly rules: readonly ReminderRule[];
  readonly onTickets: TicketReminders;
}

const cronShape = z.string().transform((text, context): Cron => {
  const read = readCron(text);
  const fault = 'fault' in read ? read.fault : neverComes(read);
  if (fault === undefined && 'minutes' in read) return read;
  context.addIssue({ code: 'custom', message: fault ?? `"${text}" is no time` });
  return z.NEVER;
});

function neverComes(cron: Cron): string | undefined {
  return nextRun(cron, 0) === undefined ? `"${cron.text}" never comes round` : undefined;
}

const minutesShape = z.number().int().min(1);
/** "No time at all" is a minute: a tick may be late, and that is no reason to leave something unsaid. */
const catchUpShape = z
  .union([minutesShape, z.literal('drop')], 'write a number of minutes, or drop')
  .transform(minutes => (minutes === 'drop' ? 1 : minutes) * MINUTE);
const timeShape = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day like 15:00')
  .transform(parseTimeOfDay);
/** Joining is counted from midnight, and the last stretch of a day must not be shorter than the others. */
const joinShape = minutesShape
  .refine(minutes => 1440 % minutes === 0, 'write minutes that divide a day, like 5, 30 or 120')
  .transform(minutes => minutes * MINUTE);
const roomKinds = [
  'building',
  'microgrid',
  'workers',
  'community',
  'command',
] as const satisfies readonly RoomKind[];

const meetingShape = z.strictObject({
  name: z.string().min(1),
  startsAt: timeShape,
  place: z.string().min(1),
  looksBackOn: z.enum(['week', 'month']),
});

const ruleShape = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/, 'write the key in small letters, digits and -'),
  about: z.enum(topics),
  cron: cronShape,
  days: z.enum(dayRules),
  to: z.strictObject({
    roles: z.array(z.enum(roles)).min(1),
    levels: z.array(z.enum(levels)).min(1).optional(),
    group: z.enum(roomKinds).optional(),
  }),
  catchUpMinutes: catchUpShape,
  urgent: z.boolean(),
  evenIfNothing: z.boolean().optional(),
  fadesAfter: z.number().int().min(1).max(10).optional(),
  meeting: meetingShape.optional(),
});

const remindersShape = z.strictObject({
  rules: z.array(ruleShape),
  onTickets: z.strictObject({
    halfway: z.strictObject({
      percent: z.number().int().min(10).max(70),
      atLeastHours: z.number().min(0),
      joinMinutes: joinShape,
      urgent: z.boolean(),
    }),
    deadlineNear: z.strictObject({ joinMinutes: joinShape, urgent: z.boolean() }),
  }),
});

/** Reads config/reminders.yaml; undefined with the faults noted in the reader. */
export function readReminders(reader: ConfigReader): ReminderRules | undefined {
  const read = reader.read(FILE, remindersShape);
  if (!read) return undefined;
  const keys = new Set<string>();
  for (const [at, rule] of read.rules.entries()) {
    const fault = (key: string, message: string): void =>
      reader.noteAt(FILE, ['rules', at, key], `rules.${at}.${key}: ${message}`);
    if (keys.has(rule.key)) fault('key', `"${rule.key}" stands twice`);
    keys.add(rule.key);
    noteMeeting(rule, fault);
    if (rule.fadesAfter !== undefined && !fading.includes(rule.about))
      fault('fadesAfter', `only goes with about: ${fading.join(' or ')}`);
  }
  const { halfway, deadlineNear } = read.onTickets;
  return {
    rules: read.rules.map(ruleOf),
    onTickets: {
      halfway: {
        share: halfway.percent / 100,
        atLeastMs: halfway.atLeastHours * HOUR,
        joinMs: halfway.joinMinutes,
        isUrgent: halfway.urgent,
      },
      deadlineNear: { joinMs: deadlineNear.joinMinutes, isUrgent: deadlineNear.urgent },
    },
  };
}

type ReadRule = z.output<typeof ruleShape>;

/** A meeting belongs to a rule about one, and begins after its reminder. */
function noteMeeting(
  { about, meeting, cron }: ReadRule,
  fault: (key: string, message: string) => void,
): void {
  if ((about === 'meeting') !== (meeting !== undefined)) {
    fault(
      'meeting',
      about === 'meeting'
        ? 'is missing; name, startsAt, place, looksBackOn'
        : 'only goes with about: meeting',
    );
  }
  const last = (cron.hours.at(-1) ?? 0) * HOUR + (cron.minutes.at(-1) ?? 0) * MINUTE;
  if (meeting && meeting.startsAt <= last) fault('meeting', 'begins before its reminder (startsAt, cron)');
}

function ruleOf(read: ReadRule): ReminderRule {
  const { key, about, cron, days, to, catchUpMinutes, urgent, evenIfNothing = false } = read;
  const { fadesAfter, meeting } = read;
  const { roles: named, levels: at, group } = to;
  return {
    key,
    about,
    cron,
    days,
    to: { roles: named, ...(at ? { levels: at } : {}), ...(group ? { group } : {}) },
    catchUpMs: catchUpMinutes,
    isUrgent: urgent,
    evenIfNothing,
    ...(fadesAfter === undefined ? {} : { fadesAfter }),
    ...(meeting ? { meeting } : {}),
  };
}
