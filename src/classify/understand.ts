import { readFileSync } from 'node:fs';
import { kindShares, onCurve, sharesOf, topOf } from './calibrate.js';
import { dangerOf } from './danger-lexicon.js';
import { LinearModel } from './linear-model.js';
import { decodeModel, type ModelHeader } from './model-file.js';
import { placeFinder } from './place-finder.js';
import type { Matter, MessageKind, Place, Understand, Understanding, Urgency } from './understanding.js';

const kinds: readonly MessageKind[] = ['report', 'inquiry', 'chat'];
/** Where danger to people belongs: violence, danger, medical. */
const dangerCategories = new Set(['01', '03', '05']);

/** Understanding by the embedded model, from the bytes of a model file or its path; a Fault when they are no model. */
export function loadUnderstanding(model: Uint8Array | string): Understand {
  const bytes = typeof model === 'string' ? readFileSync(model) : model;
  const { header, parts } = decodeModel(bytes);
  const judge = judgeOf(header, new LinearModel(header, parts));
  const findPlace = placeFinder(parts);
  return text => {
    const place = findPlace(text);
    return understandOne(text, judge(text), place);
  };
}

/** What the heads and the words say of one text. */
interface Judgement {
  readonly kind: MessageKind;
  readonly kindConfidence: number;
  readonly category: string;
  readonly item: string;
  readonly urgency: Urgency;
  readonly confidence: number;
  readonly abstained: boolean;
  readonly decidedBy: Matter['decidedBy'];
}

function understandOne(text: string, judged: Judgement, place: Place | undefined): Understanding {
  const { kind, kindConfidence } = judged;
  const where = place === undefined ? {} : { place };
  if (kind !== 'report') return { kind, confidence: kindConfidence, matters: [], ...where };
  const { category, item, urgency, confidence, abstained, decidedBy } = judged;
  const matter = { text, category, item, urgency, confidence, abstained, decidedBy, ...where };
  return { kind, confidence: kindConfidence, matters: [matter], ...where };
}

/** Judges one text after another; keeps scratch space. */
function judgeOf(header: ModelHeader, model: LinearModel): (text: string) => Judgement {
  const { classes, emergency } = header;
  const categoryCount = classes.length - 2;
  const shares = new Float32Array(classes.length);
  return text => {
    model.score(text);
    const { margins } = model;
    sharesOf(margins, classes.length, header.temperature, shares);
    const urgencyMargin = margins[classes.length] ?? 0;
    const inWords = urgencyMargin > emergency.withWords && dangerOf(text) !== undefined;
    const isEmergency = urgencyMargin > emergency.alone || inWords;
    const byKind = kindShares(shares, categoryCount);
    const kindAt = isEmergency ? 0 : byKind.indexOf(Math.max(...byKind));
    if (isEmergency) keepDangers(shares, classes);
    const category = topOf(shares, categoryCount);
    const code = classes[category] ?? '';
    const entry = header.items[model.bestItem(code)];
    const confidence = onCurve(header.curve, shares[category] ?? 0);
    return {
      kind: kinds[kindAt] ?? 'chat',
      kindConfidence: isEmergency ? Math.max(0.9, byKind[0]) : onCurve(header.kindCurve, byKind[kindAt] ?? 0),
      category: code,
      item: entry?.code ?? `${code}-01`,
      urgency: isEmergency
        ? 'emergency'
        : urgencyBy(margins[classes.length + 1] ?? 0, entry?.urgency, header),
      confidence,
      abstained: !isEmergency && confidence < header.abstainBelow,
      decidedBy: inWords && urgencyMargin <= emergency.alone ? 'lexicon' : 'embedded',
    };
  };
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

/** The head's word, leaning to what the item usually is. */
function urgencyBy(margin: number, usual: Urgency | undefined, header: ModelHeader): Urgency {
  const leaning = usual === 'normal' ? -0.25 : 0.25;
  return margin + leaning > header.urgentAbove ? 'urgent' : 'normal';
}
