import { describe, expect, test } from '@jest/globals';
import { Conversation, type Kills } from './conversation.js';

/** Only ends what hangs. */
const PLAYED_WITHIN_MS = 900_000;

/**
 * Every other place, drawn anew in each run whether it is the odd ones or the even: a start costs seconds, and there are some
 * hundreds of places. `KILLS=everywhere` kills at all of them, `KILLS=odd` or `even` plays what failed once more.
 */
const kills: Kills = killsAsked() ?? (Math.random() < 0.5 ? 'odd' : 'even');

function killsAsked(): Kills | undefined {
  const asked = process.env['KILLS'];
  if (asked === undefined || asked === 'everywhere' || asked === 'odd' || asked === 'even') return asked;
  throw new Error(`KILLS=${asked}: write everywhere, odd or even`);
}

/**
 * Declares a conversation that must hold however it is played: straight on, and with the program killed between messages.
 * `begins` is China's time; `environment` is what the program is started with besides.
 */
export function conversation(
  title: string,
  begins: string,
  play: (at: Conversation) => Promise<void>,
  environment: Readonly<Record<string, string>> = {},
): void {
  describe(title, () => {
    test.each([
      { way: 'played straight on', kills: 'never' },
      { way: `with the program killed between messages (KILLS=${kills})`, kills },
    ] as const)(
      '$way',
      async ({ kills: here }) => {
        const at = await Conversation.begin(begins, here, environment);
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
