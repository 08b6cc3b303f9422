import { describe, expect, test } from '@jest/globals';
import { pixel } from '../support/small-world.js';
import { findBrowser } from './support/browser.js';
import { inBuilding, withSunflower } from './support/small-town.js';
import { bubbles, pick, row, say, setStage, speakAs } from './support/stage.js';

const browserPath = findBrowser();
const describeInBrowser = browserPath === undefined ? describe.skip : describe;

describeInBrowser('the local-chat page', () => {
  const stage = setStage(browserPath ?? '');

  test('a resident says something in the group and sees it and the answer at once', async () => {
    const page = await stage.enter();
    await row(page, 'room:g6').click();
    await say(page, '6栋2单元下水道堵了往外冒水');
    await page.locator('#log .is-mine', { hasText: '下水道堵了' }).waitFor();
    const answer = page.locator('#log .by-bot');
    await answer.waitFor();
    expect(await answer.innerText()).toContain('已登记 WG-20261121-0007');
    expect(await page.inputValue('#text')).toBe('');
    expect(await row(page, 'room:g6').locator('.row-line').innerText()).toContain('已登记');
  });

  test('somebody is found by name, and their groups and private chat come first', async () => {
    const page = await stage.enter();
    await pick(page, '小陈');
    expect(await page.locator('.me-name').innerText()).toBe('网格员小陈');
    expect(await page.locator('#chat-title h1').innerText()).toBe('金桂苑6栋楼群');
    const names = await page.locator('.row .row-name').allInnerTexts();
    expect(names.slice(0, 4)).toEqual([
      '与小格私聊',
      '金桂苑6栋楼群',
      '金桂社区网格员工作群',
      '金桂社区楼长群',
    ]);
  });

  test('the whole loop is played by one person: report, accept, finish, verify, satisfied', async () => {
    const page = await stage.enter();
    await pick(page, '向日葵');
    await page.locator('.chip', { hasText: '下水道堵了' }).click();
    await page.press('#text', 'Enter');
    await row(page, 'room:workers').locator('.badge', { hasText: '1' }).waitFor();
    await row(page, 'room:workers').click();
    expect(await page.locator('.me-name').innerText()).toBe('网格员小陈');
    await page.locator('#log .calls-me').waitFor();
    const pill = page.locator('#tickets-body .ticket .pill');
    for (const [word, state] of [
      ['接单', '处置中'],
      ['办结', '待核实'],
    ] as const) {
      await page.getByRole('button', { name: word, exact: true }).click();
      await page.press('#text', 'Enter');
      await pill.filter({ hasText: state }).waitFor();
    }
    await page.locator('#faces .face.is-called', { hasText: '小赵' }).waitFor();
    await speakAs(page, 'zhao');
    expect(await page.locator('.chip').first().innerText()).toBe('核实通过');
    await page.getByRole('button', { name: '核实通过', exact: true }).click();
    await page.press('#text', 'Enter');
    await pill.filter({ hasText: '待回访' }).waitFor();
    await row(page, 'direct:kui').click();
    await page.getByRole('button', { name: '满意', exact: true }).click();
    await page.press('#text', 'Enter');
    await page.locator('#log .bubble', { hasText: '就此办结' }).waitFor();
    await page.getByRole('button', { name: '已了结 1' }).click();
    await page.locator('.ticket').click();
    expect(await page.locator('.timeline li b').allInnerTexts()).toEqual([
      '已登记',
      '派单',
      '接单',
      '办结',
      '核实通过',
      '评价',
      '归档',
    ]);
    expect(await page.locator('.timeline .by').nth(4).innerText()).toContain('网格员小赵 · 网格员');
    expect(await page.locator('.facts').innerText()).toMatch(/评价\s*满意/u);
  });

  test('a photo is shown before it is sent, goes with the words, and can be enlarged', async () => {
    const page = await stage.enter();
    await page.setInputFiles('#photo-input', { name: '地漏.png', mimeType: 'image/png', buffer: pixel });
    await page.locator('#preview img').waitFor();
    await say(page, '看，就是这里');
    await page.locator('#log .bubble .picture img').waitFor();
    await page.locator('#log img').evaluate((img: { decode(): Promise<void> }) => img.decode());
    expect(await page.locator('#preview').isHidden()).toBe(true);
    expect(stage.house.network.messagesOf(inBuilding, 0, 9)).toMatchObject([
      { text: '看，就是这里', photo: { type: 'image/png' } },
    ]);
    await page.locator('#log .picture').click();
    expect(await page.locator('#viewer').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('#viewer').isVisible()).toBe(false);
  });

  test.each(['paste', 'drop'])('a photo can come by %s', async way => {
    const page = await stage.enter();
    await page.evaluate(`{
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array([1, 2, 3])], '现场.png', { type: 'image/png' }));
      const init = { bubbles: true, cancelable: true, clipboardData: carried, dataTransfer: carried };
      const event = '${way}' === 'paste' ? new ClipboardEvent('paste', init) : new DragEvent('drop', init);
      document.querySelector('#text').dispatchEvent(event);
    }`);
    await page.locator('#preview', { hasText: '现场.png' }).waitFor();
    await page.getByRole('button', { name: '去掉图片' }).click();
    expect(await page.locator('#preview').isVisible()).toBe(false);
  });

  test('what is said to the bot in private stays out of the group', async () => {
    const page = await stage.enter();
    await row(page, 'direct:kui').click();
    await say(page, '2单元301');
    await page.locator('#log .by-bot', { hasText: '房号只给上门的人看' }).waitFor();
    expect(stage.house.network.messagesOf(withSunflower, 0, 9)).toHaveLength(2);
    expect(stage.house.network.messagesOf(inBuilding, 0, 9)).toHaveLength(0);
  });

  test('an @ offers the members, and the chosen one is mentioned', async () => {
    const page = await stage.enter();
    await page.locator('#text').pressSequentially('请@小陈');
    await page.locator('#mentions .option', { hasText: '网格员小陈' }).waitFor();
    await page.press('#text', 'Enter');
    expect(await page.inputValue('#text')).toBe('请@网格员小陈 ');
    await page.press('#text', 'Enter');
    await page.locator('#log .mention').waitFor();
    expect(stage.house.network.messagesOf(inBuilding, 0, 9)[0]?.mentionIds).toEqual(['chen']);
  });

  test('a message is quoted and taken back from its menu; only its sender may take it back', async () => {
    const page = await stage.enter();
    await say(page, '车位被占了');
    await bubbles(page).first().hover();
    await page.getByRole('button', { name: '引用' }).click();
    await say(page, '就是这件');
    await page.locator('#log .quote', { hasText: '向日葵：车位被占了' }).waitFor();
    await speakAs(page, 'tang');
    await bubbles(page).first().hover();
    expect(await page.getByRole('button', { name: '撤回' }).isVisible()).toBe(false);
    await speakAs(page, 'kui');
    await page.locator('#text').hover();
    await bubbles(page).first().hover();
    await page.getByRole('button', { name: '撤回' }).click();
    await page.locator('#log .notice', { hasText: '你撤回了一条消息' }).waitFor();
    await speakAs(page, 'tang');
    await page.locator('#log .notice', { hasText: '向日葵撤回了一条消息' }).waitFor();
  });

  test('the clock shows the time in China and moves on by an hour', async () => {
    const page = await stage.enter({ timezoneId: 'America/New_York' });
    await page.locator('#clock', { hasText: '11月21日 周六' }).waitFor();
    expect(await page.locator('.clock-face b').innerText()).toBe('09:12');
    await page.getByRole('button', { name: '+1 小时' }).click();
    await page.locator('.clock-face b', { hasText: '10:12' }).waitFor();
    expect(stage.house.moves).toEqual([60]);
    expect(await page.getByRole('button', { name: '+24 小时' }).isEnabled()).toBe(true);
  });
});
