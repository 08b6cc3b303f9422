import { reasonOf } from '../base/fault.js';
import type { MediaId } from '../base/ids.js';
import { cleanText } from '../intake/clean-text.js';
import type { Heard } from '../intake/journal.js';
import { maskPrivate } from '../intake/privacy.js';
import type { House } from './house.js';

/** Puts a voice message aside until it has become text; one that cannot be fetched stays a voice. */
export async function keepVoice(
  house: House,
  messageId: string,
  read: () => Promise<Uint8Array>,
): Promise<Pick<Heard, 'voiceId'>> {
  try {
    const voiceId: MediaId = `voice-${messageId.replace(/[^A-Za-z0-9_-]/g, '-')}`;
    await house.media.put(voiceId, { bytes: await read(), type: 'application/octet-stream' });
    return { voiceId };
  } catch (error) {
    house.log.warn({ messageId, reason: reasonOf(error) }, 'a voice message could not be fetched');
    return {};
  }
}

/** What becomes of a voice message that was listened to. */
export interface VoiceWays {
  /** Works on the message as text, between the rounds of the loop. */
  readonly attend: (heard: Heard) => Promise<void>;
  /** It could not be worked on, and is to be tried again as it was heard. */
  readonly failed: (heard: Heard, error: unknown) => void;
}

/**
 * Turns voice messages into text beside the loop, so that a slow endpoint holds up nobody else. A crash in between loses none:
 * the message stays unfinished in the journal until its words were attended to.
 */
export class Voices {
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly house: House,
    private readonly ways: VoiceWays,
  ) {}

  /** True when the message is being listened to, and will be attended to as text. */
  take(heard: Heard): boolean {
    const { transcribe } = this.house;
    if (!transcribe || heard.voiceId === undefined) return false;
    const listening = this.#listen(heard, heard.voiceId, transcribe).finally(() =>
      this.#underWay.delete(listening),
    );
    this.#underWay.add(listening);
    return true;
  }

  /** Resolves when everything that was being listened to has been attended to. */
  async quiet(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #listen(heard: Heard, voiceId: MediaId, transcribe: NonNullable<House['transcribe']>): Promise<void> {
    const { messageId } = heard;
    const text = await this.#textOf(messageId, voiceId, transcribe);
    try {
      await this.ways.attend({ ...heard, text });
    } catch (error) {
      return this.ways.failed(heard, error);
    }
    try {
      await this.house.media.remove(voiceId);
    } catch (error) {
      // It goes with the words when they are erased.
      this.house.log.warn({ messageId, reason: reasonOf(error) }, 'a voice could not be removed yet');
    }
  }

  /** '' when it cannot be understood; then the speaker is asked for a sentence. */
  async #textOf(
    messageId: string,
    voiceId: MediaId,
    transcribe: NonNullable<House['transcribe']>,
  ): Promise<string> {
    try {
      const voice = await this.house.media.get(voiceId);
      const heard = voice ? await transcribe(voice.bytes) : { done: false as const, why: 'gone' };
      if (heard.done) return maskPrivate(cleanText(heard.text));
      this.house.log.warn({ messageId, why: heard.why }, 'a voice message did not become text');
    } catch (error) {
      this.house.log.warn({ messageId, reason: reasonOf(error) }, 'a voice message could not be listened to');
    }
    return '';
  }
}
