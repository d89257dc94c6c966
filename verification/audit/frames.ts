/** Measures frame times while a run is played, dragged, explored in fog, or enlarged: at full speed and slowed. */
import type { Browser, Locator, Page } from '@playwright/test';
import { touch } from '../../tests/browser/touch.ts';
import { median, quantile, type Row } from './row.ts';

/** Slowdown factors of the page's main thread, and the maximum frame times: for sixty and thirty frames a second. */
const SPEEDS = [
  { slowed: 1, says: 'at full speed', frame: 17 },
  { slowed: 4, says: 'slowed four times', frame: 34 },
] as const;
/** Duration of a gesture, ms. */
const LONG = 3000;
/** Time between two steps in the fog: as fast as a reader, ms. */
const BETWEEN_STEPS = 250;

interface Act {
  tab: Page;
  figure: Locator;
  /** Whether the gesture should continue. */
  on(): boolean;
}

interface Gesture {
  page: string;
  figure: string;
  /** Values of the figure, in the URL. */
  set?: Readonly<Record<string, number>>;
  what: string;
  /** Called before frames are counted. */
  prepare?(act: Act): Promise<void>;
  perform(act: Act): Promise<void>;
}

/** The centre of an element, px. */
async function middleOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('the element to measure is not visible');
  return { ...box, x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const play: Gesture['perform'] = async ({ tab, figure, on }) => {
  const button = figure.locator('.stepper-play');
  await button.click();
  // A long run is measured as long as other gestures, a short one until it is done.
  while (on() && (await button.textContent()) === 'Pause') await tab.waitForTimeout(100);
};

const dragRing: Gesture['perform'] = async ({ tab, figure, on }) => {
  const { x, y } = await middleOf(figure.locator('.handle').first());
  const sheet = await middleOf(figure.locator('.panel').first());
  await tab.mouse.move(x, y);
  await tab.mouse.down();
  for (let k = 0; on(); k++)
    await tab.mouse.move(x + 0.12 * sheet.width * Math.sin(k / 15), y + 0.12 * sheet.height * (1 - Math.cos(k / 15)));
  await tab.mouse.up();
};

const dragSlider: Gesture['perform'] = async ({ tab, figure, on }) => {
  const slider = await middleOf(figure.locator('.controls input[type=range]').first());
  await tab.mouse.move(slider.x, slider.y);
  await tab.mouse.down();
  for (let k = 0; on(); k++) await tab.mouse.move(slider.x + 0.2 * slider.width * Math.sin(k / 15), slider.y);
  await tab.mouse.up();
};

const walkInFog: Gesture['perform'] = async ({ tab, figure, on }) => {
  const plane = await middleOf(figure.locator('.click-plane').first());
  for (let k = 0; on(); k++) {
    const angle = 2.4 * k;
    await tab.mouse.click(
      plane.x + 0.3 * plane.width * Math.cos(angle),
      plane.y + 0.3 * plane.height * Math.sin(angle),
    );
    await tab.waitForTimeout(BETWEEN_STEPS);
  }
};

const liftFog: Gesture['perform'] = async ({ tab, figure, on }) => {
  await figure.getByLabel('Lift the fog').check();
  while (on()) await tab.waitForTimeout(100);
};

const plotOf = (tab: Page): Locator => tab.locator('.large-chart-plot').first();

const enlarge: Gesture['perform'] = async ({ tab, figure }) => {
  await figure.getByRole('button', { name: 'More', exact: true }).click();
  await figure.getByRole('button', { name: 'Enlarge' }).click();
  await plotOf(tab).locator('canvas').waitFor();
  await plotOf(tab).focus();
  await tab.waitForTimeout(1000);
};

const readAlong: Gesture['perform'] = async ({ tab, on }) => {
  const plot = await middleOf(plotOf(tab));
  for (let k = 0; on(); k++) await tab.mouse.move(plot.x + 0.4 * plot.width * Math.sin(k / 30), plot.y);
};

/** Presses keys in turn, each a number of times. */
const pressing =
  (keys: readonly string[], times: number): Gesture['perform'] =>
  async ({ tab, on }) => {
    for (let k = 0; on(); k++) await tab.keyboard.press(keys[Math.floor(k / times) % keys.length]!);
  };

const CROWD = {
  page: '/embed/learning-rate-schedule/',
  figure: 'learning-rate-schedule',
  set: { runs: 300, steps: 1000 },
};
const LARGE = '300 runs of 1000 steps opened large';
const GESTURES: readonly Gesture[] = [
  { page: '/gradient-descent/', figure: 'gabor-descent', what: 'Play', perform: play },
  { page: '/momentum/', figure: 'momentum-valley', what: 'Play', perform: play },
  { page: '/adam/', figure: 'figure-6-9', what: 'Play', perform: play },
  { page: '/gradient-descent/', figure: 'gabor-descent', what: 'ring dragged', perform: dragRing },
  { page: '/momentum/', figure: 'momentum-valley', what: 'ring dragged', perform: dragRing },
  { page: '/adam/', figure: 'figure-6-9', what: 'ring dragged', perform: dragRing },
  { page: '/gradient-descent/', figure: 'gabor-descent', what: 'slider dragged', perform: dragSlider },
  { page: '/gradient-descent/', figure: 'fog', what: 'steps in the fog', perform: walkInFog },
  {
    page: '/gradient-descent/',
    figure: 'fog',
    what: 'the fog lifts',
    prepare: (act) => walkInFog({ ...act, on: countdown(12 * BETWEEN_STEPS) }),
    perform: liftFog,
  },
  { ...CROWD, what: `${LARGE}, read`, prepare: enlarge, perform: readAlong },
  {
    ...CROWD,
    what: `${LARGE}, moved along`,
    prepare: enlarge,
    perform: pressing(['Shift+ArrowRight', 'Shift+ArrowLeft'], 10),
  },
  { ...CROWD, what: `${LARGE}, zoomed`, prepare: enlarge, perform: pressing(['+', '-'], 10) },
];

export const framePages: readonly string[] = [...new Set(GESTURES.map(({ page }) => page))];

/** Every gesture on these pages, at each speed; each in a separate visit. */
export async function auditFrames(browser: Browser, address: string, pages: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const gesture of GESTURES.filter(({ page }) => pages.includes(page))) {
    console.log(`measuring ${gesture.page}#${gesture.figure}: ${gesture.what}`);
    for (const speed of SPEEDS)
      rows.push(rowOf(gesture, speed, await framesOf(browser, address, gesture, speed.slowed)));
  }
  return rows;
}

interface Measured {
  /** Milliseconds between frames. */
  frames: readonly number[];
  /** CPU milliseconds of the page's main thread per frame. */
  busy: number;
}

function rowOf(
  { page, figure, what }: Gesture,
  { says, frame }: (typeof SPEEDS)[number],
  { frames, busy }: Measured,
): Row {
  const p50 = median(frames);
  const text = (ms: number) => ms.toFixed(1);
  return {
    page: `${page}#${figure}`,
    what: `${what}, ${says}: frame p50, p95, busy in each`,
    measured: `${text(p50)}, ${text(quantile(frames, 0.95))}, ${text(busy)} ms`,
    budget: `p50 <= ${frame} ms`,
    met: p50 <= frame,
  };
}

async function framesOf(browser: Browser, address: string, gesture: Gesture, slowed: number): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
  try {
    const tab = await context.newPage();
    const { page, figure: name, set = {}, prepare, perform } = gesture;
    const query = new URLSearchParams(Object.entries(set).map(([key, value]) => [`${name}.${key}`, String(value)]));
    await tab.goto(new URL(`${page.slice(1)}?${query}`, address).href, { waitUntil: 'load' });
    const figure = tab.locator(`figure#${name}`);
    await touch(figure);
    // The automatic playback is over, and so are the seeds of an ensemble.
    await tab.waitForTimeout(2500);
    await figure.locator('.progress-bar').waitFor({ state: 'detached', timeout: 60_000 });
    const session = await context.newCDPSession(tab);
    // CPU time of the thread: other work on the machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busyNow = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN);
    };
    await prepare?.({ tab, figure, on: () => true });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    const before = await busyNow();
    await tab.evaluate(recordFrames);
    await perform({ tab, figure, on: countdown(LONG) });
    const frames = await tab.evaluate(() => (Reflect.get(window, 'endOfFrames') as () => number[])()); // created by recordFrames
    return { frames, busy: ((await busyNow()) - before) / frames.length };
  } finally {
    await context.close();
  }
}

/** True until this many milliseconds have passed since its first call. */
function countdown(milliseconds: number): () => boolean {
  let end: number | undefined;
  return () => {
    end ??= performance.now() + milliseconds;
    return performance.now() < end;
  };
}

/** Runs in the page: records frame times until they are requested. */
function recordFrames(): void {
  const frames: number[] = [];
  let going = true;
  let last: number | undefined;
  const note = (now: number): void => {
    if (last !== undefined) frames.push(now - last);
    last = now;
    if (going) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  Object.assign(window, {
    endOfFrames: () => {
      going = false;
      return frames;
    },
  });
}
