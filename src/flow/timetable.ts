import cron, { type Logger } from 'node-cron';
import { reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';

/** A tick that is left out while a long round goes on is no news. */
function quietly(log: Log): Logger {
  const aside = (message: string): void => log.debug({ message }, 'the timetable');
  return {
    info: aside,
    warn: aside,
    debug: message => aside(String(message)),
    error: (message, error) =>
      log.error({ message: String(message), reason: reasonOf(error) }, 'the timetable failed'),
  };
}

/** Only ticks: what is due is data, so a tick that is missed or doubled does no harm. */
export function startTicking(step: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  const task = cron.schedule(
    '* * * * * *',
    async () => {
      try {
        await step();
      } catch (error) {
        log.error({ reason: reasonOf(error) }, 'a tick failed; the next one tries again');
      }
    },
    { noOverlap: true, name: 'tick', suppressMissedWarning: true, logger: quietly(log) },
  );
  return {
    async stop() {
      await task.destroy();
    },
  };
}
