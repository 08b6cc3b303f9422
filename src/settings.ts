import path from 'node:path';
import { z } from 'zod';
import { MINUTE } from './base/clock.js';
import { Fault } from './base/fault.js';
import { processRoles, type ProcessRole } from './base/process-role.js';
import type { Patience } from './chat/patience.js';
import { readServiceSettings, type ServiceSettings, type SettingIssue } from './chat/service-settings.js';

const settingsShape = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  CONFIG_DIR: z.string().min(1).default('config'),
  MONGODB_URI: z.string().optional(),
  ROLES: z
    .string()
    .default(processRoles.join(','))
    .transform(text => text.split(',').map(role => role.trim()))
    .pipe(z.array(z.enum(processRoles, { message: `write one or several of ${processRoles.join(',')}` }))),
  WECHATY_PUPPET: z.string().min(1).default('local'),
  CHAT_SILENT_MINUTES: z.coerce.number().min(0.5).max(1_440).default(3),
  CHAT_RESTARTS: z.coerce.number().int().min(1).max(100_000).default(60),
  CHAT_ACCEPT_FRIENDS: z.enum(['yes', 'no']).default('yes'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LLM_USE: z.enum(['doubt', 'always']).default('doubt'),
  LOCAL_FAULTS: z.enum(['yes', 'no']).default('no'),
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
  /** The MongoDB database that keeps everything; without it SQLite does, in the data folder. Holds a password: never show it. */
  readonly mongoUri?: string;
  /** What this process does; everything, unless several share the work. */
  readonly roles: ReadonlySet<ProcessRole>;
  /** `local` is the built-in local chat; anything else the name of a Wechaty puppet's package. */
  readonly puppet: string;
  /** Where the puppet service is, when that is the puppet. */
  readonly service?: ServiceSettings;
  /** When a silent chat network counts as dead, and after how many failed starts the process ends. */
  readonly patience: Pick<Patience, 'silentMs' | 'restarts'>;
  /** Whether who wants to be a contact of the bot is accepted. */
  readonly acceptsFriends: boolean;
  readonly logLevel: string;
  /** When a configured language model is asked: only in doubt, or about every report that is no emergency. */
  readonly llmUse: 'doubt' | 'always';
  /** When the moved clock of an empty local chat begins, in China's time unless it says otherwise. */
  readonly localClockStart?: string;
  /** The local chat can be made to fail as real networks do, for tests. */
  readonly localFaults?: true;
  /** Start with an empty store instead of the demo community. */
  readonly isEmpty: boolean;
}

/** Reads the environment and the arguments; a value that is not allowed is a Fault that names it. */
export function readSettings(environment: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const checked = settingsShape.safeParse(given);
  if (!checked.success) {
    throw faulty(checked.error.issues.map(({ path, message }) => ({ variable: path.join('.'), message })));
  }
  const unknown = args.filter(argument => argument !== '--empty');
  if (unknown.length > 0)
    throw new Fault('argument-unknown', `Unknown argument ${unknown.join(' ')}; allowed: --empty`);
  const { data } = checked;
  const roles = new Set(data.ROLES);
  const misplaced = misplacedRoles(roles, data);
  if (misplaced !== undefined) throw faulty([{ variable: 'ROLES', message: misplaced }]);
  const isService = data.WECHATY_PUPPET === 'wechaty-puppet-service' && roles.has('bot');
  const service = isService ? readServiceSettings(given) : undefined;
  if (service && 'issues' in service) throw faulty(service.issues);
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: path.resolve(data.DATA_DIR),
    configDir: path.resolve(data.CONFIG_DIR),
    roles,
    puppet: data.WECHATY_PUPPET,
    ...(service ? { service: service.settings } : {}),
    patience: { silentMs: data.CHAT_SILENT_MINUTES * MINUTE, restarts: data.CHAT_RESTARTS },
    acceptsFriends: data.CHAT_ACCEPT_FRIENDS === 'yes',
    logLevel: data.LOG_LEVEL,
    llmUse: data.LLM_USE,
    isEmpty: args.includes('--empty'),
    ...(data.LOCAL_FAULTS === 'yes' ? { localFaults: true as const } : {}),
    ...(data.MONGODB_URI === undefined ? {} : { mongoUri: data.MONGODB_URI }),
    ...(data.LOCAL_CLOCK_START === undefined ? {} : { localClockStart: data.LOCAL_CLOCK_START }),
  };
}

/** Why these roles cannot be; undefined when they can. */
function misplacedRoles(
  roles: ReadonlySet<ProcessRole>,
  { MONGODB_URI: uri, WECHATY_PUPPET: puppet }: { MONGODB_URI?: string | undefined; WECHATY_PUPPET: string },
): string | undefined {
  if (roles.size === processRoles.length) return undefined;
  if (uri === undefined)
    return 'several processes need one database: set MONGODB_URI, or leave ROLES out and let one process do everything';
  if (puppet === 'local')
    return 'the built-in local chat lives in one process: leave ROLES out, or set WECHATY_PUPPET to the network, in every process';
  return undefined;
}

function faulty(issues: readonly SettingIssue[]): Fault {
  const faults = issues.map(({ variable, message }) => `  ${variable}: ${message}`);
  return new Fault(
    'environment-faulty',
    `The environment has faults; mend them and start again.\n${faults.join('\n')}`,
  );
}
