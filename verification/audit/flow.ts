/**
 * Measures messages between a page and its workers, and how evenly pictures arrive, while a figure is dragged and
 * hovered.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { specsOf } from '../../tests/browser/tasks.ts';
import { touch } from '../../tests/browser/touch.ts';
import { cloneSize } from './clone-size.ts';
import { kilobytes, median, quantile, type Row } from './row.ts';

/** A measured site: its name in the table, and its address. */
export interface Site {
  name: string;
  address: string;
}

/**
 * Number of measurements of each site, alternating with the others, so that a busy moment of the machine affects all.
 */
const ROUNDS = 3;
/**
 * Number of inputs for counting bytes, each after the picture of the last; and of timed frames, with an input in each.
 */
const INPUTS = 40;
const FRAMES = 150;
/** Slowdown factor of the page's main thread. */
const SLOWED = 4;

type Gesture = 'drag' | 'release' | 'hover';
type Bytes = Record<Gesture, { toWorkers: number; fromWorkers: number; pictures: number }>;
interface Frames {
  /** Milliseconds between frames. */
  frames: number[];
  pictures: number;
  /** CPU milliseconds of the page's main thread per frame. */
  busy: number;
}
interface Flow {
  bytes: Bytes;
  drag: Frames;
  hover: Frames;
}

/**
 * Measures every instant or ensemble figure that this page has on all sites; sites alternate, and the row shows medians.
 */
export async function auditFlow(browser: Browser, sites: readonly Site[], page: string): Promise<Row[]> {
  const rows: Row[] = [];
  const [names = [], ...others] = await Promise.all(sites.map((site) => figuresOf(browser, site, page)));
  for (const name of names.filter((name) => others.every((other) => other.includes(name)))) {
    const flows = new Map<Site, Flow[]>(sites.map((site) => [site, []]));
    for (let round = 0; round < ROUNDS; round++)
      for (const site of sites) flows.get(site)?.push(await flowOf(browser, site, page, name));
    rows.push(...rowsOf(`${page}#${name}`, flows));
  }
  return rows;
}

function rowsOf(page: string, flows: ReadonlyMap<Site, readonly Flow[]>): Row[] {
  const row = (what: string, show: (number: number) => string, of: (flow: Flow) => number): Row => ({
    page,
    what,
    measured: [...flows].map(([{ name }, runs]) => `${name} ${show(median(runs.map(of)))}`).join(', '),
    budget: '',
  });
  const bytes = (['drag', 'hover', 'release'] as const).flatMap((gesture) => {
    const each = gesture === 'release' ? 1 : INPUTS;
    const per = gesture === 'release' ? 'after the release' : `for each input of a ${gesture}`;
    return [
      row(`bytes to workers ${per}`, kilobytes, (flow) => flow.bytes[gesture].toWorkers / each),
      row(`bytes from workers ${per}`, kilobytes, (flow) => flow.bytes[gesture].fromWorkers / each),
    ];
  });
  const frames = (['drag', 'hover'] as const).flatMap((gesture) => [
    row(`frame p95, ${gesture}, slowed ${SLOWED} times`, milliseconds, (flow) => quantile(flow[gesture].frames, 0.95)),
    row(`busy in each frame, ${gesture}, slowed ${SLOWED} times`, milliseconds, (flow) => flow[gesture].busy),
    row(`pictures in ${FRAMES} frames, ${gesture}, slowed ${SLOWED} times`, String, (flow) => flow[gesture].pictures),
  ]);
  return [...bytes, ...frames];
}

const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;

async function figuresOf(browser: Browser, { address }: Site, page: string): Promise<string[]> {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    await tab.goto(new URL(page.slice(1), address).href);
    const specs = await specsOf(tab);
    return specs.filter(({ pace }) => pace !== 'long').map(({ name }) => name);
  } finally {
    await context.close();
  }
}

/** Bytes and frames in separate visits: counting takes time. */
async function flowOf(browser: Browser, site: Site, page: string, name: string): Promise<Flow> {
  const counted = await open(browser, site, page, name, true);
  let bytes: Bytes;
  try {
    bytes = await counted.tab.evaluate(countGestures, [name, INPUTS] as const);
  } finally {
    await counted.context.close();
  }
  const { tab, context } = await open(browser, site, page, name, false);
  try {
    const session = await context.newCDPSession(tab);
    // CPU time of the thread: other work on the machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    const busy = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN);
    };
    const timed = async (gesture: 'drag' | 'hover'): Promise<Frames> => {
      const before = await busy();
      const measured = await tab.evaluate(timeFrames, [name, gesture, FRAMES] as const);
      return { ...measured, busy: ((await busy()) - before) / FRAMES };
    };
    return { bytes, drag: await timed('drag'), hover: await timed('hover') };
  } finally {
    await context.close();
  }
}

/** The page with one figure live and visible, a moment after its first picture. */
async function open(
  browser: Browser,
  { address }: Site,
  page: string,
  name: string,
  counts: boolean,
): Promise<{ tab: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 });
  const tab = await context.newPage();
  if (counts) await tab.addInitScript({ content: `(${countMessages})(${cloneSize})` });
  await tab.goto(new URL(page.slice(1), address).href, { waitUntil: 'load' });
  await touch(tab.locator(`figure#${name}`));
  await tab.waitForTimeout(1500);
  return { tab, context };
}

interface Counts {
  toWorkers: number;
  fromWorkers: number;
}

/** Runs in the page before its scripts: adds up the messages to workers and their answers. */
function countMessages(sizeOf: (message: unknown) => number): void {
  const counts: Counts = { toWorkers: 0, fromWorkers: 0 };
  class CountedWorker extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        counts.fromWorkers += sizeOf(data);
      });
    }
    // Both overloads of postMessage take the message first, and transferred objects are part of it.
    override postMessage(message: unknown, ...rest: []): void {
      counts.toWorkers += sizeOf(message);
      super.postMessage(message, ...rest);
    }
  }
  Object.assign(window, { Worker: CountedWorker, counts });
}

/** Runs in the page: drags, releases and hovers, each input after the picture of the last. */
async function countGestures([name, inputs]: readonly [string, number]): Promise<Bytes> {
  const figure = document.getElementById(name);
  const slider = figure?.querySelector<HTMLInputElement>('.controls input[type=range]');
  const box =
    figure?.querySelector('.panel-box:has(.step-cursor)') ?? figure?.querySelector('.panel-surface .panel-box');
  const live = figure?.querySelector('[data-run]');
  if (!figure || !live) throw new Error(`${name} is not live`);
  const counts = Reflect.get(window, 'counts') as Counts; // created by countMessages
  const shown = (): number => Number(live.getAttribute('data-run'));
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const picture = async (before: number): Promise<void> => {
    for (let time = 0; time < 100 && shown() === before; time++) await wait(5);
  };
  const settled = async (): Promise<void> => {
    for (let last = -1; last !== shown(); await wait(600)) last = shown();
  };
  const counted = async (gesture: () => Promise<void>): Promise<Bytes['drag']> => {
    const before = { ...counts, pictures: shown() };
    await gesture();
    return {
      toWorkers: counts.toWorkers - before.toWorkers,
      fromWorkers: counts.fromWorkers - before.fromWorkers,
      pictures: shown() - before.pictures,
    };
  };
  await settled();
  const drag = await counted(async () => {
    slider?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    for (let k = 0; slider && k < inputs; k++) {
      const before = shown();
      slider.value = String(300 + 200 * Math.sin(k / 6));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await picture(before);
    }
  });
  const release = await counted(async () => {
    slider?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    await settled();
  });
  const hover = await counted(async () => {
    const { left, top, width, height } = box?.getBoundingClientRect() ?? new DOMRect();
    for (let k = 0; box && k < inputs; k++) {
      const before = shown();
      const [clientX, clientY] = [left + (width * (k + 1)) / (inputs + 1), top + height / 2];
      box.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY }));
      await picture(before);
    }
    await settled();
  });
  return { drag, release, hover };
}

/** Runs in the page: an input in every frame. */
async function timeFrames([name, gesture, count]: readonly [string, 'drag' | 'hover', number]): Promise<
  Omit<Frames, 'busy'>
> {
  const figure = document.getElementById(name);
  const slider = figure?.querySelector<HTMLInputElement>('.controls input[type=range]');
  const box =
    figure?.querySelector('.panel-box:has(.step-cursor)') ?? figure?.querySelector('.panel-surface .panel-box');
  const live = figure?.querySelector('[data-run]');
  if (!live) throw new Error(`${name} is not live`);
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const { left, top, width, height } = box?.getBoundingClientRect() ?? new DOMRect();
  const input = (k: number): void => {
    if (gesture === 'drag' && slider) {
      slider.value = String(300 + 200 * Math.sin(k / 12));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    } else if (gesture === 'hover') {
      const clientX = left + width * (0.1 + 0.8 * Math.abs(1 - ((k / 60) % 2)));
      box?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY: top + height / 2 }));
    }
  };
  if (gesture === 'drag') slider?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  const before = Number(live.getAttribute('data-run'));
  const frames: number[] = [];
  let last = await frame();
  for (let k = 0; k < count; k++) {
    input(k);
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
  const pictures = Number(live.getAttribute('data-run')) - before;
  if (gesture === 'drag') slider?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  else box?.dispatchEvent(new PointerEvent('pointerleave'));
  for (let wait = 0; wait < 60; wait++) await frame();
  return { frames, pictures };
}
