import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { processRoles } from '../src/base/process-role.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

interface Service {
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly init?: boolean;
  readonly image?: string;
  readonly build?: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, unknown>> } };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file?: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const compose = parse(textOf('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
/** Instructions with their arguments, continued lines joined. */
const dockerfile = textOf('Dockerfile')
  .split('\n')
  .filter(line => !line.startsWith('#') && line.trim() !== '')
  .join('\n')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .map(line => /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [line, '', ''])
  .map(([, instruction = '', rest = '']) => ({ instruction, rest }));
const lastStage = dockerfile.slice(dockerfile.findLastIndex(({ instruction }) => instruction === 'FROM'));
const said = (instruction: string) => lastStage.filter(one => one.instruction === instruction);

describe.each(services)('the service %s', (_name, service) => {
  test('runs as nobody special, on a tree that it cannot change', () => {
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], init: true });
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.tmpfs?.some(place => /^\/tmp\b/.test(place))).toBe(true);
  });

  test('has bounds: memory, processors, processes, and what it logs', () => {
    const limits = service.deploy?.resources?.limits;
    expect(limits).toMatchObject({
      memory: expect.stringMatching(/^\d+M$/),
      cpus: expect.anything(),
      pids: expect.any(Number),
    });
    expect(service.logging?.options).toMatchObject({
      'max-size': expect.any(String),
      'max-file': expect.any(String),
    });
  });

  test('is asked after its health, unless it ends by itself', () => {
    const isOneShot = service.restart === 'no';
    expect(service.healthcheck?.disable ?? false).toBe(isOneShot);
    if (!isOneShot) expect(service.healthcheck?.test?.[0]).toBe('CMD');
  });

  test('gets every secret as a file, and no other file', () => {
    const environment = Object.entries(service.environment ?? {});
    const files = environment.filter(([name]) => name.endsWith('_FILE'));
    for (const [, file] of files) expect(service.secrets).toContain(file.replace(/^\/run\/secrets\//, ''));
    const open = environment.filter(([name]) => !name.endsWith('_FILE'));
    for (const [name, value] of open) {
      expect(name).not.toMatch(/PASSWORD|TOKEN|KEY|URI|SECRET/);
      expect(value).not.toMatch(/mongodb:|password/i);
    }
    for (const name of service.secrets ?? []) expect(compose.secrets[name]?.file).toBe(`./secrets/${name}`);
  });
});

describe('the services together', () => {
  test('share all roles of the program, each in one of them', () => {
    const roles = ours
      .filter(([, { restart }]) => restart !== 'no')
      .flatMap(([, { environment }]) => environment?.['ROLES']?.split(',') ?? []);
    expect(roles.toSorted()).toEqual([...processRoles].toSorted());
  });

  test('say to the program only what it listens to', () => {
    const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => textOf(path.join('src', file)))
      .join('\n');
    const fileNames = textOf('src/base/secret-from-file.ts');
    const names = ours.flatMap(([, { environment }]) => Object.keys(environment ?? {}));
    for (const name of new Set(names)) {
      if (name === 'TZ') continue;
      if (name.endsWith('_FILE')) expect(fileNames).toContain(`'${name.slice(0, -'_FILE'.length)}'`);
      else expect(sources).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  test('show the database to nobody outside, and the pages to this machine only', () => {
    const open = services.flatMap(([, { ports }]) => ports ?? []);
    for (const port of open) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(compose.services['mongo']?.networks).toEqual(['inside']);
    expect(compose.networks['inside']?.internal).toBe(true);
  });
});

describe('the image', () => {
  test('runs the built program as a user without rights, with a place for its data', () => {
    expect(said('USER').map(({ rest }) => rest)).toEqual(['1000:1000']);
    expect(said('VOLUME')).toMatchObject([{ rest: '["/data"]' }]);
    expect(said('CMD')).toMatchObject([{ rest: '["node", "dist/main.js"]' }]);
    expect(said('HEALTHCHECK')).toHaveLength(1);
    expect(said('ENV')[0]?.rest).toMatch(/\bDATA_DIR=\/data\b/);
  });

  test('is built from what exists and is let in, and holds what the program reads', () => {
    const letIn = textOf('.dockerignore')
      .split('\n')
      .flatMap(line => (line.startsWith('!') ? [line.slice(1)] : []));
    expect(textOf('.dockerignore')).toMatch(/^\*$/m);
    const copies = dockerfile.filter(
      ({ instruction, rest }) => instruction === 'COPY' && !rest.startsWith('--from'),
    );
    const sources = copies.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
    for (const source of sources) {
      expect(existsSync(path.join(ROOT, source))).toBe(true);
      expect(letIn).toContain(source.split('/')[0]);
    }
    const kept = said('COPY').map(({ rest }) => rest.split(/\s+/).at(-1));
    expect(kept).toEqual(
      expect.arrayContaining(['./config', './prompts', './src/console', './dist', './node_modules']),
    );
  });

  test('brings no tools of the makers along', () => {
    const install = dockerfile.find(({ rest }) => rest.startsWith('npm ci --omit=dev'));
    expect(install).toBeDefined();
    expect(said('RUN').some(({ rest }) => /npm/.test(rest))).toBe(false);
  });
});

describe('the question after the health', () => {
  let status = 200;
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/healthz' ? status : 404;
    response.end();
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
  });

  const inImage = JSON.parse(said('HEALTHCHECK')[0]?.rest.replace(/^.*?CMD\s+/, '') ?? '[]') as string[];
  const inCompose =
    compose.services['bot']?.healthcheck?.test?.slice(1).map(word => word.replaceAll('$$', '$')) ?? [];

  test('is the same in both files', () => {
    expect(inCompose).toEqual(inImage);
  });

  test.each([
    [200, 0],
    [503, 1],
  ])('takes the answer %i for %i', async (answer, code) => {
    status = answer;
    expect(await asked((server.address() as AddressInfo).port)).toBe(code);
  });

  test('takes no answer for ill', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    other.close();
    await once(other, 'close');
    expect(await asked(port)).toBe(1);
  });

  async function asked(port: number): Promise<number | null> {
    const [, ...args] = inImage;
    const child = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }
});
