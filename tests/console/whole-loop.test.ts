import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Program } from '../support/program.js';
import { findBrowser, launchBrowser, visit } from './support/browser.js';
import { bubbles, pick, row, say } from './support/stage.js';

const browserPath = findBrowser();
const describeInBrowser = browserPath === undefined ? describe.skip : describe;
const LIGHT = '6栋2单元楼道灯坏了好几天，晚上摸黑上楼';

describeInBrowser('the real program in a browser', () => {
  let program: Program;
  let browser: Browser;

  beforeEach(async () => {
    program = await Program.start({ begins: '2026-11-23T09:00' });
    browser = await launchBrowser(browserPath ?? '');
  });

  afterEach(async () => {
    await browser.close();
    await program.stop();
  });

  test('one person plays a report from the first word to the last: ticket, card, finish, check, callback, closed', async () => {
    const { page, faults } = await visit(browser, `${program.url}/local-chat`);
    const pill = page.locator('#tickets-body .ticket .pill');
    await pick(page, '向日葵');
    await row(page, 'room:room-jgy-6').click();
    await say(page, LIGHT);
    await page.locator('#log .by-bot', { hasText: '已登记 WG-20261123-0001' }).waitFor();

    await pick(page, '网格员小陈');
    await row(page, 'room:room-jingui-workers').click();
    await page.locator('#log .bubble', { hasText: '新单 WG-20261123-0001' }).waitFor();
    await say(page, '接单');
    await pill.filter({ hasText: '处置中' }).waitFor();
    await say(page, '办结 换了灯泡和声控开关');
    await pill.filter({ hasText: '待核实' }).waitFor();

    await pick(page, '社区何书记');
    await row(page, 'room:room-jingui-workers').click();
    await say(page, '核实通过');
    await pill.filter({ hasText: '待回访' }).waitFor();

    await pick(page, '向日葵');
    await row(page, 'direct:r-jgy-6-1').click();
    await page.locator('#log .bubble', { hasText: '您看行不行' }).waitFor();
    await say(page, '满意，亮堂多了');
    await page.locator('#log .bubble', { hasText: '就此办结' }).waitFor();
    await page.getByRole('button', { name: '已了结 1' }).click();
    await page.locator('.ticket').click();
    expect(await page.locator('.timeline li b').allInnerTexts()).toEqual([
      '已登记',
      '派单',
      '接单',
      '办结',
      '指定核实人',
      '核实通过',
      '评价',
      '归档',
    ]);
    await row(page, 'room:room-jgy-6').click();
    await bubbles(page).filter({ hasText: '已办好（WG-20261123-0001）' }).waitFor();
    expect(faults).toEqual([]);
    expect(program.errors).toEqual([]);
  });
});
