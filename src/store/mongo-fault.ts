import mongoose from 'mongoose';
import { Fault, reasonOf } from '../base/fault.js';

const { MongoServerError, MongoNetworkError, MongoError } = mongoose.mongo;

/** Error codes of the server (`error_codes.yml` of MongoDB), each with what it means to us. */
const KNOWN_CODES: Readonly<Record<number, { readonly code: string; readonly advice: string }>> = {
  8_000: { code: 'store-refused', advice: 'the server refused user or password; mend MONGODB_URI' },
  11: { code: 'store-refused', advice: 'the server does not know the user; mend MONGODB_URI' },
  18: {
    code: 'store-refused',
    advice:
      'the server refused user or password; mend them in MONGODB_URI (special characters as %XX), and authSource, the database the user was made in, often authSource=admin',
  },
  13: {
    code: 'store-not-allowed',
    advice:
      'the user may not do this, or MONGODB_URI names no user; give it the role readWrite on the database',
  },
  14_031: { code: 'store-full', advice: 'the disk of the server is full; make room' },
  64: {
    code: 'store-unsure',
    advice: 'written, but not confirmed by a majority in time; look at rs.status()',
  },
  85: { code: 'store-bad-index', advice: 'an index that somebody made stands in the way; drop it' },
  86: { code: 'store-bad-index', advice: 'an index that somebody made stands in the way; drop it' },
};

/** What the driver or the server complained of, as a Fault `store-…`. Its message names no user and no password. */
export function mongoFault(error: unknown, where: string): Fault {
  if (error instanceof Fault) return error;
  const known = KNOWN_CODES[serverCodeOf(error)] ?? unreachableOf(error) ?? OTHERWISE;
  return new Fault(known.code, `${where}: ${known.advice} (${reasonOf(error)})`, { cause: error });
}

const OTHERWISE = { code: 'store-failed', advice: 'see the reason of the server' } as const;

function unreachableOf(error: unknown): { code: string; advice: string } | undefined {
  const name = error instanceof Error ? error.name : '';
  if (!/ServerSelectionError|Network|PoolCleared|Topology|NotConnected/.test(name)) return undefined;
  return {
    code: 'store-unreachable',
    advice:
      'the database cannot be reached; check that it runs, host and port in MONGODB_URI, and the network between',
  };
}

/** The number with which the server refused; 0 when it was not the server. */
export function serverCodeOf(error: unknown): number {
  if (!(error instanceof MongoServerError)) return 0;
  const { code } = error as { code?: unknown };
  return typeof code === 'number' ? code : 0;
}

/** True when the answer was lost on the way: nobody knows whether the server did what it was asked. */
export function isAnswerLost(error: unknown): boolean {
  if (error instanceof MongoNetworkError) return true;
  return error instanceof MongoError && error.hasErrorLabel('RetryableWriteError');
}

/** The field whose value another document has; undefined when that was not the trouble. Indexes are named by indexName. */
export function takenField(error: unknown): string | undefined {
  if (serverCodeOf(error) !== 11_000) return undefined;
  const index = /index: (\S+?)(?:\s|$)/.exec(reasonOf(error))?.[1] ?? '';
  if (index.startsWith('_id_')) return 'id';
  const field = /^unique-(\w+)$/.exec(index)?.[1];
  if (field !== undefined) return field;
  throw new Fault(
    'store-bad-index',
    `a unique index that is none of this program's refuses a document; drop ${index === '' ? 'it' : index}`,
    { cause: error },
  );
}
