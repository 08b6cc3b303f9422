import type { Example } from './examples.js';
import type { Understand, Understanding } from './understanding.js';

/** How sure a decision was, and whether it was right. */
export interface Decision {
  readonly confidence: number;
  readonly isRight: boolean;
  readonly abstained: boolean;
}

/** Right, wrongly given and missed, of one category. */
export interface ClassFigures {
  readonly category: string;
  readonly count: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** What was measured on labelled messages. Shares are 0 to 1. */
export interface Evaluation {
  readonly messages: number;
  readonly macroF1: number;
  readonly classes: readonly ClassFigures[];
  /** `01>03` → how often. */
  readonly confusion: ReadonlyMap<string, number>;
  readonly kindAccuracy: number;
  readonly chatAsReport: number;
  readonly emergencyRecall: number;
  /** Among all messages that are no emergency. */
  readonly falseAlarms: number;
  readonly precisionWhenSure: number;
  readonly coverage: number;
  readonly calibrationError: number;
  readonly placeExact: number;
  /** The marked place and the found one hold one another, or share half of their signs (F1). */
  readonly placeFound: number;
  readonly noPlaceKept: number;
  readonly itemAccuracy: number;
  readonly urgencyAccuracy: number;
  readonly falseSplits: number;
  /** Of reports, for the curves. */
  readonly decisions: readonly Decision[];
}

interface Judged {
  readonly example: Example;
  readonly understood: Understanding;
}

/** Judges an understanding by messages labelled by people. */
export function evaluate(examples: readonly Example[], understand: Understand): Evaluation {
  const judged = examples.map(example => ({ example, understood: understand(example.text) }));
  const reports = judged.filter(({ example }) => example.kind === 'report');
  const decisions = reports.map(decisionOf);
  const sure = decisions.filter(({ abstained }) => !abstained);
  const classes = classFigures(judged);
  const emergencies = judged.filter(({ example }) => example.urgency === 'emergency');
  const ordinary = judged.filter(({ example }) => example.urgency !== 'emergency');
  const placed = judged.filter(({ example }) => example.location !== null);
  const placeless = judged.filter(({ example }) => example.location === null);
  const sameCategory = reports.filter(one => isRight(one));
  return {
    messages: examples.length,
    macroF1: mean(classes.map(({ f1 }) => f1)),
    classes,
    confusion: confusionOf(reports),
    kindAccuracy: shareOf(judged, ({ example, understood }) => example.kind === understood.kind),
    chatAsReport: shareOf(
      judged.filter(({ example }) => example.kind === 'chat'),
      ({ understood }) => understood.kind === 'report',
    ),
    emergencyRecall: shareOf(emergencies, isAlarm),
    falseAlarms: shareOf(ordinary, isAlarm),
    precisionWhenSure: shareOf(sure, one => one.isRight),
    coverage: decisions.length === 0 ? 0 : sure.length / decisions.length,
    calibrationError: calibrationError(decisions),
    placeExact: shareOf(placed, ({ example, understood }) => understood.place?.text === example.location),
    placeFound: shareOf(placed, ({ example, understood }) =>
      isSamePlace(example.location ?? '', understood.place?.text ?? ''),
    ),
    noPlaceKept: shareOf(placeless, ({ understood }) => understood.place === undefined),
    itemAccuracy: shareOf(
      sameCategory.filter(({ example }) => example.item !== undefined),
      ({ example, understood }) => understood.matters[0]?.item === example.item,
    ),
    urgencyAccuracy: shareOf(
      sameCategory,
      ({ example, understood }) => understood.matters[0]?.urgency === example.urgency,
    ),
    falseSplits: shareOf(judged, ({ understood }) => understood.matters.length > 1),
    decisions,
  };
}

function isRight({ example, understood }: Judged): boolean {
  return understood.matters[0]?.category === example.category;
}

function isAlarm({ understood }: Judged): boolean {
  return understood.matters.some(({ urgency }) => urgency === 'emergency');
}

function decisionOf(one: Judged): Decision {
  const matter = one.understood.matters[0];
  return {
    confidence: matter?.confidence ?? one.understood.confidence,
    isRight: isRight(one),
    abstained: matter?.abstained ?? true,
  };
}

function classFigures(judged: readonly Judged[]): ClassFigures[] {
  const codes = [...new Set(judged.flatMap(({ example }) => example.category ?? []))].sort();
  return codes.map(category => {
    const meant = judged.filter(({ example }) => example.category === category);
    const said = judged.filter(({ understood }) => understood.matters[0]?.category === category);
    const right = meant.filter(isRight).length;
    return {
      category,
      count: meant.length,
      precision: said.length === 0 ? 0 : right / said.length,
      recall: right / meant.length,
      f1: (2 * right) / (said.length + meant.length),
    };
  });
}

function confusionOf(reports: readonly Judged[]): Map<string, number> {
  const confusion = new Map<string, number>();
  for (const { example, understood } of reports) {
    const said = understood.matters[0]?.category ?? understood.kind;
    if (said === example.category) continue;
    const pair = `${example.category ?? ''}>${said}`;
    confusion.set(pair, (confusion.get(pair) ?? 0) + 1);
  }
  return confusion;
}

/** Expected calibration error over ten equal bins of confidence. */
export function calibrationError(decisions: readonly Decision[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const members = decisions.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    if (members.length === 0) continue;
    const said = mean(members.map(({ confidence }) => confidence));
    error += (Math.abs(said - shareOf(members, one => one.isRight)) * members.length) / decisions.length;
  }
  return error;
}

/** Whether a found place is the marked one: one holds the other, or they share half of their signs. */
export function isSamePlace(marked: string, found: string): boolean {
  if (found === '') return false;
  if (marked.includes(found) || found.includes(marked)) return true;
  const [one, two] = [new Set(marked), new Set(found)];
  const shared = [...one].filter(sign => two.has(sign)).length;
  return (2 * shared) / (one.size + two.size) >= 0.5;
}

function shareOf<One>(all: readonly One[], holds: (one: One) => boolean): number {
  return all.length === 0 ? 0 : all.filter(holds).length / all.length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
