import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from '../../src/configuration.js';
import { demoCommunity } from '../../src/roster/demo-community.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { dueAt } from '../../src/tickets/deadlines.js';
import type { DueRules } from '../../src/tickets/due.js';

/** The folder with the configuration that is shipped. */
export const configFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../config');

/** The configuration that is shipped. */
export const configuration = readConfiguration(configFolder);

const { units, people, rooms } = demoCommunity(configuration.demo, 'bot');

/** The demo community: 金桂社区 with two grids, 柳园社区 with two, the street and the district above them. */
export const demoBook = new RosterBook(units, people, rooms);

/** Deadlines as shipped. */
export const rules: DueRules = {
  deadlines: configuration.deadlines,
  dueAt: (step, ticket, from) => dueAt(step, ticket, from, configuration.deadlines, configuration.catalogue),
};
