import type { MediaId } from '../base/ids.js';
import type { Heard } from '../intake/journal.js';
import type { Speaker } from './speaker.js';

/** One message with its speaker, and the photos that belong to it. */
export interface Spoken {
  readonly heard: Heard;
  readonly speaker: Speaker;
  readonly mediaIds: readonly MediaId[];
}
