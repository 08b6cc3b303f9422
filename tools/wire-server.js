/**
 * `node tools/wire-server.js COMMAND …` runs a command with MONGODB_TEST_URI set to a server that speaks MongoDB's protocol, on
 * a free loopback port, and stops the server afterwards. The server is fetched by Maven on first use and kept in the cache
 * folder (XDG_CACHE_HOME, or ~/.cache). A Java development kit, 17 or newer, must be installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SOURCE = path.join(path.dirname(fileURLToPath(import.meta.url)), 'wire-server');

/** Fetches the libraries and compiles the launcher, once; a folder of another version has another name. */
function readyFolder() {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', 'WireServer.java']) hash.update(readFileSync(path.join(SOURCE, file)));
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'qunliban');
  const folder = path.join(cache, `wire-server-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(`${folder}-`);
  try {
    cpSync(SOURCE, making, { recursive: true });
    run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], making);
    run('javac', ['-cp', 'lib/*', '-d', 'classes', 'WireServer.java'], making);
    // Appears whole, so that two who begin at the same time do not disturb each other.
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

function run(command, args, cwd) {
  const { status, error, stdout } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status === 0) return;
  const why = error ? `${error.message}; is it installed?` : `it ended with ${status}\n${stdout}`;
  throw new Error(`${command} failed: ${why}`);
}

async function withServer(use) {
  const folder = readyFolder();
  const classPath = [path.join(folder, 'classes'), path.join(folder, 'lib', '*')].join(path.delimiter);
  const server = spawn('java', ['-XX:+UseSerialGC', '-Xmx1g', '-cp', classPath, 'WireServer'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise((_, reject) => {
    server.once('error', reject);
    server.once('exit', code => reject(new Error(`the server ended with ${code}`)));
  });
  const announced = new Promise(resolve => createInterface(server.stdout).once('line', resolve));
  try {
    return await use(await Promise.race([announced, gone]));
  } finally {
    gone.catch(() => {});
    server.stdin.end();
  }
}

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  process.stderr.write('usage: node tools/wire-server.js COMMAND …\n');
  process.exit(2);
}
process.exitCode = await withServer(
  async uri =>
    await new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        stdio: 'inherit',
        // Its order of texts is Java's: see docs/databases.md.
        env: { ...process.env, MONGODB_TEST_URI: uri, MONGODB_TEST_TEXTS: 'utf-16' },
      });
      child.once('error', reject);
      child.once('exit', code => resolve(code ?? 1));
    }),
);
