import { createServer } from 'node:net';
import { reasonOf } from './base/fault.js';
import { secretFrom, withSecrets } from './base/secret-from-file.js';
import { readConfiguration } from './configuration.js';
import { openStoreBeside, usableFolder } from './open-store.js';
import { readSettings, type Settings } from './settings.js';
import { claimDataFolder } from './store/data-folder.js';

/** One thing that was looked at: fine, or what is wrong and how to mend it. */
export interface Finding {
  readonly about: string;
  readonly isFine: boolean;
  readonly says: string;
}

/** Looks at everything a start depends on and names what is wrong, without starting. */
export async function examine(given: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let settings: Settings | undefined;
  let environment = given;
  await look(findings, 'environment', () => {
    environment = withSecrets(given);
    settings = readSettings(environment, []);
    const roles = [...settings.roles].join(', ');
    return Promise.resolve(
      `${roles}; puppet ${settings.puppet}, port ${settings.port}, data in ${settings.dataDir}`,
    );
  });
  if (!settings) return findings;
  const { configDir, port, host } = settings;
  const known = settings;
  await look(findings, 'configuration', () => {
    const { catalogue } = readConfiguration(configDir);
    const items = catalogue.categories.reduce((sum, category) => sum + category.items.length, 0);
    return Promise.resolve(`${catalogue.categories.length} categories, ${items} items`);
  });
  await look(findings, 'operator tokens', () => operatorTokens(configDir, given));
  await look(findings, 'model', async () => {
    const { loadUnderstanding } = await import('./classify/understand.js');
    const understand = loadUnderstanding(`${configDir}/understanding/model.bin`);
    const { kind } = understand('3栋电梯坏了，老人下不来');
    if (kind !== 'report')
      throw new Error('the model does not understand a plain report; run: npm run train');
    return 'understands a plain report';
  });
  await look(findings, 'data folder', () => dataFolder(known));
  await look(findings, 'database', () => database(known));
  await look(findings, 'port', () => portIsFree(port, host));
  await look(findings, 'language model', () => languageModel(environment));
  await look(findings, 'chat network', () => chatNetwork(known));
  return findings;
}

async function look(findings: Finding[], about: string, at: () => Promise<string>): Promise<void> {
  try {
    findings.push({ about, isFine: true, says: await at() });
  } catch (error) {
    findings.push({ about, isFine: false, says: reasonOf(error) });
  }
}

/** With MongoDB several processes may share the folder, which then holds little; only a bot keeps its session there. */
async function dataFolder({ dataDir, mongoUri, puppet, roles }: Settings): Promise<string> {
  const hasSession = roles.has('bot') && puppet !== 'local';
  if (mongoUri !== undefined && !hasSession) {
    await usableFolder(dataDir);
    return `${dataDir} can be written`;
  }
  const claim = await claimDataFolder(dataDir);
  await claim.release();
  return `${dataDir} can be written and nobody else uses it`;
}

async function database(settings: Settings): Promise<string> {
  if (settings.mongoUri !== undefined) {
    const { checkMongo } = await import('./store/mongo-checkup.js');
    return await checkMongo(settings.mongoUri);
  }
  const opened = await openStoreBeside(settings);
  await opened?.close();
  return opened
    ? 'SQLite, and the store can be read'
    : 'SQLite, made at the first start; set MONGODB_URI to use MongoDB (docs/databases.md)';
}

async function portIsFree(port: number, host: string): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new Error(`${error.message}; set PORT to another port`)));
    server.listen(port, host, resolve);
  });
  await new Promise(resolve => server.close(resolve));
  return `${port} is free`;
}

/** Nobody needs to push tasks by program; who wants to needs a token that is written as it should be. */
async function operatorTokens(configDir: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const { readOperatorTokens } = await import('./api/operator-tokens.js');
  const { operatorTokensFrom: variable } = readConfiguration(configDir).tasks;
  const mend = `set ${variable}=name:token, with a token of 16 characters or more (docs/tasks.md)`;
  try {
    const { owners } = readOperatorTokens(secretFrom(environment, variable), variable);
    return owners.length === 0
      ? `${variable} is not set, POST /api/v1/tasks answers nobody; to let programs push tasks ${mend}`
      : `${variable} is set for ${owners.join(', ')}`;
  } catch (error) {
    throw new Error(`${reasonOf(error)}; ${mend}`, { cause: error });
  }
}

async function languageModel(environment: NodeJS.ProcessEnv): Promise<string> {
  const { readLlmSettings } = await import('./llm/llm-settings.js');
  const { readPrompts } = await import('./llm/prompt-file.js');
  const { checkLlm } = await import('./llm/check-llm.js');
  const { PROMPTS } = await import('./open-model.js');
  readPrompts(PROMPTS);
  return checkLlm(readLlmSettings(environment));
}

/** Token, network, encryption and login are told apart by asking the service, which a running bot does not notice. */
async function chatNetwork({ puppet, service, roles }: Settings): Promise<string> {
  if (!roles.has('bot')) return 'this process is on none (ROLES)';
  if (puppet === 'local') return 'the built-in local chat needs nothing';
  if (service) {
    const { probeService } = await import('./chat/service-probe.js');
    const { NetworkFault } = await import('./chat/network-fault.js');
    const found = await probeService(service);
    if (!found.isFine) throw new NetworkFault(found.trouble, found.says);
    return `${found.says}; whether the account is logged in shows at the start`;
  }
  const { openPuppet } = await import('./chat/open-puppet.js');
  await openPuppet(puppet, {});
  return `${puppet} is installed; whether it can log in shows at the start`;
}

/** The findings as lines for a terminal. */
export function report(findings: readonly Finding[]): string {
  return findings.map(({ about, isFine, says }) => `${isFine ? '✓' : '✗'} ${about}: ${says}`).join('\n');
}
