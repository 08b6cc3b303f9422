import { expect } from '@jest/globals';
import { conversation } from '../support/play-one-matter.js';

conversation(
  'What others must decide is shown its door in private, and what can be done is still taken on',
  '2026-11-23T14:00',
  async at => {
    await at.says('周周').inPrivate('表哥三年前借走我两万，电话不接微信拉黑，你们帮我讨回来');
    expect(await at.heardInPrivate('周周')).toEqual([expect.stringMatching(/12348|法院/u)]);
    expect(await at.tickets()).toEqual([]);

    await at.says('周周').inPrivate('律师费太贵请不起，我想申请法律援助');
    expect(await at.ticket(1)).toMatchObject({
      category: '01',
      itemName: expect.stringMatching(/法律援助/u),
    });
    expect(await at.heardInPrivate('周周')).toHaveLength(1);
    await at.overlook();

    await at.says('老账本').inPrivate('我要举报村支书贪污修路款');
    expect(await at.heardInPrivate('老账本')).toEqual([expect.stringMatching(/12388/u)]);
    expect(await at.tickets()).toHaveLength(1);
    // Nobody in the village, the community or the street hears of it.
    expect(await at.heardElsewhere()).toEqual([]);

    await at.says('老账本').inPrivate('文化路路面有个大坑，车轮都磕坏了');
    expect(await at.tickets()).toHaveLength(2);
    expect(await at.ticket(2)).toMatchObject({ category: '04' });
    await at.overlook();

    await at.says('芝麻').inPrivate('工资的事仲裁委开过庭了，等裁决，你们去催催老板');
    expect(await at.heardInPrivate('芝麻')).toEqual([expect.stringMatching(/仲裁/u)]);
    expect(await at.tickets()).toHaveLength(2);
    expect(await at.heardElsewhere()).toEqual([]);
  },
);

conversation('A private matter told in the group is answered in private', '2026-11-23T15:00', async at => {
  await at.says('麦子').inGroup('柳园里12栋', '朋友借我三万块钱不还，网格员能帮我要吗');
  expect(await at.heardInGroup('柳园里12栋')).toEqual([]);
  expect(await at.heardInPrivate('麦子')).toEqual([expect.stringMatching(/12348|法院/u)]);
  expect(await at.tickets()).toEqual([]);
});
