/** Everything CI asks for, in one command: types, lint and import order, format, tests (not with --without-tests). */
import { spawnSync } from 'node:child_process';
import './lint-config.js';

const isWithoutTests = process.argv.includes('--without-tests');
const steps = [
  ['types', 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['types of the page', 'node_modules/typescript/bin/tsc', ['-p', 'src/console/local-chat/tsconfig.json']],
  [
    'lint and import order',
    'node_modules/oxlint/bin/oxlint',
    ['--type-aware', '--deny-warnings', 'src', 'tests', 'tools'],
  ],
  ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ...(isWithoutTests ? [] : [['tests', 'tools/test.js', process.argv.slice(2)]]),
];
for (const [name, file, args] of steps) {
  process.stdout.write(`— ${name}\n`);
  const step = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
  if (step.status !== 0) {
    process.stderr.write(`check stopped at: ${name}\n`);
    process.exit(step.status ?? 1);
  }
}
