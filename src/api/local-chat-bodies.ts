import { z } from 'zod';

const MOST_CHARACTERS = 20_000;
const MINUTES_A_YEAR = 525_600;

const id = z.string({ error: '要填一个编号' }).min(1, '编号不能为空').max(200, '编号太长');

const text = z.string({ error: '要填文字' }).refine(value => characters(value) <= MOST_CHARACTERS, {
  error: `文字最多 ${MOST_CHARACTERS} 字，请缩短后再发`,
});

/** A rare character or an emoji counts as one, though JavaScript holds it as two. */
function characters(value: string): number {
  if (value.length <= MOST_CHARACTERS) return value.length;
  return value.length - (value.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** Base64 with or without a `data:` prefix, to bytes. */
const image = z.string({ error: '要填 base64 编码的图片' }).transform((value, context) => {
  const encoded = value.replace(/^data:[^,]*;base64,/u, '').replaceAll(/\s/gu, '');
  const isBase64 = encoded !== '' && /^[\w+/-]*={0,2}$/u.test(encoded);
  const bytes = isBase64 ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (bytes.length > 0) return new Uint8Array(bytes);
  context.addIssue({ code: 'custom', message: '不是合法的 base64，请检查图片编码' });
  return z.NEVER;
});

/** True is the bot; an id or a list of ids is anybody. */
const mention = z.union([z.boolean(), id, z.array(id).max(500, '提到的人太多')], {
  error: '可以是 true（提到机器人）、一个编号或一组编号',
});

/** `null` is as good as absent, because that is how many clients write it. */
const said = {
  text: text.nullish(),
  imageBase64: image.nullish(),
  mention: mention.nullish(),
  quote: id.nullish(),
};

function saysSomething({
  text,
  imageBase64,
}: {
  text?: string | null | undefined;
  imageBase64?: unknown;
}): boolean {
  return Boolean(imageBase64) || (text ?? '').trim() !== '';
}

const sayingNothing = { error: '请填 text 或 imageBase64，至少要有一样' };

/** What somebody says in a room. */
export const roomMessageBody = z
  .object({ from: id, ...said }, { error: '请发送一个 JSON 对象' })
  .refine(saysSomething, sayingNothing);

/** What somebody says to the bot in private; `from` may be left out. */
export const directMessageBody = z
  .object({ from: id.nullish(), ...said }, { error: '请发送一个 JSON 对象' })
  .refine(saysSomething, sayingNothing);

export type MessageBody = z.output<typeof directMessageBody>;

/** Who takes a message back; without `from` it is its sender. */
export const recallBody = z.object({ from: id.nullish() }, { error: '请发送一个 JSON 对象' });

/** How far the clock moves; parts of minutes are allowed. */
export const clockBody = z.object(
  {
    advanceMinutes: z
      .number({ error: '要填一个数字' })
      .positive('要大于 0，时间不能倒流')
      .max(MINUTES_A_YEAR, `一次最多 ${MINUTES_A_YEAR} 分钟（一年）`),
  },
  { error: '请发送一个 JSON 对象' },
);

/** A cursor as it was handed out; absent or empty is the beginning. */
export const cursor = z
  .string({ error: '只能有一个 after' })
  .regex(/^\d{0,15}$/u, '请原样使用上一次返回的 cursor')
  .transform(Number)
  .default(0);
