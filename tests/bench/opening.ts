import { rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import type { Ticket } from '../../src/tickets/ticket.js';
import { BenchClock, benchFolder, openBenchHouse, type BenchHouse } from './bench-house.js';
import { beside, rounded, type Figure } from './figure.js';
import { someDrafts, type TicketDraft } from './stock.js';

const TICKETS = 1_000;
const ROUNDS = 3;

/** Tickets opened, numbered and kept beside durable inserts of the same documents with the same settings, nothing else. */
export async function openingFigures(): Promise<Figure[]> {
  const folder = benchFolder('opening');
  const bench = await openBenchHouse({ folder, clock: new BenchClock() });
  const figures: Figure[] = [];
  for (const atOnce of [1, 20]) {
    const opened: number[] = [];
    const raw: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const drafts = someDrafts(bench.house, TICKETS, `${atOnce}-${round}`);
      const { perSecond, tickets } = await openAll(bench, drafts, atOnce);
      opened.push(perSecond);
      raw.push(insertRaw(path.join(folder, `raw-${atOnce}-${round}.db`), tickets, atOnce));
    }
    const how = atOnce === 1 ? 'one after the other' : `${atOnce} at the same time`;
    const work = `tickets opened, numbered and durable, ${how}`;
    const figure: Figure = { work, value: rounded(Math.max(...opened)), unit: '/s', atLeast: 0.25 };
    const against = `the same documents inserted, ${atOnce} to a durable commit, nothing else`;
    figures.push(beside(figure, against, rounded(Math.max(...raw))));
  }
  await bench.close();
  rmSync(folder, { recursive: true });
  return figures;
}

async function openAll(
  { house }: BenchHouse,
  drafts: readonly TicketDraft[],
  atOnce: number,
): Promise<{ perSecond: number; tickets: readonly Ticket[] }> {
  const tickets: Ticket[] = [];
  const from = performance.now();
  for (let at = 0; at < drafts.length; at += atOnce) {
    const opening = drafts.slice(at, at + atOnce).map(draft => house.tickets.open(draft));
    for (const { ticket } of await Promise.all(opening)) tickets.push(ticket);
  }
  return { perSecond: (drafts.length / (performance.now() - from)) * 1_000, tickets };
}

function insertRaw(file: string, tickets: readonly Ticket[], atOnce: number): number {
  const database = new Database(file);
  for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON'])
    database.prepare(`PRAGMA ${setting}`).all();
  database.exec(
    'CREATE TABLE t (id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL)',
  );
  const insert = database.prepare('INSERT INTO t VALUES (?, 1, ?)');
  const from = performance.now();
  for (let at = 0; at < tickets.length; at += atOnce) {
    database.exec('BEGIN');
    for (const ticket of tickets.slice(at, at + atOnce)) insert.run([ticket.id, JSON.stringify(ticket)]);
    database.exec('COMMIT');
  }
  const perSecond = (tickets.length / (performance.now() - from)) * 1_000;
  database.close();
  return perSecond;
}
