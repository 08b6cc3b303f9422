import { Fault } from '../base/fault.js';
import { mongoFault, serverCodeOf } from './mongo-fault.js';
import { connectMongo, type MongoLink, type Patience } from './mongo-link.js';

/** What the store does to a collection; the role readWrite has all of it. */
const NEEDED = [
  'find',
  'insert',
  'update',
  'remove',
  'createCollection',
  'createIndex',
  'listIndexes',
] as const;

const UNKNOWN_COMMAND = 59;

interface Rights {
  readonly authInfo: {
    readonly authenticatedUsers: readonly { readonly user: string }[];
    readonly authenticatedUserPrivileges?: readonly Privilege[];
  };
}

interface Privilege {
  readonly resource: {
    readonly db?: string;
    readonly collection?: string;
    readonly anyResource?: boolean;
  };
  readonly actions: readonly string[];
}

/**
 * Looks at the database without changing anything, and says what it is: version, deployment, and how safe that makes what is
 * kept. What would keep the program from starting is thrown as a Fault `store-…` that says how to mend it.
 */
export async function checkMongo(uri: string, patience: Patience = {}): Promise<string> {
  const link = await connectMongo(uri, patience);
  try {
    const { version } = (await asked(link, { buildInfo: 1 })) as { version?: string };
    await asked(link, { listCollections: 1, nameOnly: true });
    await checkRights(link);
    return `MongoDB ${version ?? '?'} at ${link.address}, ${adviceOn(link.deployment)}`;
  } finally {
    await link.close();
  }
}

function adviceOn(deployment: MongoLink['deployment']): string {
  switch (deployment) {
    case 'replica set':
      return 'a replica set: what is confirmed is on a majority of its members';
    case 'sharded cluster':
      return 'a sharded cluster: what is confirmed is on a majority of its shard; see docs/databases.md for what may be sharded';
    case 'standalone':
      return 'a server alone: if its disk is lost, everything is; make it a replica set (even of one member, to add others later)';
    default:
      return deployment satisfies never;
  }
}

async function asked(link: MongoLink, command: Readonly<Record<string, unknown>>): Promise<object> {
  return await link.once(async () => await link.database.command(command));
}

/** A server without access control names no users; one that cannot tell is not asked further. */
async function checkRights(link: MongoLink): Promise<void> {
  let rights: Rights;
  try {
    rights = (await link.database.command({ connectionStatus: 1, showPrivileges: true })) as Rights;
  } catch (error) {
    if (serverCodeOf(error) === UNKNOWN_COMMAND) return;
    throw mongoFault(error, link.address);
  }
  const { authenticatedUsers, authenticatedUserPrivileges = [] } = rights.authInfo;
  const [user] = authenticatedUsers;
  if (!user) return;
  const database = link.database.databaseName;
  const held = new Set(
    authenticatedUserPrivileges
      .filter(({ resource }) => isAbout(resource, database))
      .flatMap(({ actions }) => [...actions]),
  );
  const missing = NEEDED.filter(action => !held.has(action));
  if (missing.length === 0) return;
  throw new Fault(
    'store-not-allowed',
    `${link.address}: ${user.user} may not ${missing.join(', ')}; ` +
      `db.grantRolesToUser('${user.user}', [{ role: 'readWrite', db: '${database}' }])`,
  );
}

function isAbout({ anyResource, db, collection }: Privilege['resource'], database: string): boolean {
  return anyResource === true || ((db === database || db === '') && collection === '');
}
