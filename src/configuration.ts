import { ConfigReader } from './base/config-file.js';
import { Fault } from './base/fault.js';
import { readCatalogue, type Catalogue } from './classify/catalogue.js';
import { readPointsSettings, type PointsSettings } from './insight/points-settings.js';
import { readOutboxSettings, type OutboxSettings } from './outbox/outbox-settings.js';
import { readReminders, type ReminderRules } from './reminders/reminder-rules.js';
import { readDemoCommunity, type DemoPlan } from './roster/demo-community.js';
import { readGridWork, type GridWork } from './tasks/grid-work.js';
import { readTaskSettings, type TaskSettings } from './tasks/task-settings.js';
import { readDeadlines, type Deadlines } from './tickets/deadlines.js';

/** Everything in config/, checked. */
export interface Configuration {
  readonly catalogue: Catalogue;
  readonly deadlines: Deadlines;
  readonly outbox: OutboxSettings;
  readonly points: PointsSettings;
  readonly tasks: TaskSettings;
  readonly reminders: ReminderRules;
  readonly gridWork: GridWork;
  readonly demo: DemoPlan;
}

/** Reads every file of the folder; one Fault lists all that is wrong, with file and line. */
export function readConfiguration(folder: string): Configuration {
  const reader = new ConfigReader(folder);
  const catalogue = readCatalogue(reader);
  const deadlines = readDeadlines(reader);
  const outbox = readOutboxSettings(reader);
  const points = readPointsSettings(reader);
  const tasks = readTaskSettings(reader, catalogue);
  const reminders = readReminders(reader);
  const gridWork = readGridWork(reader);
  const demo = readDemoCommunity(reader);
  reader.finish();
  if (!catalogue || !deadlines || !outbox || !points || !tasks || !reminders || !gridWork || !demo)
    throw new Fault('config-faulty', 'the configuration could not be read');
  return { catalogue, deadlines, outbox, points, tasks, reminders, gridWork, demo };
}
