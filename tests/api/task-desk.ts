import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { readOperatorTokens } from '../../src/api/operator-tokens.js';
import { startServer } from '../../src/api/server.js';
import { tasksApi, type TasksApiParts } from '../../src/api/tasks.js';
import { silentLog } from '../../src/base/log.js';
import { playedHouse, type PlayedHouse } from '../support/house.js';
import { answerOf, type Answer } from './played-house.js';

/** The token of somebody in the tests. */
export const secret = (name: string): string => `${name}-secret-0123456789`;
/** As a configuration may hold it in place of the token. */
export const hashed = createHash('sha256').update(secret('district')).digest('hex');

export const tokens = readOperatorTokens(
  [
    `o-meng:${secret('street')}`,
    `d-zhujian:${secret('department')},d-weijian:${secret('health')}`,
    `QINGHE:sha256$${hashed}`,
    `w-zhou:${secret('worker')}`,
    `nobody:${secret('nobody')}`,
    `网格员小李:${secret('named')}`,
  ].join('\n'),
  'OPERATOR_TOKENS',
);

/** A task to which the rules have nothing to object; due on Friday of the week in which the house stands. */
export const census = {
  title: '瓶装燃气用户登记',
  text: '每户登记，只登记不检查',
  units: ['liuyuan'],
  level: 'microgrid',
  dueAt: '2026-11-27T18:00:00+08:00',
};

/** How something is asked: with whose token, under which key, with which raw body. */
export interface Asking {
  readonly as?: string;
  readonly key?: string;
  readonly raw?: string;
  readonly type?: string;
}

/** The interface for pushed tasks on a real server and a house of real rooms. */
export interface TaskDesk {
  readonly played: PlayedHouse;
  /** What the routes work with; a test may put something else in its place. */
  readonly parts: { -readonly [Key in keyof TasksApiParts]: TasksApiParts[Key] };
  /** What was logged as an error. */
  readonly errors: unknown[];
  readonly url: (path?: string) => string;
  readonly post: (body: unknown, asking?: Asking) => Promise<Response>;
  readonly pushed: (body: unknown, asking?: Asking) => Promise<Answer>;
  readonly get: (path: string, as?: string) => Promise<Answer>;
  /** Everything as it was at the beginning, but for what was pushed. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export async function openTaskDesk(): Promise<TaskDesk> {
  const errors: unknown[] = [];
  const log = silentLog.child({}, { level: 'silent' });
  log.error = (line: unknown) => void errors.push(line);
  const played = await playedHouse({ log });
  const original: TasksApiParts = { house: played.house, tokens, stir: () => played.keeper.step() };
  const parts = { ...original };
  const now: TasksApiParts = {
    get house() {
      return parts.house;
    },
    tokens,
    stir: async () => parts.stir(),
  };
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    ready: () => true,
    parts: [tasksApi(now)],
    log,
  });
  const url = (path = ''): string => `http://127.0.0.1:${server.port}/api/v1/tasks${path}`;
  const post: TaskDesk['post'] = async (body, { as = 'street', key, raw, type = 'application/json' } = {}) =>
    fetch(url(), {
      method: 'POST',
      headers: {
        'content-type': type,
        authorization: `Bearer ${secret(as)}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: raw ?? JSON.stringify(body),
    });
  return {
    played,
    parts,
    errors,
    url,
    post,
    pushed: async (body, asking) => answerOf(await post(body, asking)),
    get: async (path, as = 'street') =>
      answerOf(await fetch(url(path), { headers: { authorization: `Bearer ${secret(as)}` } })),
    reset() {
      errors.length = 0;
      Object.assign(parts, original);
    },
    close: () => server.close(),
  };
}

/** A problem document, in Chinese and with what to do. */
export function problem(status: number, code: string): object {
  return {
    status,
    type: 'application/problem+json',
    body: {
      type: `urn:qunliban:problem:${code}`,
      status,
      title: expect.stringMatching(/\p{Script=Han}/u),
      detail: expect.stringMatching(/\p{Script=Han}/u),
    },
  };
}
