import { dayOf, daysLater, startOf, type Day } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import type { Telling } from '../reminders/reminder-book.js';
import { openStates } from '../tickets/ticket.js';
import type { House } from './house.js';
import { ticketsWithin, unitsWithin } from './on-reminder-facts.js';
import type { Occasion } from './on-reminder-occasion.js';
import { honourRollPicture, monthReportPicture, weekReportPicture, type Posting } from './report-pictures.js';

/** The picture of the week that ends today. */
export async function weekReport(house: House, occasion: Occasion): Promise<Telling | undefined> {
  const today = dayOf(occasion.now);
  return posted(house, occasion, daysLater(today, -6), unitId => weekReportPicture(house, unitId, today));
}

/** The picture of the month before this one. */
export async function monthReport(house: House, occasion: Occasion): Promise<Telling | undefined> {
  const last = lastOfMonthBefore(occasion.now);
  const first = `${last.slice(0, 7)}-01`;
  return posted(house, occasion, first, unitId => monthReportPicture(house, unitId, last));
}

/** The month's best workers, where the unit wants them to be seen. */
export async function honourRoll(house: House, occasion: Occasion): Promise<Telling | undefined> {
  const last = lastOfMonthBefore(occasion.now);
  const first = `${last.slice(0, 7)}-01`;
  return posted(house, occasion, first, unitId => honourRollPicture(house, unitId, last));
}

function lastOfMonthBefore(now: Moment): Day {
  return daysLater(`${dayOf(now).slice(0, 7)}-01`, -1);
}

/** Nothing where nothing was raised since then and nothing is open: an empty chart says nothing. */
async function posted(
  house: House,
  { room, people, now }: Occasion,
  since: Day,
  draw: (unitId: UnitId) => Promise<Posting | undefined>,
): Promise<Telling | undefined> {
  const unitId = room?.unitId ?? people[0]?.unitId;
  if (unitId === undefined) return undefined;
  const raised = await house.tickets.ofUnitsOpened(unitsWithin(house, unitId), startOf(since), now);
  const open = raised.length > 0 ? [] : await ticketsWithin(house, unitId, openStates);
  const posting = raised.length + open.length > 0 ? await draw(unitId) : undefined;
  return posting && { text: posting.text, mentionIds: [], mediaIds: [posting.mediaId] };
}
