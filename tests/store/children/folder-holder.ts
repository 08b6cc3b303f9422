/** Claims a data folder and holds it until it is told something or killed. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { claimDataFolder } from '../../../src/store/data-folder.js';

const [folder = ''] = process.argv.slice(2);
const claim = await claimDataFolder(folder);
writeSync(1, 'held\n');
await once(process.stdin, 'data');
await claim.release();
writeSync(1, 'released\n');
await once(process.stdin, 'data');
process.stdin.destroy();
