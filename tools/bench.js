/** `node tools/bench.js [name …]`: compiles program and benches as the program is shipped, then measures. */
import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
try {
  await buildIfStale();
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.bench.json'], { cwd: root, stdio: 'inherit' });
} catch (error) {
  process.stderr.write(`The build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
process.chdir(root);
// What the benches import finds the configuration where it stands beside src and tests.
if (!existsSync('.bench/config')) symlinkSync('../config', '.bench/config');
await import('../.bench/tests/bench/run.js');
