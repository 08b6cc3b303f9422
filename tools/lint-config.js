/** Writes .oxlintrc.json: our lint rules, with the import rules generated from folder-order.js. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bordersMayUse, folderOrder } from './folder-order.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const everyLibrary = folderOrder.flatMap(({ folder, homeOf }) => homeOf.map(name => ({ name, folder })));

function importRule(folder, position) {
  const below = folderOrder.slice(position + 1).map(later => later.folder);
  const strangers = everyLibrary.filter(
    ({ name, folder: home }) => home !== folder && !(bordersMayUse[name] ?? []).includes(folder),
  );
  const patterns = below.map(later => ({
    group: [`**/${later}/**`],
    message: `src/${folder} comes before src/${later}: imports go one way (tools/folder-order.js).`,
  }));
  patterns.push({
    group: ['../app.js', '../main.js', '../cli.js'],
    message: 'The composition root imports the rooms, never the other way.',
  });
  for (const { name, folder: home } of strangers) {
    patterns.push({ group: [name, `${name}/**`], message: `${name} has its one home in src/${home}.` });
  }
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

const config = {
  $schema: './node_modules/oxlint/configuration_schema.json',
  plugins: ['typescript', 'import', 'unicorn', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'data', 'coverage', 'node_modules'],
  rules: {
    'no-console': 'error',
    'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    'no-nested-ternary': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    // A default that ends in `satisfies never` is for switches over everything; where only some cases matter, a plain one says so.
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/ban-ts-comment': 'error',
    'typescript/no-non-null-assertion': 'error',
    // CommonJS libraries offer their names through the default export; the linter only sees that they have both.
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'no-await-in-loop': 'off',
    // MongoDB's name for the id of a document.
    'no-underscore-dangle': ['error', { allow: ['_id'] }],
    'no-shadow': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-return': 'off',
  },
  overrides: [
    ...folderOrder.map(({ folder }, position) => importRule(folder, position)),
    {
      files: ['tests/**/*.ts'],
      rules: { 'max-lines-per-function': 'off', 'typescript/no-non-null-assertion': 'off' },
    },
    { files: ['tools/**', '*.config.js'], rules: { 'import/no-default-export': 'off', 'no-console': 'off' } },
  ],
};

writeFileSync(path.join(root, '.oxlintrc.json'), `${JSON.stringify(config, null, 2)}\n`);
