/* Run by mongosh, once and again: makes the replica set and the program's user, or leaves them as they are. */
const { readFileSync } = require('node:fs');

const SET = 'rs0';
const MEMBER = 'mongo:27017';
const MOST_WAITS = 120;

const secret = name => readFileSync(`/run/secrets/${name}`, 'utf8').trim();

// User, password and database are said once: in the URI that the program reads.
const uri = /^mongodb:\/\/([^:@/]+):([^@/]+)@[^/]+\/([^?]+)/.exec(secret('mongodb_uri'));
if (!uri) throw new Error('secrets/mongodb_uri must be like mongodb://USER:PASSWORD@mongo:27017/DATABASE?…');
const [user, password, database] = uri.slice(1).map(decodeURIComponent);

const root = encodeURIComponent(secret('mongo_root_password'));
const connection = new Mongo(`mongodb://root:${root}@${MEMBER}/admin?directConnection=true`);
const admin = connection.getDB('admin');

/** Code 94 is what a server says that belongs to no set yet. */
function isInSet() {
  try {
    return admin.runCommand({ replSetGetStatus: 1 }).ok === 1;
  } catch (error) {
    if (error.code === 94) return false;
    throw error;
  }
}

if (!isInSet()) {
  admin.runCommand({ replSetInitiate: { _id: SET, members: [{ _id: 0, host: MEMBER }] } });
}
for (let waits = 0; !admin.runCommand({ hello: 1 }).isWritablePrimary; waits += 1) {
  if (waits === MOST_WAITS)
    throw new Error('the replica set has no primary; see the log of the service mongo');
  sleep(500);
}

const roles = [{ role: 'readWrite', db: database }];
const known = admin.runCommand({ usersInfo: user }).users.length > 0;
admin.runCommand({ [known ? 'updateUser' : 'createUser']: user, pwd: password, roles });
print(`the replica set ${SET} is up, ${user} may use ${database}`);
