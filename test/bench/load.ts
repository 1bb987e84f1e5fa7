import type { Page } from 'puppeteer';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { type PortalStack, startPortalStack } from '../e2e/portal-stack.js';
import { type Figures, percentile } from './figures.js';

const ROUNDS = 15;
const WARM_UP = 2;
const OURS = `chrome-extension://${EXTENSION_ID}/`;
/** What Chromium runs of a script: compilation with the first run, and each callback; microtasks are within these. */
const RUNS = new Set(['EvaluateScript', 'FunctionCall']);

/** An event of Chromium's trace (Trace Event Format); times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of `dur`, what the thread has run. */
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

/** What the content scripts take of the portal's main thread while it loads, and how soon the popup shows something. */
export async function measureLoad(): Promise<Figures> {
  const stack = await startPortalStack();
  try {
    const [loads, paints]: [number[], number[]] = [[], []];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      loads.push(await contentLoad(stack));
      paints.push(await popupPaint(stack));
    }
    return {
      'content.load': percentile(loads.slice(WARM_UP), 50),
      'popup.paint': percentile(paints.slice(WARM_UP), 50),
    };
  } finally {
    await stack.close();
  }
}

/** Milliseconds of our scripts on the main thread, from the navigation of a new tab until the page is at rest. */
async function contentLoad({ browser, portal }: PortalStack): Promise<number> {
  const page = await browser.newPage();
  await page.tracing.start({ categories: ['devtools.timeline'] });
  await page.goto(`${portal.origin}/login.html`, { waitUntil: 'networkidle0' });
  const trace = await page.tracing.stop();
  await page.close();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { readonly traceEvents: TraceEvent[] };
  const ours = traceEvents.filter(({ name, args }) => RUNS.has(name) && args.data?.url?.startsWith(OURS));
  const scripts = ours.filter(({ name }) => name === 'EvaluateScript');
  if (scripts.length < 2) throw new Error(`of two content scripts ${scripts.length} ran`);
  return threadTime(ours) / 1000;
}

/** Microseconds that the thread has run for the events: one within another counts once. */
function threadTime(events: readonly TraceEvent[]): number {
  let total = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { ts, dur = 0, tdur = dur } of [...events].sort((a, b) => a.ts - b.ts)) {
    if (ts < end) continue;
    total += tdur;
    end = ts + dur;
  }
  return total;
}

/** Milliseconds from the popup's navigation until it has painted text or an image. */
async function popupPaint(stack: PortalStack): Promise<number> {
  const popup = await stack.popup();
  const at = await firstContentfulPaint(popup);
  await popup.close();
  return at;
}

function firstContentfulPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-contentful-paint');
          if (entry) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}
