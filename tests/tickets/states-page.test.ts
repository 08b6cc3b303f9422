import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { stateNames } from '../../src/words/states.js';
import { describeStates } from '../../src/tickets/describe-states.js';
import { ticketStates } from '../../src/tickets/ticket.js';
import { transitions } from '../../src/tickets/transitions.js';

const page = describeStates(stateNames);

test('docs/states.md says what the code does; when this fails, run npm run states', () => {
  expect(readFileSync('docs/states.md', 'utf8')).toBe(page);
});

test('every state and every event is on the page, with its name', () => {
  for (const state of ticketStates) expect(page).toContain(`state "${stateNames[state]}" as ${state}`);
  for (const type of Object.keys(transitions))
    expect(page).toMatch(new RegExp(`\\| \`${type}\` [\\u4e00-\\u9fff]+ \\|`));
  expect(page).not.toContain('undefined');
});
