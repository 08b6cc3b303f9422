import { readFileSync } from 'node:fs';
import { Fault, reasonOf } from './fault.js';

/** What may stand in a file whose path is in `NAME_FILE`, instead of in the environment: secrets, and certificates. */
const MAY_BE_FILES = [
  'MONGODB_URI',
  'OPENAI_API_KEY',
  'OPERATOR_TOKENS',
  'WECHATY_PUPPET_SERVICE_TOKEN',
  'WECHATY_PUPPET_SERVICE_TLS_CA_CERT',
] as const;

/**
 * The value of a variable, or what stands in the file that `NAME_FILE` names, without white space around it; undefined when
 * neither is given. Both at once, a file that cannot be read and an empty one are a Fault `secret-faulty` that names the
 * variable and shows nothing of the secret.
 */
export function secretFrom(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = environment[name];
  const file = environment[`${name}_FILE`];
  if (!file) return value === '' ? undefined : value;
  if (value) throw new Fault('secret-faulty', `${name} and ${name}_FILE are both set; keep one of them.`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Fault('secret-faulty', `${name}_FILE cannot be read: ${reasonOf(cause)}`, { cause });
  }
  if (text === '') throw new Fault('secret-faulty', `${name}_FILE names an empty file: ${file}`);
  return text;
}

/**
 * The environment with every secret in its place, whether it was given by value or by file. A variable with another name
 * (the operators' tokens may have one) is read with `secretFrom`.
 */
export function withSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const found = MAY_BE_FILES.flatMap(name => {
    const secret = secretFrom(environment, name);
    return secret === undefined ? [] : [[name, secret] as const];
  });
  return { ...environment, ...Object.fromEntries(found) };
}
