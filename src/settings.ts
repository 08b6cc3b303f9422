import path from 'node:path';
import { z } from 'zod';
import { Fault } from './base/fault.js';

const settingsShape = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  CONFIG_DIR: z.string().min(1).default('config'),
  WECHATY_PUPPET: z.string().min(1).default('local'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LLM_USE: z.enum(['doubt', 'always']).default('doubt'),
  LOCAL_CLOCK_START: z.iso
    .datetime({ local: true, offset: true, message: 'write it like 2026-11-23T08:00' })
    .optional(),
});

/** What the environment says. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly configDir: string;
  /** `local` is the built-in local chat; anything else the name of a Wechaty puppet's package. */
  readonly puppet: string;
  readonly logLevel: string;
  /** When a configured language model is asked: only in doubt, or about every report that is no emergency. */
  readonly llmUse: 'doubt' | 'always';
  /** When the moved clock of an empty local chat begins, in China's time unless it says otherwise. */
  readonly localClockStart?: string;
  /** Start with an empty store instead of the demo community. */
  readonly isEmpty: boolean;
}

/** Reads the environment and the arguments; a value that is not allowed is a Fault that names it. */
export function readSettings(environment: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const checked = settingsShape.safeParse(given);
  if (!checked.success) {
    const faults = checked.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Fault(
      'environment-faulty',
      `The environment has faults; mend them and start again.\n${faults.join('\n')}`,
    );
  }
  const unknown = args.filter(argument => argument !== '--empty');
  if (unknown.length > 0)
    throw new Fault('argument-unknown', `Unknown argument ${unknown.join(' ')}; allowed: --empty`);
  const { data } = checked;
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: path.resolve(data.DATA_DIR),
    configDir: path.resolve(data.CONFIG_DIR),
    puppet: data.WECHATY_PUPPET,
    logLevel: data.LOG_LEVEL,
    llmUse: data.LLM_USE,
    isEmpty: args.includes('--empty'),
    ...(data.LOCAL_CLOCK_START === undefined ? {} : { localClockStart: data.LOCAL_CLOCK_START }),
  };
}
