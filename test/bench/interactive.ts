import type { Browser, Page } from 'playwright-core';
import { openBank, type TestBank } from '../support/bank';
import { launchChromium } from '../support/chromium';
import { builtMiniapp } from '../support/miniapp';
import { openPhone } from '../support/phone';
import { median } from './rounds';
import { interactiveAt, QUIET_MS, type TraceEvent } from './trace';

/** 可用: my work on a phone whose processor is four times slower, nothing kept from before, 20 things waiting. */
const SLOWER = 4;
const ROUNDS = 7;
const WAITING = 20;
const SCREEN = { width: 390, height: 844 };
/** By then the list stands there. */
const DRAWN_WITHIN_MS = 3_000;

export interface Interactive {
  /** From the tap until the list stands there and the page answers at once. */
  readonly ms: number;
  readonly slowestMs: number;
  /** Until the list stands there. */
  readonly drawnMs: number;
}

export async function measureInteractive(): Promise<Interactive> {
  await builtMiniapp();
  const bank = await openBank({ role: 'web', page: 'on', clock: Date });
  const browser = await launchChromium();
  try {
    await fillUp(bank);
    const page = await loggedIn(browser, bank);
    const rounds: Opening[] = [];
    for (let round = 0; round <= ROUNDS; round++) rounds.push(await opened(browser, page, addressOf(bank)));
    // The first one warms up the service, not the phone.
    const measured = rounds.slice(1);
    return {
      ms: median(measured.map(({ ms }) => ms)),
      slowestMs: Math.max(...measured.map(({ ms }) => ms)),
      drawnMs: median(measured.map(({ drawnMs }) => drawnMs)),
    };
  } finally {
    await browser.close();
    await bank.close();
  }
}

const CLERK = 'zhou.min';
const addressOf = ({ sandbox }: TestBank) => `${sandbox.url}/phone/${CLERK}/h5/#/pages/work/index`;

async function fillUp(bank: TestBank): Promise<void> {
  const clerk = await openPhone(bank, CLERK);
  const party = {
    name: '王小明',
    phone: '13987654321',
    facts: '信用卡年费重复扣了300元',
    request: '要求退款',
  };
  for (let at = 0; at < WAITING; at++) await clerk.post('/cases', { party, claimedFen: 30_000 });
}

async function loggedIn(browser: Browser, bank: TestBank): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREEN, locale: 'zh-CN', hasTouch: true });
  await context.addInitScript(MARK_DRAWN);
  const page = await context.newPage();
  await page.goto(addressOf(bank));
  await page.locator('.work-id').first().waitFor();
  const phone = await context.newCDPSession(page);
  await phone.send('Network.enable');
  await phone.send('Network.setCacheDisabled', { cacheDisabled: true });
  await phone.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

/** In the page: marks when the first line of the list was painted. */
const MARK_DRAWN = `new MutationObserver((_, observer) => {
  if (!document.querySelector('.work-id')) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => performance.mark('drawn')));
}).observe(document, { childList: true, subtree: true })`;

interface Opening {
  readonly ms: number;
  readonly drawnMs: number;
}

async function opened(browser: Browser, page: Page, address: string): Promise<Opening> {
  await page.goto('about:blank');
  await browser.startTracing(page, {
    categories: ['toplevel', 'loading', 'blink.user_timing', 'devtools.timeline'],
  });
  await page.goto(address);
  // Nothing is asked of the page meanwhile: to answer would be work of its own.
  await page.waitForTimeout(DRAWN_WITHIN_MS + QUIET_MS);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: TraceEvent[];
  };
  return interactiveAt(trace.traceEvents);
}
