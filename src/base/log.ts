import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * One JSON line per entry on stderr. Log tickets and messages by id, never by what was said: texts of residents
 * do not belong into logs.
 */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

/** A log that says nothing, for tests and one-shot commands. */
export const silentLog: Log = pino({ level: 'silent' });
