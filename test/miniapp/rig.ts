import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { openBank, type TestBank, type TestBankOptions } from '../support/bank';
import { launchChromium } from '../support/chromium';
import { builtMiniapp } from '../support/miniapp';

export const SCREEN = { width: 390, height: 844 };
const PATIENCE_MS = 15_000;

/** 手机 of one member in WeCom, with the mini-app's H5 on it, as the service serves it. */
export interface H5Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens a page by its path, `pages/work/index`, logged in as WeCom logs in; waits until it is drawn. */
  open(path: string): Promise<void>;
  /** Waits until these words stand on the page that is shown. */
  sees(words: string | RegExp): Promise<void>;
  /** Taps what is called so: a button, a link, a choice or a tab. */
  tap(words: string): Promise<void>;
  /** Types into the field of this name. */
  type(label: string, value: string): Promise<void>;
  /** Chooses of what stands in sight, or of a list that opens. */
  choose(label: string, ...names: readonly string[]): Promise<void>;
  /** All that stands on the page that is shown. */
  text(): Promise<string>;
}

/** 真机台: the real service and the sandbox, and Chromium for its phones; time is the bank's. */
export interface MiniappRig {
  readonly bank: TestBank;
  /** Of the same member always the same phone. */
  phoneOf(userid: string): Promise<H5Phone>;
  advance(ms: number): Promise<void>;
  /** Ends all, and fails when a page complained, broke the CSP or asked a foreign host. */
  close(): Promise<void>;
}

export async function openRig(options: TestBankOptions = {}): Promise<MiniappRig> {
  await builtMiniapp();
  const bank = await openBank({ ...options, page: 'on' });
  const browser = await launchChromium();
  const phones = new Map<string, Promise<H5Phone>>();
  const complaints: string[] = [];
  return {
    bank,
    phoneOf: (userid) => {
      const phone = phones.get(userid) ?? openPhone(userid, { bank, browser, complaints });
      phones.set(userid, phone);
      return phone;
    },
    advance: async (ms) => {
      bank.sandbox.clock.advance(ms);
      for (const phone of phones.values())
        await (await phone).context.clock.setFixedTime(bank.sandbox.clock.now());
    },
    close: async () => {
      await browser.close();
      await bank.close();
      if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join('\n')}`);
    },
  };
}

interface Ground {
  readonly bank: TestBank;
  readonly browser: Browser;
  readonly complaints: string[];
}

async function openPhone(userid: string, { bank, browser, complaints }: Ground): Promise<H5Phone> {
  const { sandbox } = bank;
  const context = await browser.newContext({ viewport: SCREEN, locale: 'zh-CN', hasTouch: true });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.clock.setFixedTime(sandbox.clock.now());
  const page = await context.newPage();
  const complain = (what: string) => complaints.push(`${userid}: ${what.slice(0, 300)}`);
  page.on('pageerror', ({ message }) => complain(message));
  page.on('console', (message) => {
    // What was refused or cut off, Chromium reports too.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complain(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== sandbox.url && !/^(data|blob):$/.test(protocol)) complain(`foreign: ${request.url()}`);
  });

  const drawn = async () => {
    await shown('[role=heading]').first().waitFor();
    await shown('.page-bones').waitFor({ state: 'detached' });
  };
  /** Pages one came from stay in the document, hidden. */
  const shown = (selector: string): Locator => page.locator(`${selector}:visible`);
  const named = (words: string): Locator =>
    shown(
      'uni-button, [role=button], [role=tab], [role=radio], [role=checkbox], [role=option], .uni-tabbar__item',
    )
      .filter({ hasText: new RegExp(`^\\s*${escaped(words)}\\s*$`) })
      .last();
  const tap = (words: string) => named(words).click();
  return {
    page,
    context,
    open: async (path) => {
      // The same address but for its hash would load nothing anew.
      await page.goto('about:blank');
      await page.goto(`${sandbox.url}/phone/${userid}/h5/#/${path}`);
      await drawn();
    },
    sees: (words) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    tap,
    type: async (label, value) => {
      const field = shown(`[aria-label="${label}"]`).locator('input, textarea').first();
      await field.fill(value);
    },
    choose: async (label, ...names) => {
      const inSight = shown(`[role=group][aria-label="${label}"]`);
      const list = shown(`[role=button][aria-label^="${label}："]`);
      await inSight.or(list).first().waitFor();
      if ((await inSight.count()) > 0) {
        for (const name of names) await inSight.getByText(name, { exact: true }).click();
        return;
      }
      await list.click();
      const dialog = shown(`[role=dialog][aria-label="${label}"]`);
      for (const name of names)
        await dialog.locator('[role=option]').filter({ hasText: name }).first().click();
      // Of several one says when it is enough; of one the sheet closes by itself.
      const enough = dialog.locator('uni-button');
      if ((await enough.count()) > 0) await enough.click();
      await dialog.waitFor({ state: 'hidden' });
    },
    text: async () => (await shown('uni-page').last().innerText()).replace(/\s+/g, ' '),
  };
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
