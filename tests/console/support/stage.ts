import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, visit, type Visit } from './browser.js';
import { openFakeHouse, type FakeHouse } from './fake-house.js';

/** A browser for all tests of a file, and a house of its own for each; faults in any page fail the test. */
export function setStage(browserPath: string): Stage {
  const stage = new Stage();
  beforeAll(async () => {
    stage.browser = await launchBrowser(browserPath);
  });
  afterAll(async () => {
    await stage.browser?.close();
  });
  beforeEach(async () => {
    stage.opened = await openFakeHouse();
  });
  afterEach(async () => {
    const visits = stage.visits.splice(0);
    for (const { page } of visits) await page.context().close();
    await stage.house.stop();
    expect(visits.flatMap(({ faults }) => faults)).toEqual([]);
  });
  return stage;
}

class Stage {
  browser: Browser | undefined;
  opened: FakeHouse | undefined;
  readonly visits: Visit[] = [];

  get house(): FakeHouse {
    if (!this.opened) throw new Error('the house is open during a test only');
    return this.opened;
  }

  /** Opens the page as somebody who has never been there. */
  async enter(options: Parameters<typeof visit>[2] = {}): Promise<Page> {
    if (!this.browser) throw new Error('the browser is open during a test only');
    const visited = await visit(this.browser, `http://127.0.0.1:${this.house.port}/local-chat`, options);
    this.visits.push(visited);
    return visited.page;
  }

  /** For a test that makes the browser complain on purpose: what it said about failed requests does not count. */
  forgiveFaults(): void {
    for (const { faults } of this.visits) {
      const others = faults.filter(fault => !/Failed to load resource|ERR_|EventSource/u.test(fault));
      faults.splice(0, faults.length, ...others);
    }
  }
}

/** @param key `room:<id>` or `direct:<contact id>` */
export function row(page: Page, key: string): Locator {
  return page.locator(`.row[data-key="${key}"]`);
}

export function bubbles(page: Page): Locator {
  return page.locator('#log .message .bubble');
}

export async function speakAs(page: Page, id: string): Promise<void> {
  await page.locator(`#faces .face[data-person="${id}"]`).click();
}

export async function say(page: Page, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
}

/** Becomes the first person found. */
export async function pick(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '换人' }).click();
  await page.fill('#people-search', name);
  await page.press('#people-search', 'Enter');
}
