import type { Figure } from './figure.js';
import { loopFigures } from './loop.js';
import { openingFigures } from './opening.js';
import { growthFigures, similarFigures, tickFigures } from './scale.js';
import { startFigures } from './start.js';
import { tidyUp } from './bench-house.js';
import { understandingFigures } from './understanding.js';

const benches: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  understanding: understandingFigures,
  loop: loopFigures,
  opening: openingFigures,
  similar: similarFigures,
  tick: tickFigures,
  start: startFigures,
  growth: growthFigures,
};

/** `npm run bench [-- NAME …]`: one JSON line for each figure. */
const asked = process.argv.slice(2);
const unknown = asked.filter(name => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}\n`,
  );
  process.exitCode = 2;
} else {
  tidyUp();
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    for (const figure of await bench())
      process.stdout.write(`${JSON.stringify({ bench: name, ...figure })}\n`);
  }
  tidyUp();
}
