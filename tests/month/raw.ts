import path from 'node:path';
import Database from 'libsql';
import type { Merit } from '../../src/insight/merit.js';
import type { Reminder } from '../../src/reminders/reminder-book.js';
import { STORE_FILE } from '../../src/store/sqlite-store.js';
import type { Deed } from '../../src/tasks/deed.js';
import type { PushedTask } from '../../src/tasks/task.js';
import type { Ticket } from '../../src/tickets/ticket.js';

/** What was put into the outbox, as far as it is counted. */
export interface KeptSaying {
  readonly id: string;
  readonly state: string;
  readonly addedAt: number;
  readonly sentAt?: number;
  readonly saying: { readonly key: string; readonly text: string };
}

/** Everything that is kept, read past every room: the rows of the file as they are. */
export interface Raw {
  readonly tickets: readonly Ticket[];
  readonly deeds: readonly Deed[];
  readonly tasks: readonly PushedTask[];
  readonly merits: readonly Merit[];
  readonly reminders: readonly Reminder[];
  readonly talks: readonly { readonly id: string; readonly count: number; readonly saying: unknown }[];
  readonly outbox: readonly KeptSaying[];
  readonly drafts: readonly { readonly id: string }[];
  readonly journal: readonly { readonly id: string; readonly isDone: boolean; readonly heard: unknown }[];
}

export function readRaw(folder: string): Raw {
  const database = new Database(path.join(folder, STORE_FILE), { readonly: true });
  const all = (name: string): readonly unknown[] =>
    (database.prepare(`SELECT body FROM "c_${name}"`).raw(true).all() as [string][]).map(([body]): unknown =>
      JSON.parse(body),
    );
  try {
    return {
      tickets: all('tickets') as Raw['tickets'],
      deeds: all('deeds') as Raw['deeds'],
      tasks: all('pushedTasks') as Raw['tasks'],
      merits: all('merits') as Raw['merits'],
      reminders: all('reminders') as Raw['reminders'],
      talks: all('reminderTalks') as Raw['talks'],
      outbox: all('outbox') as Raw['outbox'],
      drafts: all('drafts') as Raw['drafts'],
      journal: all('journal') as Raw['journal'],
    };
  } finally {
    database.close();
  }
}
