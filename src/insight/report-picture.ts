import { clockText, dayOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import { percent, type Bar, type Ring } from '../media/picture-charts.js';
import type { ReportPicture, Tile } from '../media/picture-report.js';
import * as words from '../words/insight.js';
import { ratesOf, type Counts, type Rate, type RateName } from './counts.js';
import type { Names } from './names.js';
import { daysOf } from './period.js';
import type { Report } from './report.js';
import { sayDay, sayDays, sayPeriod } from './say-period.js';

const MOST_BARS = 8;
/** Below this share of work in teams the assessment is failed. */
const TEAM_SHARE = 0.2;

/** The report as a picture: all words said, nothing left to count. @param households of the unit; 0 when not known */
export function reportPictureOf(
  report: Report,
  { names, households, now }: { readonly names: Names; readonly households: number; readonly now: Moment },
): ReportPicture {
  const { unitId, period, counts } = report;
  const { reportWords } = words;
  const rates = ratesOf(counts);
  const year = period.from.slice(0, 4);
  const past = daysOf(period).filter(day => day <= dayOf(now));
  const size = households > 0 ? ` · ${households.toLocaleString('en-US')} 户` : '';
  return {
    title: `${names.unit(unitId)} ${reportWords.kinds[period.kind] ?? ''}`,
    subtitle: `${year}年${sayPeriod(period)}${size}`,
    summary: words.reportSummary({
      opened: counts.marks.opened,
      closed: counts.marks.closed,
      onTime: rates.onTime.share === null ? '' : percent(rates.onTime.share),
      top: report.items.slice(0, 2).map(({ item }) => names.item(item)),
    }),
    tiles: tilesOf(report),
    rates: { title: reportWords.rates, note: reportWords.ratesNote, content: ringsOf(counts) },
    days: {
      title: reportWords.days,
      content: {
        labels: sayDays(period),
        lines: (['opened', 'closed'] as const).map(name => ({
          name: reportWords[name],
          values: past.map(day => counts.byDay[day]?.[name] ?? 0),
        })),
      },
    },
    bars: [
      { title: reportWords.categories, content: categoryBars(counts, names) },
      { title: reportWords.rows, content: rowBars(report, names) },
      { title: reportWords.work, content: workBars(counts) },
    ],
    notes: { title: reportWords.notes, content: notesOf(report) },
    foot: [`${reportWords.foot}${sayDay(dayOf(now))} ${clockText(now)}`],
  };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function tilesOf({ counts, before, backlog, period }: Report): readonly Tile[] {
  const { reportWords } = words;
  const { marks } = counts;
  const compared = (name: 'opened' | 'closed'): string =>
    words.comparedWith(period.kind, marks[name] - before.marks[name]);
  return [
    { label: reportWords.opened, value: number(marks.opened), note: compared('opened') },
    { label: reportWords.closed, value: number(marks.closed), note: compared('closed'), tone: 'good' },
    { label: reportWords.open, value: number(backlog.open) },
    { label: reportWords.late, value: number(backlog.late), ...(backlog.late > 0 ? { tone: 'bad' } : {}) },
    { label: reportWords.redo, value: number(marks.redo), ...(marks.redo > 0 ? { tone: 'warn' } : {}) },
    { label: reportWords.upwards, value: number(marks.escalated + marks.transferred) },
  ];
}

function ringsOf(counts: Counts): readonly Ring[] {
  const { reportWords } = words;
  const rates = ratesOf(counts);
  const ring = (label: string, name: RateName, judged: Rate = rates[name]): Ring => ({
    label,
    share: rates[name].share,
    note: `${number(rates[name].part)}/${number(rates[name].whole)}`,
    ...toneOf(judged),
  });
  return [
    ring(reportWords.response, 'response'),
    ring(reportWords.resolution, 'resolution'),
    // Many do not answer; whether that is good or bad is told by those who did.
    ring(reportWords.satisfaction, 'satisfaction', rates.satisfactionOfRated),
    ring(reportWords.verification, 'verificationOnTime'),
  ];
}

function toneOf({ share }: Rate): Pick<Ring, 'tone'> {
  if (share === null || share >= 0.9) return { tone: 'good' };
  return { tone: share >= 0.7 ? 'warn' : 'bad' };
}

function categoryBars({ byCategory }: Counts, names: Names): readonly Bar[] {
  return Object.entries(byCategory)
    .filter(([, { opened }]) => opened > 0)
    .sort(([, a], [, b]) => b.opened - a.opened)
    .slice(0, MOST_BARS)
    .map(([code, { opened }]) => ({ label: names.category(code), value: opened }));
}

/** Only where there is something to compare. */
function rowBars({ rows }: Report, names: Names): readonly Bar[] {
  if (rows.length < 2) return [];
  return rows
    .toSorted((a, b) => b.counts.marks.opened - a.counts.marks.opened)
    .slice(0, MOST_BARS)
    .map(({ unitId, counts }) => {
      const { share } = ratesOf(counts).satisfaction;
      const note = share === null ? '' : `${words.ratingNames['satisfied'] ?? ''} ${percent(share)}`;
      return { label: names.unit(unitId), value: counts.marks.opened, note };
    });
}

function workBars({ deeds }: Counts): readonly Bar[] {
  const { reportWords } = words;
  const bars = [
    { label: reportWords.checkIns, value: deeds['check-in'] },
    { label: reportWords.patrols, value: deeds.patrol },
    { label: reportWords.visits, value: deeds.visit },
  ];
  return bars.some(({ value }) => value > 0) ? bars : [];
}

function notesOf({ counts, backlog, signals, coverage, visitsEach, period }: Report): readonly string[] {
  const { reportNotes } = words;
  const { marks } = counts;
  const { team } = ratesOf(counts);
  const kinds = [...new Set(signals.map(({ kind }) => words.signalNames[kind] ?? ''))];
  const rated = marks.closed - marks.unrated;
  return [
    ...(backlog.late > 0 ? [reportNotes.late(backlog.late)] : []),
    ...(rated > 0 && rated < marks.closed ? [reportNotes.ratedOnly(marks.satisfied, rated)] : []),
    ...(marks.escalatedToDistrict > 0 ? [reportNotes.district(marks.escalatedToDistrict)] : []),
    ...(period.kind === 'month' && team.share !== null && team.share < TEAM_SHARE
      ? [reportNotes.team(percent(team.share))]
      : []),
    ...(coverage.whole > 0 && coverage.part > 0
      ? [reportNotes.coverage(coverage.part, coverage.whole, visitsEach)]
      : []),
    ...(signals.length > 0 ? [reportNotes.signals(signals.length, kinds.join('、'))] : []),
  ];
}
