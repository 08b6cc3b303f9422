import { z } from 'zod';

const words = (most: number, fewest = 1) =>
  z.string({ error: '要填文字' }).trim().min(fewest, `至少 ${fewest} 个字`).max(most, `最多 ${most} 个字`);

const moment = z.iso
  .datetime({ offset: true, error: '要写成 2026-11-27T18:00:00+08:00 这样的时间' })
  .transform(text => Date.parse(text));

const counting = z.strictObject(
  {
    word: words(2),
    each: z.number({ error: '要填整数' }).int('要填整数').min(1, '至少 1').max(100_000, '太大了').optional(),
  },
  { error: describe },
);

/** A task as a program pushes it. */
export const taskBody = z.strictObject(
  {
    title: words(60, 2),
    text: words(1_000, 0).default(''),
    units: z
      .array(words(80), { error: '要填单位的编号或绑定码，一个或几个' })
      .min(1, '至少一个单位')
      .max(2_000, '单位太多'),
    level: z
      .enum(['microgrid', 'grid', 'community'], { error: '只能是 microgrid、grid 或 community' })
      .optional(),
    hands: z.enum(['workers', 'volunteers'], { error: '只能是 workers 或 volunteers' }).default('workers'),
    dueAt: moment,
    beginAt: moment.optional(),
    kind: words(40).optional(),
    item: words(5).optional(),
    fields: z.array(words(30), { error: '要填一组文字' }).max(60, '最多 60 项').default([]),
    count: counting.optional(),
    reportsPerDay: z.literal([1, 2], { error: '只能是 1 或 2' }).default(1),
    temporaryReason: words(200, 2).optional(),
  },
  { error: describe },
);

export type TaskBody = z.output<typeof taskBody>;

/** An unknown key is named; a typing error must not be taken for something that was not wanted. */
function describe(issue: { readonly code?: string | undefined; readonly keys?: unknown }): string {
  return issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)
    ? `不认识这些字段：${issue.keys.join('、')}`
    : '请发送一个 JSON 对象';
}

/** `Idempotency-Key`: visible characters of ASCII. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7E]{1,200}$/u);
