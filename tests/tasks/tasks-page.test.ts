import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { taskStateNames } from '../../src/words/states.js';
import { taskTransitions } from '../../src/tasks/task-transitions.js';
import { configFolder } from '../support/demo.js';

const page = readFileSync(path.join(configFolder, '../docs/tasks.md'), 'utf8');

describe('docs/tasks.md', () => {
  test('draws every way that the table of transitions knows, and no other', () => {
    const drawn = new Set(
      [...page.matchAll(/^ {2}(\w+) --> (\w+):/gmu)].map(([, from, to]) => `${from} ${to}`),
    );
    const known = new Set(
      Object.values(taskTransitions).flatMap(({ from, to }) =>
        to === 'same' ? [] : from.map(state => `${state} ${to}`),
      ),
    );
    // What the rules refused may be asked for anew; that depends on who refused it, not on the state alone.
    expect([...drawn].toSorted()).toEqual(
      [...known, 'refused submitted'].filter(way => way !== 'submitted submitted').toSorted(),
    );
  });

  test('calls the states what people call them', () => {
    for (const [state, name] of Object.entries(taskStateNames))
      expect(page).toContain(`state "${name}" as ${state}`);
  });

  test('names every fault of the interface', () => {
    const source = ['tasks.ts', 'json-body.ts', 'problem.ts']
      .map(file => readFileSync(path.join(configFolder, '../src/api', file), 'utf8'))
      .join('\n');
    const own = [...source.matchAll(/(?:unprocessable\(\s*|Problem\(\s*\d+,\s*)'([\w-]+)'/gu)].map(
      ([, code]) => code,
    );
    const elsewhere = ['internal', 'not-found', 'method-not-allowed', 'method-not-implemented', 'incomplete'];
    for (const code of own)
      if (code !== undefined && !elsewhere.includes(code)) expect(page).toContain(`\`${code}\``);
  });
});
