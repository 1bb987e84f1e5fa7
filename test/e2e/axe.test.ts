import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../shared/text/language.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';
import { openScreen, POPUP, SCREENS, zoom } from './screens.js';

const ARTIFACTS = join(import.meta.dirname, '../../test-artifacts');
const THEMES = ['light', 'dark'] as const;

/** What axe objects to, with the places. The source is evaluated by the protocol, which the pages' policy does not hinder. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

/** CSS pixels by which the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe.each(LANGUAGES)('in %s', (language) => {
  let stack: PortalStack;

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    stack = await startPortalStack({ language, identities: [{ company: '衡水金保科技有限公司', validDays: 20 }] });
    await bindDirectly(stack);
    const page = await stack.open('about:blank');
    await logInByCa(page, stack);
  });

  afterAll(() => stack.close());

  it('axe does see what is wrong with a page', async () => {
    const page = await openScreen(stack, POPUP);
    await page.evaluate(() => {
      document.querySelector('img')?.removeAttribute('alt');
      for (const summary of document.querySelectorAll('summary')) summary.style.color = 'var(--line)';
    });
    const found = await violations(page);
    for (const rule of ['image-alt', 'color-contrast'])
      expect(found).toContainEqual(expect.stringMatching(`^${rule}:`));
    await page.close();
  });

  describe.each(['connected', 'no-bridge'] as const)('%s', (state) => {
    beforeAll(async () => {
      if (state === 'no-bridge') await stack.bridge.stop();
    });

    it.each(SCREENS)(
      'axe finds nothing on $name, light and dark, and it is never wider than its window',
      async (screen) => {
        const page = await openScreen(stack, screen);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
        for (const theme of THEMES) {
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
          const path = join(ARTIFACTS, `${screen.name}-${state}-${language}-${theme}.png`) as `${string}.png`;
          await page.screenshot({ path, fullPage: true });
          expect(await violations(page), theme).toEqual([]);
        }
        for (const factor of [1, 1.25, 1.5, 2]) {
          await zoom(page, screen, factor);
          expect(await overflow(page), `${factor}`).toBe(0);
        }
        expect(await violations(page), 'at 200 %').toEqual([]);
        await page.close();
      },
    );
  });
});
