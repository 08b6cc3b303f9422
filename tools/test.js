/** Builds, then runs jest under native ES modules; arguments go through to jest. */
import { spawnSync } from 'node:child_process';
import { buildIfStale } from './build.js';

await buildIfStale();
const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
);
process.exit(jest.status ?? 1);
