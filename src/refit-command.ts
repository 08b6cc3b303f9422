import { readFileSync } from 'node:fs';
import { systemClock } from './base/clock.js';
import { silentLog } from './base/log.js';
import { ConfidenceBook, modelIdOf } from './classify/confidence-book.js';
import { FEWEST_OUTCOMES } from './classify/refit.js';
import { refitFrom } from './flow/refit-room.js';
import { openStore } from './open-store.js';
import { readSettings } from './settings.js';
import { TicketStore } from './tickets/ticket-store.js';

/** Fits confidence to outcomes now, as the bot does every night. With SQLite the bot must not be running: Fault `data-folder-in-use`. */
export async function refitNow(
  modelFile: string,
  environment: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<void> {
  const opened = await openStore(readSettings(environment, []));
  try {
    const confidence = await ConfidenceBook.open(opened.store, modelIdOf(readFileSync(modelFile)));
    const tickets = await TicketStore.open(opened.store);
    const refitted = await refitFrom({ tickets, confidence, clock: systemClock, log: silentLog });
    const { outcomes, errorBefore, errorAfter, slope, offset, changed } = refitted;
    say(
      changed
        ? `${outcomes} outcomes: calibration error ${errorBefore.toFixed(3)} → ${errorAfter.toFixed(3)}, ` +
            `slope ${slope}, offset ${offset}; kept\n`
        : `${outcomes} outcomes, ${FEWEST_OUTCOMES} are needed: nothing changes\n`,
    );
  } finally {
    await opened.close();
  }
}
