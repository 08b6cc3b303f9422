import type { MediaId } from '../base/ids.js';
import type { Matter, Understanding } from '../classify/understanding.js';
import type { Draft } from '../intake/drafts.js';
import type { Person } from '../roster/unit.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import type { Speaker } from './speaker.js';

/** What a person has finished saying, and what it was understood as. */
export interface Said {
  readonly draft: Draft;
  readonly speaker: Speaker;
  readonly text: string;
  readonly understanding: Understanding;
}

/** One matter of what was said, with all it takes to open a ticket or to join one. */
export interface Filing {
  readonly said: Said;
  readonly person: Person;
  readonly matter: Matter;
  /** 1 for the first of `count` matters. */
  readonly place: number;
  readonly count: number;
  readonly photos: readonly MediaId[];
  readonly whereabouts: Whereabouts;
}

/** The message that began it. */
export function firstMessageOf({ draft }: Said): string {
  return draft.fragments[0]?.messageId ?? '';
}

/** The key of the bot's answer to it, for one purpose. */
export function answerKey(said: Said, purpose: string): string {
  return `${said.draft.account}|${firstMessageOf(said)}:${purpose}`;
}
