import { kindShares, onCurve, sharesOf, topOf } from './calibrate.js';
import { dangerOf } from './danger-lexicon.js';
import type { LinearModel } from './linear-model.js';
import type { ModelHeader } from './model-file.js';
import type { Matter, MessageKind, Urgency } from './understanding.js';

const kinds: readonly MessageKind[] = ['report', 'inquiry', 'chat'];
/** Where danger to people belongs: violence, danger, medical. */
const dangerCategories = new Set(['01', '03', '05']);

/** A message whose matter surely lies elsewhere is no emergency: a missing manhole cover, a car that was scratched. */
const leastDanger = 0.2;

/** What the heads and the words say of one text. */
export interface Judgement {
  readonly kind: MessageKind;
  readonly kindConfidence: number;
  readonly category: string;
  readonly item: string;
  readonly urgency: Urgency;
  /** Of the category, before calibration. */
  readonly share: number;
  /** The confidence by the model's own calibration. */
  readonly score: number;
  readonly confidence: number;
  readonly abstained: boolean;
  readonly decidedBy: Matter['decidedBy'];
}

/** Judges one text after another; keeps scratch space. @param believed the model's own confidence → the one to go by */
export function judgeOf(
  header: ModelHeader,
  model: LinearModel,
  believed: (score: number) => number = score => score,
): (text: string) => Judgement {
  const { classes } = header;
  const categoryCount = classes.length - 2;
  const shares = new Float32Array(classes.length);
  return text => {
    model.score(text);
    const { margins } = model;
    sharesOf(margins, classes.length, header.temperature, shares);
    const byHead = (margins[classes.length] ?? 0) > header.emergency.alone;
    const isEmergency =
      (byHead || (margins[classes.length] ?? 0) > header.emergency.withWords) &&
      dangerShare(shares, classes) > leastDanger &&
      (byHead || dangerOf(text) !== undefined);
    const byKind = kindShares(shares, categoryCount, header.kindFactors);
    const kindAt = isEmergency || asksToAct(text, byKind) ? 0 : topKind(byKind);
    if (isEmergency) keepDangers(shares, classes);
    const category = topOf(shares, categoryCount);
    const code = classes[category] ?? '';
    const entry = kindAt === 0 ? header.items[model.bestItem(code)] : undefined;
    const share = shares[category] ?? 0;
    const score = onCurve(header.curve, share);
    const confidence = isEmergency ? score : believed(score);
    return {
      kind: kinds[kindAt] ?? 'chat',
      kindConfidence: isEmergency ? Math.max(0.9, byKind[0]) : onCurve(header.kindCurve, byKind[kindAt] ?? 0),
      category: code,
      item: entry?.code ?? `${code}-01`,
      urgency: isEmergency
        ? 'emergency'
        : urgencyBy(margins[classes.length + 1] ?? 0, entry?.urgency, header),
      share,
      score,
      confidence,
      abstained: !isEmergency && confidence < header.abstainBelow,
      decidedBy: isEmergency && !byHead ? 'lexicon' : 'embedded',
    };
  };
}

/** Index of the largest. */
function topKind([report, inquiry, chat]: readonly [number, number, number]): 0 | 1 | 2 {
  if (chat > report && chat > inquiry) return 2;
  return inquiry > report ? 1 : 0;
}

/** Whoever asks that somebody see to it wants more than to talk, unless it is surely talk. */
const CALL_TO_ACT =
  /管不管|管管|管一管|(?:有没有|有|没)人(?:来)?管|谁(?:来|给|能)?管|归谁管|求管|求处理|来(?:个)?人(?:看|处理|修|弄)/u;
const surelyTalk = 0.7;

function asksToAct(text: string, [report, inquiry, chat]: readonly [number, number, number]): boolean {
  return chat > report && chat > inquiry && chat < surelyTalk && CALL_TO_ACT.test(text);
}

/** How much speaks for the categories of danger, against all others. */
function dangerShare(shares: Float32Array, classes: readonly string[]): number {
  let sum = 0;
  for (const [at, code] of classes.entries()) if (dangerCategories.has(code)) sum += shares[at] ?? 0;
  return sum;
}

/** Of an emergency only the categories of danger are left. */
function keepDangers(shares: Float32Array, classes: readonly string[]): void {
  let sum = 0;
  for (const [at, code] of classes.entries()) {
    if (!dangerCategories.has(code)) shares[at] = 0;
    sum += shares[at] ?? 0;
  }
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] ?? 0) / (sum || 1);
}

/** The head's word, leaning to what the item usually is: what is late costs more than what is early. */
function urgencyBy(margin: number, usual: Urgency | undefined, header: ModelHeader): Urgency {
  const leaning = usual === 'normal' ? 0 : 0.4;
  return margin + leaning > header.urgentAbove ? 'urgent' : 'normal';
}
