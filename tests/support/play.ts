import { describe, expect, test } from '@jest/globals';
import { Conversation } from './conversation.js';

/** Only ends what hangs. */
const PLAYED_WITHIN_MS = 900_000;

/**
 * Declares a conversation that must hold however it is played: straight on, and with the program killed between any two
 * messages. `begins` is China's time; `environment` is what the program is started with besides.
 */
export function conversation(
  title: string,
  begins: string,
  play: (at: Conversation) => Promise<void>,
  environment: Readonly<Record<string, string>> = {},
): void {
  describe(title, () => {
    test.each([
      { way: 'played straight on', killEverywhere: false },
      { way: 'with the program killed between any two messages', killEverywhere: true },
    ])(
      '$way',
      async ({ killEverywhere }) => {
        const at = await Conversation.begin(begins, killEverywhere, environment);
        try {
          await play(at);
          expect(at.program.errors).toEqual([]);
        } finally {
          await at.program.stop();
        }
      },
      PLAYED_WITHIN_MS,
    );
  });
}

/** A text of this form, as a part of an expected value. */
export function matching(form: RegExp): unknown {
  return expect.stringMatching(form);
}
