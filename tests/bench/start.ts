import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { benchFolder } from './bench-house.js';
import { beside, rounded, type Figure } from './figure.js';
import { stockOf } from './stock.js';
import { buildings, writeTownConfig } from './town.js';

const MANY = 100_000;
const STARTS = 3;
const ANSWER_WITHIN_MS = 60_000;

/** The real program as a process of its own: from its start until the bot has answered somebody, and its memory then. */
export async function startFigures(): Promise<Figure[]> {
  const config = writeTownConfig(benchFolder('config'));
  const empty: Started[] = [];
  const full: Started[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    empty.push(await startIn(benchFolder('empty'), config));
    full.push(await startIn(await stockOf(MANY), config));
  }
  const best = (starts: readonly Started[], of: keyof Started): number =>
    rounded(Math.min(...starts.map(started => started[of])));
  const work = `start to the first answer, ${MANY} tickets`;
  const figure: Figure = { work, value: best(full, 'seconds'), unit: 's', atMost: 4 };
  return [
    beside(figure, 'the same program, no ticket', best(empty, 'seconds')),
    {
      work: `processor time of that start, ${MANY} tickets`,
      value: best(full, 'processorSeconds'),
      unit: 's',
    },
    {
      work: `memory (RSS, the most since the start), ${MANY} tickets`,
      value: Math.max(...full.map(({ megabytes }) => megabytes)),
      unit: 'MB',
      atMost: 350,
    },
  ];
}

interface Started {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
}

async function startIn(dataDir: string, configDir: string): Promise<Started> {
  const from = performance.now();
  const child = spawn(process.execPath, ['dist/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dataDir,
      CONFIG_DIR: configDir,
      LOG_LEVEL: 'error',
      LOCAL_CLOCK_START: '2026-11-25T10:30',
    },
  });
  try {
    await firstAnswer(await addressOf(child));
    const seconds = (performance.now() - from) / 1_000;
    return { seconds, ...usedBy(child) };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(dataDir, { recursive: true });
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const port = /localhost:(\d+)/.exec(said)?.[1];
    if (port !== undefined) return `http://127.0.0.1:${port}/local-chat/api`;
  }
  throw new Error('the program ended before it was ready');
}

/** Somebody asks the bot something in private; resolves when the answer shows. */
async function firstAnswer(api: string): Promise<void> {
  const from = buildings[0]?.residentIds[0] ?? '';
  const where = `${api}/direct/${from}/messages`;
  const headers = { 'content-type': 'application/json' };
  const asked = await fetch(where, {
    method: 'POST',
    headers,
    body: JSON.stringify({ from, text: '我的工单' }),
  });
  if (!asked.ok) throw new Error(await asked.text());
  for (const until = Date.now() + ANSWER_WITHIN_MS; Date.now() < until;) {
    const page = (await (await fetch(where)).json()) as { messages: { from: { isBot: boolean } }[] };
    if (page.messages.some(message => message.from.isBot)) return;
    await pause(5);
  }
  throw new Error('the bot never answered');
}

/** As Linux counts it; there is no other way to ask for the memory of another process. */
function usedBy({ pid }: ChildProcess): Pick<Started, 'processorSeconds' | 'megabytes'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]);
  return { processorSeconds: ticks / 100, megabytes: Math.round(kilobytes / 1_024) };
}
