import cron from 'node-cron';
import { reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';

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
    { noOverlap: true, name: 'tick', suppressMissedWarning: true },
  );
  return {
    async stop() {
      await task.destroy();
    },
  };
}
