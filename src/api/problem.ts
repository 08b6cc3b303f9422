import type { Middleware } from 'koa';
import { newId } from '../base/ids.js';
import type { Log } from '../base/log.js';

/** What goes wrong for a caller: thrown anywhere in a route, answered as a problem document (RFC 9457). */
export class Problem extends Error {
  /**
   * @param code stable lower-case words, part of the document's `type`
   * @param detail what the caller can do about it
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
  ) {
    super(`${status} ${code}`);
    this.name = 'Problem';
  }
}

/** Turns everything that is thrown, and every answer that would be a bare error, into a problem document. */
export function answerWithProblems(log: Log): Middleware {
  return async (ctx, next) => {
    let found: Problem | undefined;
    try {
      await next();
      if (ctx.status >= 400 && ctx.body === undefined) found = bareProblem(ctx.status, ctx.method);
    } catch (thrown) {
      found = problemOf(thrown, log, `${ctx.method} ${ctx.path}`);
    }
    if (!found) return;
    ctx.status = found.status;
    ctx.type = 'application/problem+json';
    ctx.body = JSON.stringify({
      type: `urn:qunliban:problem:${found.code}`,
      title: found.title,
      status: found.status,
      detail: found.detail,
    });
  };
}

function problemOf(thrown: unknown, log: Log, request: string): Problem {
  if (thrown instanceof Problem) return thrown;
  const status = statusOf(thrown);
  if (status === 413) {
    return new Problem(413, 'body-too-large', '内容太大', '请求内容超过了上限，请压缩图片或缩短文字后再发。');
  }
  if (status === 415) {
    return new Problem(415, 'unsupported-type', '格式不支持', '请用 UTF-8 编码的 application/json 发送。');
  }
  if (thrown instanceof SyntaxError && status === 400) {
    return new Problem(400, 'bad-json', 'JSON 有误', '请求内容不是合法的 JSON，请检查引号、逗号和括号。');
  }
  if (status !== undefined && status >= 400 && status < 500) return bareProblem(status, '');
  const incident = newId();
  log.error({ err: thrown, request, incident }, 'a request failed');
  return new Problem(
    500,
    'internal',
    '系统出错',
    `请稍后再试；若仍不行，请把编号 ${incident} 告诉管理员查日志。`,
  );
}

function bareProblem(status: number, method: string): Problem {
  switch (status) {
    case 404:
      return new Problem(404, 'not-found', '没有这个地址', '请核对网址和编号。');
    case 405:
      return new Problem(
        405,
        'method-not-allowed',
        '不支持这种请求',
        `这个地址不接受 ${method}，可用的方法见 Allow。`,
      );
    case 501:
      return new Problem(501, 'method-not-implemented', '不支持这种请求', `系统不认识 ${method} 方法。`);
    default:
      return new Problem(status, 'bad-request', '请求有误', '请核对请求的格式后再试。');
  }
}

/** Koa, the router and the body parser mark their errors with a status. */
function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown)) return undefined;
  return typeof thrown.status === 'number' ? thrown.status : undefined;
}
