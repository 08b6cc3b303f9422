import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll } from '@jest/globals';

/** A real process that runs one of the programs in this folder. */
export interface Child {
  readonly pid: number;
  /** Every line it has said so far. */
  readonly lines: readonly string[];
  /** Resolves when it has said so many lines. */
  said(lines: number): Promise<void>;
  tell(line: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code (null when killed) once it has ended and everything it said has been read. */
  readonly ended: Promise<number | null>;
}

const started: ChildProcess[] = [];

// A test that failed half-way leaves no process behind.
afterAll(() => {
  for (const running of started) running.kill('SIGKILL');
});

/** Starts `<name>.ts` of this folder. What it writes to stderr is shown. */
export function startChild(name: string, ...args: string[]): Child {
  const program = path.join(import.meta.dirname, `${name}.ts`);
  const running = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  started.push(running);
  const lines: string[] = [];
  const reader = createInterface(running.stdout);
  reader.on('line', line => lines.push(line));
  const ended = once(running, 'close').then(([code]) => code as number | null);
  return {
    pid: running.pid ?? 0,
    lines,
    async said(count) {
      while (lines.length < count) {
        const more = await Promise.race([once(reader, 'line').then(() => true), ended.then(() => false)]);
        if (!more && lines.length < count) throw new Error(`${name} ended after: ${lines.join(' / ')}`);
      }
    },
    tell: line => running.stdin.write(`${line}\n`),
    kill: signal => running.kill(signal),
    ended,
  };
}
