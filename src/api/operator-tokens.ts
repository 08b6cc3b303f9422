import { createHash, timingSafeEqual } from 'node:crypto';
import { Fault } from '../base/fault.js';

/** Shorter ones can be guessed. */
const FEWEST_CHARACTERS = 16;
const HASHED = /^sha256\$([0-9a-f]{64})$/iu;

/** Who may use the interface for programs, by their token. */
export interface OperatorTokens {
  /** Everybody who has a token, as named beside it, each once. */
  readonly owners: readonly string[];
  /** Whose token it is: a person's or a unit's name; undefined when nobody has it. Takes the same time for every token. */
  ownerOf(token: string): string | undefined;
}

/**
 * Reads tokens as the environment holds them: `o-meng:token,GUIHUA:sha256$…`, separated by commas or spaces. A name is a
 * person's id or name, or a unit's id or code; `sha256$` is followed by the token's SHA-256 in hexadecimal digits. Nothing
 * given: nobody may. What is wrong is a Fault `operator-tokens-faulty` that shows no token.
 */
export function readOperatorTokens(given: string | undefined, variable: string): OperatorTokens {
  const entries = (given ?? '').split(/[\s,;]+/u).filter(entry => entry !== '');
  const faults: string[] = [];
  const known: { readonly owner: string; readonly digest: Buffer }[] = [];
  for (const [at, entry] of entries.entries()) {
    const read = entryOf(entry);
    if ('fault' in read) faults.push(`${variable}, entry ${at + 1}: ${read.fault}`);
    else if (known.some(other => other.digest.equals(read.digest)))
      faults.push(`${variable}, entry ${at + 1}: the same token stands twice`);
    else known.push(read);
  }
  if (faults.length > 0) throw new Fault('operator-tokens-faulty', faults.join('\n'));
  return {
    owners: [...new Set(known.map(({ owner }) => owner))],
    ownerOf(token) {
      const digest = digestOf(token);
      // Every one is compared, so that the time taken tells nothing.
      let owner: string | undefined;
      for (const one of known) if (timingSafeEqual(one.digest, digest)) ({ owner } = one);
      return owner;
    },
  };
}

function entryOf(entry: string): { owner: string; digest: Buffer } | { fault: string } {
  const colon = entry.indexOf(':');
  const owner = entry.slice(0, Math.max(0, colon));
  const token = entry.slice(colon + 1);
  if (owner === '') return { fault: 'write it like name:token' };
  const hashed = HASHED.exec(token)?.[1];
  if (hashed !== undefined) return { owner, digest: Buffer.from(hashed, 'hex') };
  if (token.startsWith('sha256$')) return { fault: 'sha256$ is followed by 64 hexadecimal digits' };
  if (token.length < FEWEST_CHARACTERS)
    return { fault: `a token has ${FEWEST_CHARACTERS} characters at least` };
  return { owner, digest: digestOf(token) };
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
