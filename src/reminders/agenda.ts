import type { Moment } from '../base/clock.js';
import { areasTopic, mostSupportedTopic, overdueTopic, supervisedTopic } from '../words/reminders.js';
import { mostSupported, namedDuty, type Duty } from './duty.js';

const MOST_AREAS = 3;

/** What a meeting talks about, made from the tickets. */
export interface AgendaFacts {
  /** Raised within the week or month, whatever became of them. */
  readonly raised: readonly Duty[];
  /** Still to be settled, whenever they were raised. */
  readonly open: readonly Duty[];
  readonly span: 'week' | 'month';
}

/** The topics: what most people raised, what is late, what is watched, where it gathers. None that says nothing. */
export function agendaOf({ raised, open, span }: AgendaFacts, now: Moment): readonly string[] {
  const loudest = mostSupported(open);
  const late = open.filter(({ isOverdue }) => isOverdue);
  const watched = open.filter(({ isSupervised }) => isSupervised);
  const areas = areasOf(raised);
  const named = (duties: readonly Duty[]) => duties.map(duty => namedDuty(duty, now, {}));
  return [
    ...(loudest ? [mostSupportedTopic(namedDuty(loudest, now, {}), loudest.raisers)] : []),
    ...(late.length > 0 ? [overdueTopic(named(late))] : []),
    ...(watched.length > 0 ? [supervisedTopic(named(watched))] : []),
    ...(areas.length > 0 ? [areasTopic(span, areas)] : []),
  ];
}

/** Areas with more than one matter, the most first. */
function areasOf(raised: readonly Duty[]): readonly { readonly name: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { area } of raised) counts.set(area, (counts.get(area) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_AREAS)
    .map(([name, count]) => ({ name, count }));
}
