import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where Chromium is looked for; `CHROMIUM` names another place. */
const places = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * Where the browser is; undefined means that what needs one is left out: there is none on this machine, or
 * `QUNLIBAN_NO_BROWSER=1` asks for it. Under `CI=true` there must be one, and this throws.
 */
export function findBrowser(): string | undefined {
  const found = places.find(place => place !== '' && existsSync(place));
  const isLeftOut = process.env['QUNLIBAN_NO_BROWSER'] === '1';
  if (process.env['CI'] === 'true') {
    if (found) return found;
    throw new Error('the page cannot be tested: no Chromium here; install it or set CHROMIUM to where it is');
  }
  if (found && !isLeftOut) return found;
  const why = isLeftOut ? 'QUNLIBAN_NO_BROWSER=1' : 'no Chromium here; set CHROMIUM to where it is';
  process.stderr.write(`the tests of the page in a browser are left out: ${why}\n`);
  return undefined;
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that is open in the browser, with everything that went wrong in it. */
export interface Visit {
  readonly page: Page;
  /** Errors on the console, exceptions, and violations of the content security policy. */
  readonly faults: string[];
}

const desk = { width: 1280, height: 800 };

/** The server's policy, without its leave for styles within the page: ours needs none. */
const STRICT = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: desk, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', error => faults.push(String(error)));
  await page.route(url, async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': STRICT } });
  });
  await page.goto(url);
  await page.locator('.row').first().waitFor();
  return { page, faults };
}
