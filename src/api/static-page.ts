import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Router } from '@koa/router';
import type { Context } from 'koa';
import type { ApiPart } from './api-part.js';
import { Problem } from './problem.js';
import { systemCodeOf } from './system-code.js';

/**
 * A page that was built into `folder`: `index.html` at `at`, and its files under `{at}/assets/`.
 *
 * @param at a path without a slash at the end, e.g. `/local-chat`
 */
export function staticPage({ folder, at }: { folder: string; at: string }): ApiPart {
  const router = new Router();
  router.get(at, async ctx => {
    if (!(await sendFile(ctx, path.join(folder, 'index.html')))) {
      throw new Problem(404, 'page-not-built', '页面还没有生成', '请先运行 npm run build，再刷新这一页。');
    }
  });
  router.get(`${at}/assets/*file`, async ctx => {
    const assets = path.join(folder, 'assets');
    const file = path.resolve(assets, `./${[ctx.params['file']].flat().join('/')}`);
    const isInside = file.startsWith(assets + path.sep) && !file.includes('\0');
    if (!isInside || !(await sendFile(ctx, file))) {
      throw new Problem(404, 'not-found', '没有这个文件', '请刷新页面后再试。');
    }
  });
  return { router };
}

/** False when there is no such file. Browsers ask again each time and are told when nothing changed. */
async function sendFile(ctx: Context, file: string): Promise<boolean> {
  const found = await statOf(file);
  if (!found?.isFile()) return false;
  ctx.type = path.extname(file);
  ctx.length = found.size;
  ctx.lastModified = found.mtime;
  ctx.etag = `"${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}"`;
  ctx.set('Cache-Control', 'no-cache');
  ctx.status = 200;
  if (ctx.fresh) ctx.status = 304;
  else ctx.body = createReadStream(file);
  return true;
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCodeOf(thrown) ?? '')) return undefined;
    throw thrown;
  }
}
