import { configuration } from '../support/demo.js';
import { WORKERS_ROOM, type Town } from './town.js';

/** Shipped rules by when they hold in a November without holidays: Monday to Friday. */
const DAY = 86_400_000;

function dayText(day: number): string {
  return new Date(day + 8 * 3_600_000).toISOString().slice(0, 10);
}

function isWorkday(day: number): boolean {
  const weekday = new Date(day + 8 * 3_600_000).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** Whether there is no further working day of the same week or month before (−1) or after (1) the day. */
function isOutermost(day: number, step: 1 | -1, span: 'week' | 'month'): boolean {
  if (!isWorkday(day)) return false;
  for (let other = day + step * DAY; Math.abs(other - day) <= 31 * DAY; other += step * DAY) {
    const weekday = new Date(other + 8 * 3_600_000).getUTCDay();
    if (span === 'week' && weekday === (step === -1 ? 0 : 1)) return true;
    if (span === 'month' && dayText(other).slice(0, 7) !== dayText(day).slice(0, 7)) return true;
    if (isWorkday(other)) return false;
  }
  return true;
}

function holds(day: number, rule: string): boolean {
  switch (rule) {
    case 'every-day':
      return true;
    case 'workdays':
      return isWorkday(day);
    case 'first-workday-of-week':
      return isOutermost(day, -1, 'week');
    case 'last-workday-of-week':
      return isOutermost(day, 1, 'week');
    case 'first-workday-of-month':
      return isOutermost(day, -1, 'month');
    case 'last-workday-of-month':
      return isOutermost(day, 1, 'month');
    default:
      throw new Error(`nobody has said when ${rule} holds`);
  }
}

/** The ids of all reminders by rule that must have been kept, each once: rule, moment and reader. */
export function expectedReminders(
  town: Town,
  { begins, ends }: { readonly begins: number; readonly ends: number },
  isAway: (id: string, at: number) => boolean,
): Set<string> {
  const expected = new Set<string>();
  const { levelOf, people } = staffOf(town);
  for (const { key, cron, days, to } of configuration.reminders.rules) {
    const [minute = '', hour = ''] = cron.text.split(' ');
    for (let day = begins; day < ends; day += DAY) {
      const at = day + Number(hour) * 3_600_000 + Number(minute) * 60_000;
      if (at > ends || !holds(day, days)) continue;
      const meant = people.filter(({ roles }) =>
        roles.some(
          ({ role, unitId }) =>
            to.roles.includes(role) &&
            (to.levels === undefined || to.levels.some(level => level === levelOf(unitId))),
        ),
      );
      if (to.group === 'workers') expected.add(`${key}|${at}|room|bot|${WORKERS_ROOM}`);
      else for (const { id } of meant) if (!isAway(id, at)) expected.add(`${key}|${at}|person|${id}`);
    }
  }
  return expected;
}

function staffOf({ community }: Town) {
  const levels = new Map(community.units.map(({ id, level }) => [id, level]));
  return { levelOf: (unitId: string) => levels.get(unitId), people: community.people };
}
