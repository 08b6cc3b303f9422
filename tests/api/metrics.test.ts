import { afterEach, expect, test } from '@jest/globals';
import { metricsApi } from '../../src/api/metrics.js';
import { startServer, type RunningServer } from '../../src/api/server.js';
import { silentLog } from '../../src/base/log.js';
import { message, playedHouse } from '../support/house.js';

let server: RunningServer | undefined;
afterEach(async () => server?.close());

async function metricsOf(ready: boolean): Promise<{ type: string | null; lines: string[] }> {
  const { house, keeper } = await playedHouse();
  await keeper.messageArrived(message('6栋2单元楼道灯坏了好几天，晚上摸黑'));
  await keeper.settle();
  const part = metricsApi({ house, isThere: account => account === 'bot', ready: () => ready });
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    ready: () => ready,
    parts: [part],
    log: silentLog,
  });
  const response = await fetch(`http://127.0.0.1:${server.port}/metrics`);
  return { type: response.headers.get('content-type'), lines: (await response.text()).split('\n') };
}

test('the figures of an account are given in the text format of Prometheus', async () => {
  const { type, lines } = await metricsOf(true);
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/u);
  const samples = lines.filter(line => line !== '' && !line.startsWith('#'));
  expect(samples).toEqual([
    'qunliban_outbox_waiting{account="bot"} 0',
    'qunliban_outbox_said_total{account="bot"} 2',
    'qunliban_outbox_failed_total{account="bot"} 0',
    'qunliban_outbox_throttled_total{account="bot"} 0',
    'qunliban_outbox_in_doubt_total{account="bot"} 0',
    'qunliban_outbox_given_up_total{account="bot"} 0',
    'qunliban_outbox_pause_seconds{account="bot"} 0',
    'qunliban_outbox_strikes{account="bot"} 0',
    'qunliban_chat_connected{account="bot"} 1',
    'qunliban_journal_unfinished 0',
  ]);
  // Every figure is explained, and nothing that anybody said is among them.
  for (const sample of samples) {
    const name = /^\w+/u.exec(sample)?.[0] ?? '';
    expect(lines.filter(line => line.startsWith(`# HELP ${name} `))).toHaveLength(1);
    expect(
      lines.filter(line => new RegExp(`^# TYPE ${name} (?:counter|gauge)$`, 'u').test(line)),
    ).toHaveLength(1);
  }
  expect(lines.join('')).not.toMatch(/\p{Script=Han}/u);
});

test('before the account is known nothing is told of it', async () => {
  const { lines } = await metricsOf(false);
  expect(lines.filter(line => line !== '' && !line.startsWith('#'))).toEqual([
    'qunliban_journal_unfinished 0',
  ]);
});
