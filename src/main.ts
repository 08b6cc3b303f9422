import { startApp } from './app.js';
import { Fault } from './base/fault.js';
import { withSecrets } from './base/secret-from-file.js';
import { readSettings } from './settings.js';

try {
  const environment = withSecrets(process.env);
  const settings = readSettings(environment, process.argv.slice(2));
  const app = await startApp(settings, environment);
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
