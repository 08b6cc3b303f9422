import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { probeService } from '../../src/chat/service-probe.js';
import type { ServiceSettings } from '../../src/chat/service-settings.js';
import { examine } from '../../src/doctor.js';
import { inBuilding } from '../support/small-world.js';
import { Ears } from './ears.js';
import { chatOver, endAll, endChats, keptLog, settingsFor, startOver } from './host/over-service.js';
import { freePort, startHost, type Host } from './host/start-host.js';

// Only ends what hangs.
jest.setTimeout(300_000);

let host: Host;
let plain: Host;

beforeAll(async () => {
  [host, plain] = await Promise.all([startHost(), startHost({ tls: { disable: true } })]);
});
afterEach(endChats);
afterAll(endAll);

async function say(text: string): Promise<void> {
  const draft = { fromId: 'zhang', conversation: inBuilding, mentionIds: [], text };
  await host.tell({ do: 'post', draft });
}

describe('a bot that cannot reach its network says what is at fault', () => {
  test.each<[string, string, () => Promise<ServiceSettings>, string]>([
    [
      'a wrong token',
      'token',
      async () => settingsFor(host, { token: 'insecure_of_somebody_else' }),
      'the token is at fault',
    ],
    [
      'nobody who listens',
      'network',
      async () => settingsFor(host, { endpoint: `127.0.0.1:${await freePort()}` }),
      'the network is at fault',
    ],
    [
      'an address that does not exist',
      'network',
      async () => settingsFor(host, { endpoint: 'puppet.invalid:8788' }),
      'the network is at fault',
    ],
    [
      'a service without TLS',
      'tls',
      async () => settingsFor(plain, { isTlsOff: false }),
      'the encryption is at fault',
    ],
    [
      'a service that wants TLS',
      'tls',
      async () => settingsFor(host, { isTlsOff: true }),
      'the encryption is at fault',
    ],
    [
      'a certificate for another name',
      'tls',
      async () => settingsFor(host, { serverName: 'puppet.example.org' }),
      'the encryption is at fault',
    ],
  ])('%s: %s', async (_, trouble, settings, words) => {
    const service = await settings();
    const starting = chatOver(service).start(new Ears());
    await expect(starting).rejects.toMatchObject({
      code: `chat-${trouble}`,
      message: expect.stringContaining(words),
    });
    await expect(starting).rejects.not.toMatchObject({ message: expect.stringContaining(service.token) });
    expect(await probeService(service)).toMatchObject({ isFine: false, trouble });
  });

  test('another program with the same token: taken; and the other one goes on', async () => {
    const ears = new Ears();
    await startOver(host, ears);
    await expect(chatOver(settingsFor(host)).start(new Ears())).rejects.toMatchObject({ code: 'chat-taken' });
    await say('还在吗');
    await ears.until(() => ears.messages.length === 1);
  });

  test('a login that nobody confirms: the code to scan is in the log; after it the bot is there', async () => {
    const { log, until } = keptLog();
    await host.tell({ do: 'sleepy' });
    const ears = new Ears();
    const starting = startOver(host, ears, { log });
    expect((await until('scan this code')).about).toMatchObject({ qrcode: 'https://example.org/scan-me' });
    await host.tell({ do: 'log-in' });
    await starting;
    await say('早');
    await ears.until(() => ears.messages.length === 1);
  });
});

describe('the doctor', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qunliban-doctor-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each<[string, () => NodeJS.ProcessEnv, boolean, string]>([
    ['finds nothing wrong', () => ({}), true, 'accepts the token'],
    [
      'names a wrong token',
      () => ({ WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_x' }),
      false,
      'the token is at fault',
    ],
    [
      'names a service that is away',
      () => ({ WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1' }),
      false,
      'the network is at fault',
    ],
    [
      'names TLS that is switched off',
      () => ({ WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true' }),
      false,
      'the encryption is at fault',
    ],
  ])('%s', async (_, changed, isFine, says) => {
    const findings = await examine({
      DATA_DIR: folder,
      PORT: String(await freePort()),
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: host.plan.token,
      WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${host.plan.port}`,
      ...changed(),
    });
    const finding = findings.find(({ about }) => about === 'chat network');
    expect(finding).toMatchObject({ isFine, says: expect.stringContaining(says) });
  });

  test.each([
    ['no token', {}, 'WECHATY_PUPPET_SERVICE_TOKEN'],
    [
      'a token without a name',
      { WECHATY_PUPPET_SERVICE_TOKEN: 'abc' },
      'WECHATY_PUPPET_SERVICE_TLS_SERVER_NAME',
    ],
    [
      'an address without a port',
      { WECHATY_PUPPET_SERVICE_TOKEN: 'a_b', WECHATY_PUPPET_SERVICE_ENDPOINT: 'puppet' },
      '8788',
    ],
    [
      'a certificate that is none',
      { WECHATY_PUPPET_SERVICE_TOKEN: 'a_b', WECHATY_PUPPET_SERVICE_TLS_CA_CERT: 'x' },
      'PEM',
    ],
  ])('names %s in the environment', async (_, given, says) => {
    const [finding] = await examine({ WECHATY_PUPPET: 'wechaty-puppet-service', ...given });
    expect(finding).toMatchObject({
      about: 'environment',
      isFine: false,
      says: expect.stringContaining(says),
    });
  });
});

test('a look at the service takes nothing away from the bot that is connected', async () => {
  const ears = new Ears();
  await startOver(host, ears);
  expect(await probeService(settingsFor(host))).toMatchObject({ isFine: true });
  await say('早');
  await ears.until(() => ears.messages.length === 1);
});
