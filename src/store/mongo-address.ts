import { Fault } from '../base/fault.js';

/** The database that is used when the URI names none. */
const USUAL_DATABASE = 'qunliban';

const FORM =
  /^mongodb(?<srv>\+srv)?:\/\/(?:(?<secret>.*)@)?(?<hosts>[^/?@]+)(?:\/(?<database>[^/?@]*))?(?:\?[^@]*)?$/s;

/** What a URI says, without user and password. */
export interface MongoAddress {
  /** Hosts with their ports, as written. */
  readonly hosts: string;
  readonly database: string;
  /** For messages: `db1:27017,db2:27017/qunliban`. */
  readonly shown: string;
}

/** Reads where a URI leads. One that cannot be read is a Fault `store-bad-address`, which does not repeat it. */
export function readAddress(uri: string): MongoAddress {
  const { hosts, database } = FORM.exec(uri)?.groups ?? {};
  if (hosts === undefined) throw badAddress(uri, 'it does not have this form');
  const named = database === undefined || database === '' ? USUAL_DATABASE : decoded(database);
  return { hosts, database: named, shown: `${hosts}/${named}` };
}

/** The fault of a URI that cannot be used; the reason is kept back when it holds a part of what must stay secret. */
export function badAddress(uri: string, reason: string): Fault {
  const secret = /^[^:]*:\/\/(.*)@/s.exec(uri)?.[1] ?? '';
  const parts = secret.split(/[:@/?&=#]/).flatMap(part => [part, decoded(part)]);
  const leaks = parts.some(part => part.length > 1 && reason.includes(part));
  return new Fault(
    'store-bad-address',
    `MONGODB_URI cannot be used${leaks ? '' : ` (${reason})`}; write it like ` +
      'mongodb://user:password@db1:27017,db2:27017/qunliban?replicaSet=rs0&authSource=admin, ' +
      'special characters of user and password as %XX',
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone % is one of the faults that this is about; then there is no other spelling to look for.
    return part;
  }
}
