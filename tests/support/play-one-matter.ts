import type { Conversation } from './conversation.js';
import { conversation as played } from './play.js';
import { withoutRhythm } from './without-rhythm.js';

const quiet = withoutRhythm();

/** Like `conversation` of play.ts, while nobody is reminded of anything at set times: every message is counted. */
export function conversation(title: string, begins: string, play: (at: Conversation) => Promise<void>): void {
  played(title, begins, play, quiet);
}
