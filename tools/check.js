/** Everything CI asks for, in one command: types, lint and import order, format, tests (not with --without-tests). */
import { spawnSync } from 'node:child_process';
import './lint-config.js';

const isWithoutTests = process.argv.includes('--without-tests');
const steps = [
  { name: 'types', file: 'node_modules/typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  {
    name: 'types of the page',
    file: 'node_modules/typescript/bin/tsc',
    args: ['-p', 'src/console/local-chat/tsconfig.json'],
  },
  {
    name: 'lint and import order',
    file: 'node_modules/oxlint/bin/oxlint',
    args: ['--type-aware', '--deny-warnings', 'src', 'tests', 'tools'],
  },
  {
    name: 'format',
    file: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--check', '--log-level', 'warn', '.'],
  },
  ...(isWithoutTests ? [] : [{ name: 'tests', file: 'tools/test.js', args: process.argv.slice(2) }]),
];
for (const { name, file, args } of steps) {
  process.stdout.write(`— ${name}\n`);
  const step = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
  if (step.status !== 0) {
    process.stderr.write(`check stopped at: ${name}\n`);
    process.exit(step.status ?? 1);
  }
}
