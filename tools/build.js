/**
 * Bundles src/ and the libraries it needs at the start into dist/ when something is newer than the last build: Wechaty comes
 * in 1,600 files, and finding them one by one is most of the time of a start. Types are checked by tools/check.js. Silent
 * unless it fails.
 */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'dist/.built');

/** What is started by its name. All lie beside the parts, so that paths relative to a module mean the same in each of them. */
const programs = [
  { in: 'src/main.ts', out: 'main' },
  { in: 'src/cli.ts', out: 'cli' },
  { in: 'src/classify/judge-training.ts', out: 'judge-training' },
];

/** Libraries that stay in node_modules, being native or looking for files of their own beside them. */
const withFiles = [
  'libsql',
  'sharp',
  'silk-wasm',
  'flash-store',
  '@grpc/grpc-js',
  'wechaty-grpc',
  'google-protobuf',
];
/** … being large, and loaded by those who need them only. */
const large = ['mongoose', 'exceljs', 'openai'];
/** Stores of Wechaty's memory card that are not installed. */
const absent = ['aws-sdk', 'esdk-obs-nodejs', 'etcd3'];

/** Libraries written for `require` find it, and where they are, in the modules they end up in. */
const requireInModules = [
  `import { createRequire as createRequireOfPart } from 'node:module';`,
  `import { dirname as dirnameOfPart } from 'node:path';`,
  `import { fileURLToPath as fileOfPart } from 'node:url';`,
  `const require = createRequireOfPart(import.meta.url);`,
  `const __filename = fileOfPart(import.meta.url);`,
  `const __dirname = dirnameOfPart(__filename);`,
].join(' ');

/** Wechaty's client for its own cloud, which nobody here calls, would bring the whole gRPC service into every start. */
const withoutCloudClient = {
  name: 'without-cloud-client',
  setup(building) {
    let isMet = false;
    building.onLoad({ filter: /[\\/]wechaty[\\/]dist[\\/]esm[\\/]src[\\/]io-client\.js$/ }, () => {
      isMet = true;
      return { contents: 'export class IoClient {}' };
    });
    building.onEnd(() => {
      if (!isMet) throw new Error('wechaty has no io-client.js any more: see tools/build.js');
    });
  },
};

/** The newest change under a folder, in milliseconds; a removed file shows in its folder's own time. */
function newestChange(folder) {
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestChange(full) : statSync(full).mtimeMs);
  }
  return newest;
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  const files = ['package-lock.json', 'tools/build.js'].map(file => statSync(path.join(root, file)).mtimeMs);
  return statSync(stamp).mtimeMs > Math.max(newestChange(path.join(root, 'src')), ...files);
}

export async function buildIfStale() {
  if (isFresh()) return;
  // Needed for building alone; where the program only runs, it is not installed.
  const { build } = await import('esbuild');
  // What was built before stays: a program that runs may still want parts of it, whose names tell them from the new ones.
  rmSync(stamp, { force: true });
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    banner: { js: requireInModules },
    external: [...withFiles, ...large, ...absent],
    plugins: [withoutCloudClient],
    logLevel: 'warning',
  });
  writeFileSync(stamp, '');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildIfStale();
