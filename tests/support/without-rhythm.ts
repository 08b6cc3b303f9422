import { cpSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { configFolder } from './demo.js';

/**
 * The configuration as it is shipped, but nobody is reminded at set times: for conversations about one matter, where every
 * message is counted. What is said as a ticket's time runs out stays.
 */
export function withoutRhythm(): Readonly<Record<string, string>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'qunliban-config-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(configFolder, folder, { recursive: true, filter: source => path.basename(source) !== 'examples' });
  const file = path.join(folder, 'reminders.yaml');
  const reminders = parseDocument(readFileSync(file, 'utf8'));
  reminders.set('rules', []);
  writeFileSync(file, reminders.toString());
  return { CONFIG_DIR: folder };
}
