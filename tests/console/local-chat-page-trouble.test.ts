import { describe, expect, test } from '@jest/globals';
import { findBrowser } from './support/browser.js';
import { inBuilding, inWorkers } from './support/small-town.js';
import { bubbles, row, say, setStage } from './support/stage.js';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const browserPath = findBrowser();
const describeInBrowser = browserPath === undefined ? describe.skip : describe;

describeInBrowser('the local-chat page, when it is not easy', () => {
  const stage = setStage(browserPath ?? '');

  test('a file that is no photo is refused in words', async () => {
    const page = await stage.enter();
    await page.setInputFiles('#photo-input', {
      name: '表.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    });
    await page.locator('#error', { hasText: '只能发图片' }).waitFor();
  });

  test('what the server refuses stays in the field, with the reason under it', async () => {
    const page = await stage.enter();
    stage.house.network.leave('g6', ['kui'], 'kui');
    await page.locator('#composer[inert]').waitFor();
    await row(page, 'room:g6').click();
    expect(await page.locator('.me-name').innerText()).toBe('小棠');
    await page.route('**/rooms/g6/messages', route =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        body: '{"detail":"请换成群成员发言。"}',
      }),
    );
    await say(page, '在吗');
    await page.locator('#error', { hasText: '请换成群成员发言。' }).waitFor();
    expect(await page.inputValue('#text')).toBe('在吗');
    stage.forgiveFaults();
  });

  test('when the program comes back, what was said meanwhile is there, once', async () => {
    const page = await stage.enter();
    await say(page, '停电之前');
    await bubbles(page).nth(0).waitFor();
    await stage.house.stop();
    await page.locator('#banner', { hasText: '和程序断开了，正在重连' }).waitFor();
    await stage.house.network.post({
      fromId: 'tang',
      conversation: inBuilding,
      text: '停电之时',
      mentionIds: [],
    });
    await stage.house.startAgain();
    await page.locator('#banner').waitFor({ state: 'hidden' });
    await stage.house.network.post({
      fromId: 'xu',
      conversation: inBuilding,
      text: '来电之后',
      mentionIds: [],
    });
    await bubbles(page).nth(2).waitFor();
    expect(await bubbles(page).allInnerTexts()).toEqual(['停电之前', '停电之时', '来电之后']);
    stage.forgiveFaults();
  });

  test('a group with two thousand messages opens at its end and shows older ones on the way up', async () => {
    for (let count = 1; count <= 2_000; count += 1) {
      await stage.house.network.post({
        fromId: 'zhao',
        conversation: inWorkers,
        text: `第${count}条`,
        mentionIds: [],
      });
    }
    const page = await stage.enter();
    await row(page, 'room:workers').locator('.row-line', { hasText: '第2000条' }).waitFor();
    await row(page, 'room:workers').click();
    await page.locator('#log .bubble', { hasText: /^第2000条$/u }).waitFor();
    const shown = await bubbles(page).count();
    expect(shown).toBeLessThan(200);
    await page.locator('#log').hover();
    await page.mouse.wheel(0, -20_000);
    await bubbles(page).nth(shown).waitFor({ state: 'attached' });
    expect(await bubbles(page).last().innerText()).toBe('第2000条');
  });

  test('on a phone nothing sticks out, and list, chat and tickets are each in reach', async () => {
    const page = await stage.enter(phone);
    const width = () => page.locator('html').evaluate((html: { scrollWidth: number }) => html.scrollWidth);
    expect(await width()).toBe(390);
    await row(page, 'room:g6').tap();
    await say(page, '6栋2单元下水道堵了往外冒水');
    await page.locator('#log .number').tap();
    await page.locator('.timeline li').first().waitFor();
    expect(await width()).toBe(390);
    await page.getByRole('button', { name: '收起工单' }).tap();
    await page.getByRole('button', { name: '回到会话列表' }).tap();
    expect(await row(page, 'room:g6').isVisible()).toBe(true);
    expect(await width()).toBe(390);
  });

  test('by keyboard alone one walks to a message and copies, quotes or takes it back', async () => {
    const page = await stage.enter();
    await say(page, '路灯坏了');
    await bubbles(page).first().waitFor();
    await page.locator('#log').focus();
    await page.keyboard.press('ArrowUp');
    await page.locator('.message-menu').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#quote-bar', { hasText: '路灯坏了' }).waitFor();
    await page.locator('#text:focus').waitFor();
  });
});
