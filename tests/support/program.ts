import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testDatabase, type Piece, type TestDatabase } from './test-database.js';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Only ends what hangs; how fast it starts is measured by the bench. */
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 60_000;

/** Loaded before the program: it ends when the test that started it is gone, however that came about. */
const DIES_WITH_ITS_TEST = `data:text/javascript,${encodeURIComponent(
  "process.stdin.on('close', () => process.exit(1)).on('error', () => {}).resume().unref();",
)}`;

/** How the program is started. */
export interface ProgramPlan {
  /** When the local chat's clock begins, in China's time: `2026-11-23T08:30`. */
  readonly begins?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/**
 * The built program (dist/) as a child process with a data folder of its own, which outlives kills and restarts. Where tests
 * have a MongoDB server (test-database.ts) it keeps everything in a database of its own there instead.
 */
export class Program {
  readonly stderr: string[] = [];
  readonly #database: TestDatabase | undefined = testDatabase();
  #child: ChildProcess | undefined;
  #url = '';

  private constructor(
    readonly dataDir: string,
    private readonly plan: ProgramPlan,
  ) {}

  /** Starts on a free port with an empty data folder; resolves when it takes messages. */
  static async start(plan: ProgramPlan = {}): Promise<Program> {
    const program = new Program(await mkdtemp(path.join(tmpdir(), 'qunliban-test-')), plan);
    try {
      await program.#begin();
    } catch (error) {
      await program.#forget();
      throw error;
    }
    return program;
  }

  /** Where it listens now; another port after every restart. */
  get url(): string {
    return this.#url;
  }

  /** Ends it as a power cut would. */
  async kill9(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  /** Starts it again on the same folder. */
  async restart(): Promise<void> {
    await this.#begin();
  }

  /** Ends it in good order and removes its folder. Throws when it does not end with 0; harmless when it runs no more. */
  async stop(): Promise<void> {
    const code = await this.#end('SIGTERM');
    await this.#forget();
    if (code !== 0 && code !== undefined)
      throw new Error(`the program ended with ${code}\n${this.#lastWords()}`);
  }

  /** Everything it keeps: the files of its folder, the log of SQLite included, and what is in its database. */
  async kept(): Promise<readonly Piece[]> {
    const pieces: Piece[] = [...((await this.#database?.pieces()) ?? [])];
    for (const entry of await readdir(this.dataDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      pieces.push({ name: entry.name, bytes: await readFile(path.join(entry.parentPath, entry.name)) });
    }
    return pieces;
  }

  /** What it logged as an error or worse. */
  get errors(): readonly string[] {
    return this.stderr
      .join('')
      .split('\n')
      .filter(line => /"level":[56]0/.test(line) || (line !== '' && !line.startsWith('{')));
  }

  async #begin(): Promise<void> {
    const { begins, environment = {}, args = [] } = this.plan;
    const child = spawn(process.execPath, ['--import', DIES_WITH_ITS_TEST, 'dist/main.js', ...args], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'warn',
        ...(this.#database === undefined ? {} : { MONGODB_URI: this.#database.uri }),
        ...(begins === undefined ? {} : { LOCAL_CLOCK_START: begins }),
        ...environment,
      },
    });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => this.stderr.push(chunk.toString()));
    try {
      this.#url = await announcedUrl(child);
      await this.#untilHealthy(child);
    } catch (cause) {
      await this.#end('SIGKILL');
      throw new Error(`the program did not start\n${this.#lastWords()}`, { cause });
    }
  }

  async #untilHealthy(child: ChildProcess): Promise<void> {
    const until = Date.now() + START_WITHIN_MS;
    while (Date.now() < until && child.exitCode === null) {
      const { status } = await fetch(`${this.#url}/healthz`);
      if (status === 200) return;
      await pause(20);
    }
    throw new Error('it never became healthy');
  }

  /** @returns its exit code; undefined when a signal ended it or it did not run */
  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | undefined> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return undefined;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? undefined;
    const ended = once(child, 'exit');
    child.kill(signal);
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    const [code] = (await ended) as [number | null];
    clearTimeout(impatience);
    return code ?? (signal === 'SIGTERM' ? 137 : undefined);
  }

  async #forget(): Promise<void> {
    await rm(this.dataDir, { recursive: true, force: true });
    await this.#database?.drop();
  }

  #lastWords(): string {
    return this.stderr.join('').slice(-2_000);
  }
}

/** The address in the line with which the program says that it is ready. */
async function announcedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const impatience = setTimeout(() => reject(new Error('it said nothing')), START_WITHIN_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /http:\/\/localhost:(\d+)/.exec(said);
      if (!url) return;
      clearTimeout(impatience);
      resolve(`http://127.0.0.1:${url[1]}`);
    });
    child.once('error', reject);
    child.once('exit', code => {
      clearTimeout(impatience);
      reject(new Error(`it ended with ${code}`));
    });
  });
}
