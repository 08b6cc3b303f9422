import { expect } from '@jest/globals';
import { conversation } from '../support/play-one-matter.js';

conversation('What an operator corrected is understood so the next time', '2026-11-25T09:20', async at => {
  await at.says('晴天').inGroup('锦澜府2栋', '2栋门口的垃圾桶满了三天没人清');
  const { number, category } = await at.ticket(1);
  expect(category).toBe('02');
  await at.says('街道值班小孟').inPrivate(`改类 ${number.slice(-4)} 楼道保洁`);
  const corrected = await at.ticket(1);
  expect(corrected.category).toBe('11');

  await at.says('核桃').inGroup('柳园里12栋', '12栋门口的垃圾桶满了两天没人清');
  expect(await at.ticket(2)).toMatchObject({ category: '11', item: corrected.item });
  // Another matter is not drawn along.
  await at.says('橙子').inGroup('滨河里1栋', '南门外一排三轮车摆摊，人行道没法走');
  expect((await at.ticket(3)).category).toBe('02');
});
