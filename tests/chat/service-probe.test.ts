import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { probeService } from '../../src/chat/service-probe.js';

test('a service that refuses in words with a bare per cent sign is named with its words', async () => {
  const server = createServer();
  server.on('stream', stream => {
    stream.respond({ 'content-type': 'application/grpc', 'grpc-status': '16', 'grpc-message': '100% wrong' });
    stream.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const found = await probeService({
    token: 'insecure_x',
    endpoint: `127.0.0.1:${port}`,
    authority: 'directory.invalid',
    serverName: 'insecure',
    isTlsOff: true,
  });
  server.close();
  expect(found).toEqual({ isFine: false, trouble: 'token', says: '100% wrong' });
});
