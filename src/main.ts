import { startApp, type RunningApp } from './app.js';
import { SECOND } from './base/clock.js';
import { Fault } from './base/fault.js';
import { openLog } from './base/log.js';
import { withSecrets } from './base/secret-from-file.js';
import { readSettings } from './settings.js';

/** The exit code after which a supervisor is to start the program again: the chat network stays away (EX_TEMPFAIL). */
const CHAT_STAYS_AWAY = 75;
/** What is under way may end first. */
const LAST_WORDS_MS = 10 * SECOND;

try {
  const environment = withSecrets(process.env);
  const settings = readSettings(environment, process.argv.slice(2));
  const log = openLog(settings.logLevel);
  // A library's forgotten promise is worth a line in the log, never the end of a bot that others rely on.
  process.on('unhandledRejection', reason =>
    log.error({ err: reason }, 'a promise failed and nobody minded it'),
  );
  let started: RunningApp | undefined;
  const app = await startApp(settings, environment, fault => {
    process.stderr.write(`${fault.message}\n`);
    setTimeout(() => process.exit(CHAT_STAYS_AWAY), LAST_WORDS_MS);
    void started?.stop().finally(() => process.exit(CHAT_STAYS_AWAY));
  });
  started = app;
  const address = `http://localhost:${app.port}`;
  const where = settings.puppet === 'local' ? `打开 ${address}/local-chat` : `健康检查 ${address}/healthz`;
  process.stdout.write(`群里办已就绪：${where}\n`);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void app.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  process.stderr.write(
    error instanceof Fault
      ? `${error.message}\n`
      : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
