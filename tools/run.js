/** `node tools/run.js <main|cli> …`: builds if needed, then runs dist/<name>.js in this very process. */
import { buildIfStale } from './build.js';

const [, , program, ...args] = process.argv;
if (program !== 'main' && program !== 'cli') {
  process.stderr.write('usage: node tools/run.js <main|cli> [arguments]\n');
  process.exit(2);
}
try {
  await buildIfStale();
} catch (error) {
  process.stderr.write(`The build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
process.argv.splice(1, 2, new URL(`../dist/${program}.js`, import.meta.url).pathname);
process.argv.length = 2;
process.argv.push(...args);
await import(`../dist/${program}.js`);
