import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Conversation } from '../../../src/chat/chat-gateway.js';
import type { LocalDraft } from '../../../src/chat/local-draft.js';
import type { LocalWorldPlan } from '../../../src/chat/local-world.js';
import type { OddMessage } from './host-puppet.js';

/** How a puppet service is started. */
export interface HostPlan {
  readonly port: number;
  readonly token: string;
  readonly tls: { readonly disable?: boolean; readonly serverCert?: string; readonly serverKey?: string };
  readonly world?: LocalWorldPlan;
  /** Without it the account is logged in at once. */
  readonly logsIn?: boolean;
}

/** What a puppet service can be told to let happen. */
export type HostOrder =
  | {
      readonly do: 'post';
      readonly draft: Omit<LocalDraft, 'photo'> & { readonly photoBase64?: string };
    }
  | {
      readonly do: 'burst';
      readonly word: string;
      readonly count: number;
      readonly roomIds: readonly string[];
      readonly fromIds: readonly string[];
    }
  | { readonly do: 'odd'; readonly message: OddMessage }
  | { readonly do: 'recall'; readonly messageId: string; readonly byId: string }
  | {
      readonly do: 'join' | 'leave';
      readonly roomId: string;
      readonly contactIds: readonly string[];
      readonly byId: string;
    }
  | { readonly do: 'topic'; readonly roomId: string; readonly topic: string; readonly byId: string }
  /** Without telling anybody. */
  | { readonly do: 'rename'; readonly contactId: string; readonly name: string }
  | { readonly do: 'rename-room'; readonly roomId: string; readonly topic: string }
  | { readonly do: 'emit'; readonly event: string; readonly payload: unknown }
  | { readonly do: 'deaf'; readonly isDeaf: boolean }
  /** The service goes away and comes back, the account behind it lives on. */
  | { readonly do: 'unserve' | 'serve' }
  /** From now on the account waits for somebody to scan a code. */
  | { readonly do: 'sleepy' }
  | { readonly do: 'log-in' }
  | { readonly do: 'log-out' }
  | { readonly do: 'state' }
  | { readonly do: 'said'; readonly conversation: Conversation }
  /** Answers with what the bot says there, once that holds the word. */
  | { readonly do: 'hear'; readonly conversation: Conversation; readonly word: string };

/** What the bot said, as the hosted network has it. */
export interface Said {
  readonly id: string;
  readonly text?: string;
  readonly mentionIds: readonly string[];
  readonly sha256?: string;
}

/** A puppet service in a process of its own. */
export interface Host {
  readonly plan: HostPlan;
  tell(order: HostOrder): Promise<unknown>;
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  /** The process stands still (or goes on): its connections stay open, and nobody answers. */
  freeze(isFrozen: boolean): void;
}

const running = new Set<ChildProcess>();

/** Ends every puppet service that a test has left. */
export function killHosts(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Starts a puppet service with TLS and the library's own certificate, unless the plan says otherwise. */
export async function startHost(given: Partial<HostPlan> = {}): Promise<Host> {
  const plan: HostPlan = {
    port: given.port ?? (await freePort()),
    token: 'insecure_0123456789abcdef',
    tls: { disable: false },
    ...given,
  };
  const program = path.join(import.meta.dirname, 'puppet-host.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(plan)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(() => void running.delete(child));
  const waiting = new Map<number, (answer: { value?: unknown; error?: string }) => void>();
  let orders = 0;
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', line => {
      const said = JSON.parse(line) as { ready?: true; n?: number; value?: unknown; error?: string };
      if (said.ready) resolve();
      else waiting.get(said.n ?? 0)?.(said);
    });
    void ended.then(() => reject(new Error('the puppet service ended before it was ready')));
  });
  return {
    plan,
    async tell(order) {
      orders += 1;
      const n = orders;
      const answered = new Promise<{ value?: unknown; error?: string }>(resolve => waiting.set(n, resolve));
      child.stdin.write(`${JSON.stringify({ n, order })}\n`);
      const { value, error } = await answered;
      if (error !== undefined) throw new Error(error);
      return value;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    freeze: isFrozen => void child.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT'),
  };
}
