import { expect } from '@jest/globals';
import type { Program } from '../support/program.js';
import { conversation } from '../support/play-one-matter.js';

/** How every JPEG begins. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** What is kept that holds the text as bytes. */
async function keptWith(program: Program, text: string): Promise<string[]> {
  const kept = await program.kept();
  expect(kept).not.toHaveLength(0);
  return kept.filter(({ bytes }) => bytes.includes(Buffer.from(text, 'utf8'))).map(({ name }) => name);
}

async function photosKept(program: Program): Promise<string[]> {
  const kept = await program.kept();
  return kept.filter(({ bytes }) => bytes.subarray(0, 3).equals(JPEG)).map(({ name }) => name);
}

conversation('Chat leaves no trace after ten minutes', '2026-11-23T10:00', async at => {
  await at.says('木木').inGroup('金桂苑3栋', '团购的阿克苏糖心苹果到了没呀');
  await at.says('阿宽').inGroup('金桂苑3栋', '看我家新沙发颜色怎么样', { photo: 7 });
  await at.says('云朵').inGroup('金桂苑3栋', '', { photo: 8 });
  expect(await keptWith(at.program, '新沙发颜色')).not.toEqual([]);
  expect(await photosKept(at.program)).not.toEqual([]);
  await at.minutesLater(15);
  expect(await keptWith(at.program, '阿克苏糖心苹果')).toEqual([]);
  expect(await keptWith(at.program, '新沙发颜色')).toEqual([]);
  expect(await photosKept(at.program)).toEqual([]);
  expect(await at.tickets()).toEqual([]);
  expect(await at.heardElsewhere()).toEqual([]);
});

conversation('A recalled line and its photo are gone at once', '2026-11-23T10:00', async at => {
  const id = await at.says('木木').inGroup('金桂苑3栋', '', { photo: 9 });
  await at.recalls('木木', id);
  expect(await photosKept(at.program)).toEqual([]);
});

conversation(
  'A phone and an identity number are never kept nor said in a group',
  '2026-11-23T10:00',
  async at => {
    await at
      .says('向日葵')
      .inGroup('金桂苑6栋', '6栋门口的垃圾桶满了三天没人清，我电话13812345678，身份证11010119900307451X');
    await at.says('小棠').inPrivate('6栋2单元楼道灯坏了好几天，晚上摸黑，打我139-1234-5678，住2单元301');
    await at.says('网格员小陈').inGroup('金桂社区网格员', '待办');
    const secrets = ['13812345678', '11010119900307451X', '139-1234-5678', '13912345678'];
    for (const secret of secrets) expect(await keptWith(at.program, secret)).toEqual([]);
    await at.minutesLater(15);
    for (const secret of secrets) expect(await keptWith(at.program, secret)).toEqual([]);
    const said = [
      ...(await at.heardInGroup('金桂苑6栋')),
      ...(await at.heardInGroup('金桂社区网格员')),
      ...(await at.heardInGroup('金桂社区楼长群')),
    ].join('\n');
    expect(said).not.toMatch(/\d{3}\*{4}\d{4}|301/u);
    expect(await at.tickets()).toHaveLength(2);
  },
);
