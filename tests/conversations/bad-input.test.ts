import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Conversation } from '../support/conversation.js';
import { inHand, offered } from './course.js';

const WORKERS = '金桂社区网格员';
const bins = { who: '向日葵', room: '金桂苑6栋', text: '6栋门口的垃圾桶满了三天没人清' } as const;

let at: Conversation;
beforeEach(async () => {
  at = await Conversation.begin('2026-11-23T09:00');
});
afterEach(async () => {
  const { errors } = at.program;
  await at.program.stop();
  expect(errors).toEqual([]);
});

async function post(where: string, body: string): Promise<number> {
  const response = await fetch(`${at.program.url}/local-chat/api${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await response.text();
  await fetch(`${at.program.url}/local-chat/api/settle`, { method: 'POST' });
  return response.status;
}

test('Words that only staff may say do nothing when a resident says them', async () => {
  const number = await inHand(at, bins, '网格员小陈', WORKERS);
  await at.says('小棠').inPrivate(`办结 ${number}`);
  await at.says('向日葵').inGroup('金桂苑6栋', `核实通过 ${number}`);
  await at.says('向日葵').inPrivate(`不受理 ${number}`);
  expect((await at.ticket(1)).state).toBe('handling');
  expect(await at.heardInGroup('金桂苑6栋')).toEqual([]);
  expect((await at.heardInPrivate('小棠')).join()).not.toContain('向日葵');
  expect(await at.tickets()).toHaveLength(1);
});

test('A worker may not check the own work, and another community may not touch it', async () => {
  const number = await inHand(at, bins, '网格员小陈', WORKERS);
  await at.says('网格员小李').inPrivate(`办结 ${number}`);
  expect(await at.heardInPrivate('网格员小李')).toEqual([expect.stringMatching(/不归您/u)]);
  await at.says('网格员小陈').inGroup(WORKERS, `办结 ${number} 清干净了`, { photo: true });
  await at.overlook();
  await at.says('网格员小陈').inGroup(WORKERS, `核实通过 ${number}`);
  expect(await at.heardInGroup(WORKERS)).toEqual([expect.stringMatching(/换个人核实/u)]);
  await at.says('网格员小李').inPrivate(`核实通过 ${number}`);
  expect(await at.heardInPrivate('网格员小李')).toEqual([expect.stringMatching(/不归您/u)]);
  expect((await at.ticket(1)).state).toBe('handled');
});

test('Accepting twice and finishing what nobody has is answered shortly', async () => {
  const number = await inHand(at, bins, '网格员小陈', WORKERS);
  await at.says('网格员小陈').inGroup(WORKERS, `接单 ${number}`);
  expect(await at.heardInGroup(WORKERS)).toEqual([expect.stringMatching(/处置中.*做不了/u)]);
  await at.says('网格员小赵').inGroup(WORKERS, '办结');
  expect(await at.heardInGroup(WORKERS)).toEqual([expect.stringMatching(/没有可以“办结”的单/u)]);
  await at.says('网格员小陈').inGroup(WORKERS, '办结 WG-20261123-9999');
  expect(await at.heardInGroup(WORKERS)).toEqual([expect.stringMatching(/没找到单号/u)]);
  expect((await at.historyOf(1)).filter(type => type === 'ticket-accepted')).toHaveLength(1);
});

test("Nobody learns of a stranger's ticket, and unknown words get a short answer", async () => {
  const number = await offered(at, bins);
  for (const words of [`撤回 ${number}`, `催办 ${number}`, `${number} 到哪一步了`]) {
    await at.says('石榴').inPrivate(words);
    expect(await at.heardInPrivate('石榴')).toEqual([expect.stringMatching(/没找到单号/u)]);
  }
  await at.says('石榴').inPrivate('芝麻开门');
  expect(await at.heardInPrivate('石榴')).toHaveLength(1);
  await at.says('石榴').inGroup('金桂苑8栋', '芝麻开门');
  expect(await at.heardInGroup('金桂苑8栋')).toEqual([]);
  expect(await at.ticket(1)).toMatchObject({ state: 'offered', supporters: [] });
});

test('An answer that comes too late is no answer any more', async () => {
  await offered(at, bins);
  await at.says('向日葵').inPrivate('垃圾桶那个撤了吧');
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringMatching(/回“撤回”/u)]);
  await at.minutesLater(70);
  await at.overlook();
  await at.says('向日葵').inPrivate('好');
  expect((await at.ticket(1)).state).toBe('offered');
});

test('Pictures that cannot be used are answered where the bot was meant, and disturb nobody else', async () => {
  const broken = Buffer.from('not a picture at all').toString('base64');
  const tooLarge = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(21_000_000, 7)]).toString(
    'base64',
  );
  expect(await post('/direct/r-jgy-3-1/messages', JSON.stringify({ imageBase64: broken }))).toBe(200);
  expect(await at.heardInPrivate('木木')).toEqual([expect.stringMatching(/打不开/u)]);
  expect(await post('/direct/r-jgy-3-1/messages', JSON.stringify({ imageBase64: tooLarge }))).toBe(200);
  expect(await at.heardInPrivate('木木')).toEqual([expect.stringMatching(/太大|打不开/u)]);
  expect(
    await post('/rooms/room-jgy-3/messages', JSON.stringify({ from: 'r-jgy-3-1', imageBase64: broken })),
  ).toBe(200);
  expect(await at.heardElsewhere()).toEqual([]);
  const thirty = JSON.stringify({ from: 'r-jgy-3-1', imageBase64: 'A'.repeat(60_000_000) });
  expect(await post('/rooms/room-jgy-3/messages', thirty)).toBe(413);
  expect(await at.tickets()).toEqual([]);
});

test('A very long message is read by its beginning, and a longer one refused', async () => {
  await at.says('木木').inPrivate(`3栋门口的垃圾桶满了三天没人清。${'真的很臭，'.repeat(3_900)}`);
  const answers = await at.heardInPrivate('木木');
  expect(answers.filter(text => text.includes('只看了前'))).toHaveLength(1);
  const body = JSON.stringify({ from: 'r-jgy-3-1', text: '长'.repeat(20_001) });
  expect(await post('/rooms/room-jgy-3/messages', body)).toBe(400);
});

test('Emoji, control characters and halves of characters harm nothing', async () => {
  for (const text of [
    '👍🏽👨‍👩‍👧‍👦🇨🇳',
    '\u0000\u0007\u202E哈哈哈笑死了',
    '\uD800今天天气真好',
    '哈哈\uDC00哈哈',
    `${'哈'.repeat(1_999)}😀`,
    '\u200B',
  ])
    await at.says('木木').inGroup('金桂苑3栋', text);
  expect(await at.heardElsewhere()).toEqual([]);
  await at.says('木木').inPrivate('3栋\u0000门口的\u202E垃圾桶\uD83D满了三天没人清👎');
  expect(await at.ticket(1)).toMatchObject({ category: '02' });
});

test('A quote of a quote is read by the words beside it', async () => {
  await offered(at, bins);
  const first = await at.says('小棠').inGroup('金桂苑6栋', '今天真热闹');
  const second = await at.says('老唐').inGroup('金桂苑6栋', '可不是嘛', { quote: first });
  await at.says('小棠').inGroup('金桂苑6栋', '哈哈哈', { quote: second });
  expect(await at.heardElsewhere()).toEqual([]);
  expect(await at.tickets()).toHaveLength(1);
});

test('The bot called without a word says how to be used, once', async () => {
  await at.says('木木').inGroup('金桂苑3栋', '@小格', { mention: true });
  expect(await at.messagesInGroup('金桂苑3栋')).toEqual([
    expect.objectContaining({ text: expect.stringMatching(/在呢/u), mentions: ['木木'] }),
  ]);
  await at.says('木木').inGroup('金桂苑3栋', '？');
  expect(await at.heardElsewhere()).toEqual([]);
});

test('A photo alone in private is asked for its sentence and goes with it', async () => {
  await at.says('木木').inPrivate('', { photo: 3 });
  await at.minutesLater(3);
  expect(await at.heardInPrivate('木木')).toEqual([expect.stringMatching(/照片看到了/u)]);
  await at.says('木木').inPrivate('3栋门口的垃圾桶满了三天没人清');
  expect((await at.ticket(1)).photos).toHaveLength(1);
});

test('Taken back before it is filed: nothing; afterwards: the ticket stays until its reporter decides', async () => {
  const filed = await at.says('向日葵').inGroup('金桂苑6栋', bins.text);
  await at.overlook();
  await at.recalls('向日葵', filed);
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringMatching(/看到您撤回.*还在办/su)]);
  expect(await at.heardInGroup('金桂苑6栋')).toEqual([]);
  expect(['offered', 'collecting']).toContain((await at.ticket(1)).state);

  const url = `${at.program.url}/local-chat/api`;
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ from: 'r-jgy-8-1', text: '8栋1单元楼道灯坏了好几天，晚上摸黑' });
  const { id } = (await (
    await fetch(`${url}/rooms/room-jgy-8/messages`, { method: 'POST', headers, body })
  ).json()) as {
    id: string;
  };
  await at.recalls('石榴', id);
  expect(await at.tickets()).toHaveLength(1);
  expect(await at.heardElsewhere()).toEqual([]);
});

test('A group is bound by staff with a code, and bound anew', async () => {
  await at.says('向日葵').inGroup('金桂苑6栋', '绑定 JGY8');
  expect(await at.heardElsewhere()).toEqual([]);
  await at.says('网格员小陈').inGroup('金桂苑6栋', '绑定 NOSUCH');
  expect(await at.heardInGroup('金桂苑6栋')).toEqual([expect.stringMatching(/没有这个绑定码/u)]);
  await at.says('网格员小陈').inGroup('金桂苑6栋', '绑定 jgy8');
  expect(await at.heardInGroup('金桂苑6栋')).toEqual([expect.stringMatching(/金桂苑8栋/u)]);
  await at.says('向日葵').inGroup('金桂苑6栋', '门口的垃圾桶满了三天没人清');
  expect((await at.ticket(1)).unit).toBe('jgy-8');
});

test('A message that was under way when the power failed is worked on once', async () => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ from: 'r-jgy-6-1', text: bins.text });
  await fetch(`${at.program.url}/local-chat/api/rooms/room-jgy-6/messages`, {
    method: 'POST',
    headers,
    body,
  });
  await at.program.kill9();
  await at.program.restart();
  await at.minutesLater(1);
  expect(await at.tickets()).toHaveLength(1);
  expect(await at.heardInGroup('金桂苑6栋')).toHaveLength(1);
});
