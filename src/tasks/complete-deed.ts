import type { MediaId, MessageId } from '../base/ids.js';
import type { DeedPlace } from './deed-place.js';
import type { Deed } from './deed.js';
import { fieldKinds, fieldRules, missingOf, type FieldKind, type GridWork } from './grid-work.js';
import { wasMet } from './read-households.js';

/** A check-in, a patrol or a visit. */
export type FieldDeed = Deed & { readonly kind: FieldKind };

export function isFieldDeed(deed: Deed): deed is FieldDeed {
  return fieldKinds.some(kind => kind === deed.kind);
}

/** What a later message adds to a deed. */
export interface Addition {
  readonly messageId: MessageId;
  readonly mediaIds?: readonly MediaId[];
  readonly hasLocation?: boolean;
  readonly text?: string;
  readonly where?: DeedPlace;
  readonly household?: string;
}

/** Whether the deed has all that the rules ask for; a visit where nobody opened the door is none. */
export function isWhole(deed: FieldDeed, rules: GridWork): boolean {
  return missingOf(deed, rules).length === 0 && (deed.kind !== 'visit' || wasMet(deed.text));
}

/** The deed with what was added; undefined when the message has added to it before. Pure. */
export function completed(deed: FieldDeed, addition: Addition, rules: GridWork): FieldDeed | undefined {
  const { messageId, mediaIds = [], hasLocation = false, text = '', where, household } = addition;
  if (deed.completedBy?.includes(messageId)) return undefined;
  const isPlaced = deed.place === '' && where !== undefined && where.place !== '';
  const next: FieldDeed = {
    ...deed,
    ...(isPlaced ? { unitId: where.unitId, gridId: where.gridId, place: where.place } : {}),
    ...(household === undefined ? {} : { household }),
    text: [deed.text, text].filter(part => part !== '').join('；'),
    mediaIds: [...new Set([...deed.mediaIds, ...mediaIds])],
    hasLocation: deed.hasLocation || hasLocation,
    completedBy: [...(deed.completedBy ?? []), messageId],
  };
  const isComplete = isWhole(next, rules);
  return { ...next, isComplete, ...(isComplete && !deed.isComplete ? { wholeWith: messageId } : {}) };
}

/** Whether something may still be added to the deed: while it waits for it, and to a whole one for a moment. */
export function maySupplement(deed: FieldDeed, now: number, rules: GridWork, momentMs: number): boolean {
  const waits = missingOf(deed, rules).length > 0;
  return now - deed.at <= (waits ? fieldRules(deed.kind, rules).completeWithin : momentMs);
}
