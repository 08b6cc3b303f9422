import { readFileSync } from 'node:fs';
import { judgeOf, type Judgement } from './judge.js';
import { LinearModel } from './linear-model.js';
import { decodeModel } from './model-file.js';
import { placeFinder } from './place-finder.js';
import { partsOf, type Parts } from './split.js';
import type { Matter, MessageKind, Place, Understand, Understanding } from './understanding.js';

/** Two matters in one breath may look like talk as a whole; what is surely talk is not taken apart. */
const sureOfKind = 0.9;
/** What a part of a message must reach to be a matter of its own. */
const sureOfPart = 0.35;
/** The same, when both parts belong to one category: then only the items differ. */
const sureOfItem = 0.6;

/**
 * Understanding by the embedded model, from the bytes of a model file or its path; a Fault when they are no model.
 *
 * @param believed the model's own confidence in a category → the one to go by, see confidence-book.ts
 */
export function loadUnderstanding(
  model: Uint8Array | string,
  believed?: (score: number) => number,
): Understand {
  const { header, parts } = decodeModel(typeof model === 'string' ? readFileSync(model) : model);
  const judge = judgeOf(header, new LinearModel(header, parts), believed);
  const findPlace = placeFinder(parts);
  return text => {
    const judged = judge(text);
    const place = findPlace(text);
    const mayBeSeveral = judged.kind === 'report' || judged.kindConfidence < sureOfKind;
    const several = mayBeSeveral && judged.urgency !== 'emergency' ? partsOf(text) : undefined;
    const split = several ? severalMatters(several, judge) : undefined;
    if (judged.kind !== 'report' && !split) {
      return understood(judged.kind, judged, [], place);
    }
    if (!split) return understood('report', judged, [matterOf(text, judged, place)], place);
    // A place holds for what follows until another is named.
    let current: Place | undefined;
    const matters = split.map(([part, one]) => {
      current = findPlace(part) ?? current;
      return matterOf(part, one, current);
    });
    return understood('report', judged, matters, place);
  };
}

// Every message passes here: objects written out at once are made several times faster than by spreading one into another.
function understood(
  kind: MessageKind,
  { kindConfidence: confidence }: Judgement,
  matters: readonly Matter[],
  place: Place | undefined,
): Understanding {
  return place === undefined ? { kind, confidence, matters } : { kind, confidence, matters, place };
}

function matterOf(text: string, judged: Judgement, place: Place | undefined): Matter {
  const { category, item, urgency, confidence, score, abstained, decidedBy } = judged;
  return place === undefined
    ? { text, category, item, urgency, confidence, score, abstained, decidedBy }
    : { text, category, item, urgency, confidence, score, abstained, decidedBy, place };
}

/** One matter a part, if every part is a report by itself, of another item than the others, with good confidence. */
function severalMatters(
  parts: Parts,
  judge: (text: string) => Judgement,
): (readonly [string, Judgement])[] | undefined {
  const judged = parts.texts.map(text => [text, judge(text)] as const);
  const items = new Set(judged.map(([, { item }]) => item));
  if (items.size < judged.length) return undefined;
  const categories = new Set(judged.map(([, { category }]) => category));
  const needed = categories.size === judged.length || parts.isListed ? sureOfPart : sureOfItem;
  const isSure = judged.every(([, one]) => one.kind === 'report' && one.share >= needed);
  return isSure ? judged : undefined;
}
