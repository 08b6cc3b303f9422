import { dayOf, type Day } from '../base/china-time.js';
import type { MediaId, UnitId } from '../base/ids.js';
import { drawHonours } from '../media/picture-honours.js';
import { drawReport } from '../media/picture-report.js';
import { monthOf, weekOf, type Period } from '../insight/period.js';
import { reportPictureOf } from '../insight/report-picture.js';
import { sayPeriod } from '../insight/say-period.js';
import { reportCaption, reportWords } from '../words/insight.js';
import { rollCaption, rollWords } from '../words/points.js';
import { bookNames } from './book-names.js';
import { reportFor } from './gather.js';
import type { House } from './house.js';
import { publishesRanking, rankingOf, type Ranked } from './points-of.js';
import { sceneOf } from './scene.js';

/** A picture that is ready to be posted, and the line that goes with it. */
export interface Posting {
  readonly mediaId: MediaId;
  readonly text: string;
}

/** The week's report of a unit. @param day any day of the week */
export async function weekReportPicture(house: House, unitId: UnitId, day: Day): Promise<Posting> {
  return reportPicture(house, unitId, weekOf(day));
}

/** The month's report of a unit. @param day any day of the month */
export async function monthReportPicture(house: House, unitId: UnitId, day: Day): Promise<Posting> {
  return reportPicture(house, unitId, monthOf(day));
}

async function reportPicture(house: House, unitId: UnitId, period: Period): Promise<Posting> {
  const report = await reportFor(house, unitId, period);
  const names = bookNames(sceneOf(house));
  const households = house.roster.book.householdsOf(unitId) ?? 0;
  const now = house.clock.now();
  const svg = drawReport(reportPictureOf(report, { names, households, now }));
  const { opened, closed } = report.counts.marks;
  const kind = reportWords.kinds[period.kind] ?? '';
  return {
    mediaId: await house.insight.pictures.keep(svg, now),
    text: reportCaption({ unit: names.unit(unitId), kind, when: sayPeriod(period), opened, closed }),
  };
}

/**
 * The month's honour roll (最美网格员) of a unit; undefined where the unit does not want it to be seen, or nobody has points.
 *
 * @param day any day of the month
 */
export async function honourRollPicture(
  house: House,
  unitId: UnitId,
  day: Day,
): Promise<Posting | undefined> {
  if (!publishesRanking(house, unitId)) return undefined;
  const period = monthOf(day);
  const ranked = await rankingOf(house, unitId, period);
  if (ranked.length === 0) return undefined;
  const names = bookNames(sceneOf(house));
  const when = sayPeriod(period);
  const now = house.clock.now();
  const isOver = dayOf(now) > period.to;
  const svg = drawHonours({
    title: rollWords.title(when),
    subtitle: `${names.unit(unitId)} · ${period.from.slice(0, 4)}年${when}${isOver ? '' : `（到${Number(dayOf(now).slice(8))}日）`}`,
    summary: rollWords.summary,
    unit: rollWords.unit,
    mostStars: house.insight.points.stars.length,
    honours: ranked.map(one => ({
      name: one.person.name,
      place: names.unit(one.unitId),
      stars: one.stars,
      points: one.score.points.toLocaleString('en-US'),
      deeds: deedsOf(one),
    })),
    foot: [rollWords.foot],
  });
  return {
    mediaId: await house.insight.pictures.keep(svg, now),
    text: rollCaption(names.unit(unitId), when),
  };
}

/** What the points are for, the most telling first. */
function deedsOf({ score: { byKind } }: Ranked): readonly string[] {
  const parts = [
    byKind.handled.count > 0 ? rollWords.handled(byKind.handled.count) : '',
    byKind.satisfied.count > 0 ? rollWords.satisfied(byKind.satisfied.count) : '',
    byKind['found-matter'].count > 0 ? rollWords.found(byKind['found-matter'].count) : '',
    byKind.visit.count > 0 ? rollWords.visits(byKind.visit.count) : '',
    byKind.patrol.count > 0 ? rollWords.patrols(byKind.patrol.count) : '',
  ];
  return parts.filter(part => part !== '');
}
