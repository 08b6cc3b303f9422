import type { ModelParts } from './model-file.js';
import { placeTagger } from './place-tags.js';
import { placeOf } from './place.js';
import type { Place } from './understanding.js';

/** Shapes that are places whatever the words around them: `12栋2单元301`, `12-2-301`. */
const surelyPlace =
  /(?<![\dA-Za-z-])(?:[A-Za-z]?\d{1,3}\s*(?:栋|幢|号楼|座|#)\s*(?:\d{1,2}\s*单元)?\s*(?:\d{3,4}(?!\d|元|块|多))?室?|\d{1,2}\s*单元\s*(?:\d{3,4}(?!\d|元|块))?室?|\d{1,3}-\d{1,2}-\d{3,4}(?!\d))/u;
const mayHoldShape = /[栋幢座#元]|号楼|\d-\d/u;

/** Finds the place that a message names, by the learned tags and, where they are silent, by shape. */
export function placeFinder(
  parts: Pick<ModelParts, 'placeWeights' | 'placeBiases'>,
): (text: string) => Place | undefined {
  const spans = placeTagger(parts);
  return text => {
    const found = longest(spans(text));
    if (found) return placeOf(text.slice(found[0], found[1]));
    if (text.length > 2000 || !mayHoldShape.test(text)) return undefined;
    const shape = surelyPlace.exec(text)?.[0].trim();
    return shape === undefined ? undefined : placeOf(shape);
  };
}

function longest(spans: readonly [number, number][]): [number, number] | undefined {
  let best: [number, number] | undefined;
  for (const span of spans) if (!best || span[1] - span[0] > best[1] - best[0]) best = span;
  return best;
}
